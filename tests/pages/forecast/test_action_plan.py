from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.enums import TaskStatus
from core.models import ActionPlan, Decision, Measure, MeasureFollowUp, Task
from core.services.measures import follow_measure
from core.services.transaction import transaction
from tests.pages.conftest import Open
from tests.pages.measures_plan import TKR, YEAR, Planned, plan_measures
from tests.pages.process_town import actor_named
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PATH = "atgardsplan"


@pytest.fixture
def planned(town: Database) -> Planned:
    return plan_measures(town)


def button(run: AppTest, label: str) -> AppTest:
    return next(one for one in run.main.button if one.label == label).click().run()


def field(run: AppTest, label: str, value: str) -> None:
    next(one for one in (*run.text_input, *run.text_area) if one.label == label).input(value)


def answer_of(run: AppTest) -> str:
    text = words_of(run).partition('class="r-answer">')[2].partition("</p>")[0]
    return text.replace("<b>", "").replace("</b>", "").replace("\xa0", " ")


def test_page_says_before_measures_after_and_whose_clock_runs_out_when(
    town: Database, planned: Planned, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")

    run = open_page(PATH, enhet="4")

    assert list(run.exception) == []
    assert answer_of(run) == (
        "Prognosen är 140 tkr sämre än budget före åtgärder. 2 åtgärder ska ge 35 tkr, varav 12 tkr har "
        "kommit. Efter åtgärder är den 105 tkr sämre än budget. Barn- och utbildningsnämnden ska besluta "
        "senast 9 december (30 dagar kvar)."
    )
    shown = words_of(run).replace("\xa0", " ")
    assert "Från budget 2 640 tkr till efter åtgärder 2 745 tkr." in shown
    assert "Före åtgärder −140, Åtgärder, gett +12 och Åtgärder, kvar +23" in shown
    assert "Åtgärderna: 1 att göra något åt" in [header.value for header in run.header]
    assert shown.index("Säg upp avtalet") < shown.index("Färre vikarier")
    assert "Mot Oktober 2026, som pågår." in shown


def test_page_of_a_manager_is_her_own_unit_without_the_clock(
    town: Database, planned: Planned, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    run = open_page(PATH)

    shown = words_of(run)
    assert "Färre vikarier" in shown
    assert "ska besluta" not in shown
    assert "Registrera beslut" not in shown
    assert answer_of(run).endswith("Efter åtgärder är den 105 tkr sämre än budget.")


def test_page_unit_outside_is_said_and_ones_own_is_shown(
    town: Database, planned: Planned, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    run = open_page(PATH, enhet="412")

    assert "inte din att se" in words_of(run)
    assert list(run.exception) == []


def test_page_for_an_elected_member_shows_measures_and_no_forms(
    town: Database, planned: Planned, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("elected_official")

    run = open_page(PATH, enhet="4")

    shown = words_of(run)
    assert "Färre vikarier" in shown
    assert "Oktober 2026" not in shown
    assert "Lägg till åtgärden" not in shown
    assert answer_of(run) == "2 åtgärder ska ge 35 tkr, varav 12 tkr har kommit."


def test_page_without_measures_or_forecast_says_how_the_first_one_comes(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")

    run = open_page(PATH)

    assert answer_of(run) == "Inga åtgärder är planerade."
    assert "Ingen prognos för året än" in words_of(run)
    assert "Lägg till den första här" in words_of(run)


def test_new_measure_without_any_round_is_saved_once_by_three_clicks(
    town: Database, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")
    run = open_page(PATH)
    field(run, "Åtgärd", "Inga vikarier i december")
    field(run, "Ger i år, tkr", "45")

    for _click in range(3):
        next(one for one in run.main.button if one.label == "Lägg till åtgärden").click()
    run.run()

    assert list(run.exception) == []
    with town.reading() as session:
        task, measure = session.exec(select(Task)).one(), session.exec(select(Measure)).one()
        assert (task.title, task.due, measure.effect, measure.from_month, measure.year) == (
            "Inga vikarier i december", date(2026, 12, 9), 45 * TKR, 12, YEAR,
        )  # fmt: skip
    assert "Inga vikarier i december" in words_of(run)


@pytest.mark.parametrize(
    ("title", "effect", "told"),
    [("", "45", "Fyll i vad som ska göras"), ("X", "mycket", "Ger i år"), ("X", "-45", "utan minus")],
)
def test_new_measure_that_cannot_hold_is_refused_in_words_and_nothing_is_lost(
    town: Database,
    sign_in_as: Callable[[str], str],
    open_page: Open,
    title: str,
    effect: str,
    told: str,
) -> None:
    sign_in_as("maria")
    run = open_page(PATH)
    field(run, "Åtgärd", title)
    field(run, "Ger i år, tkr", effect)

    run = button(run, "Lägg till åtgärden")

    assert any(told in error.value for error in run.error)
    assert next(one for one in run.text_input if one.label == "Ger i år, tkr").value == effect
    with town.reading() as session:
        assert session.exec(select(Measure)).all() == []


def test_follow_up_keeps_the_amount_the_words_and_shows_them(
    town: Database, planned: Planned, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")
    run = open_page(PATH, atgard=str(planned.followed))
    assert "Sparat i oktober" in words_of(run)
    field(run, "Har gett hittills i år, tkr", "20")
    field(run, "Vad har hänt?", "Även november")

    run = button(run, "Spara uppföljningen")

    with town.reading() as session:
        said = session.exec(select(MeasureFollowUp.amount, MeasureFollowUp.text)).all()
    assert sorted(said) == [(12 * TKR, "Sparat i oktober"), (20 * TKR, "Även november")]
    assert "Även november" in words_of(run)


def test_follow_up_from_a_stale_page_says_that_somebody_was_first(
    town: Database, planned: Planned, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")
    run = open_page(PATH, atgard=str(planned.followed))
    with transaction(town) as session:
        sara = actor_named(session, town, "sara")
        follow_measure(session, sara, task_id=planned.followed, rev=1, realised=14 * TKR, key="sara")
    field(run, "Har gett hittills i år, tkr", "20")

    run = button(run, "Spara uppföljningen")

    assert list(run.exception) == []
    with town.reading() as session:
        assert session.get_one(Measure, planned.followed).realised == 14 * TKR


def test_measure_is_changed_and_finished_on_the_same_page(
    town: Database, planned: Planned, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("maria")
    run = open_page(PATH, atgard=str(planned.late))
    next(
        one for one in run.text_input if one.label == "Ger i år, tkr" and "measure_" in (one.key or "")
    ).input("25")

    run = button(run, "Spara ändringen")
    field(run, "Vad ledde det till?", "Avtalet är uppsagt")
    run = button(run, "Klarmarkera")

    assert list(run.exception) == []
    with town.reading() as session:
        measure, task = session.get_one(Measure, planned.late), session.get_one(Task, planned.late)
        assert (measure.effect, task.status) == (25 * TKR, TaskStatus.DONE)
        assert task.outcome == "Avtalet är uppsagt"
    assert "Klar, men inte uppföljd" in words_of(run)


def test_decision_stops_the_clock_once(
    town: Database, planned: Planned, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")
    run = open_page(PATH, enhet="4")
    assert "Barn- och utbildningsnämnden ska besluta om åtgärder senast 9 december" in words_of(run)
    field(run, "Paragraf", "98")

    for _click in range(3):
        next(one for one in run.main.button if one.label == "Registrera beslutet").click()
    run.run()

    assert list(run.exception) == []
    with town.reading() as session:
        assert len(session.exec(select(Decision)).all()) == 1
        assert session.get_one(ActionPlan, planned.clock).ended_on == date(2026, 11, 9)
    shown = words_of(run)
    assert "1 klocka är stoppad" in shown
    assert "Barn- och utbildningsnämnden 2026-11-09 § 98" in shown


def test_clock_is_not_closed_while_there_is_a_deficit(
    town: Database, planned: Planned, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")
    run = open_page(PATH, enhet="4")
    field(run, "Varför behövs ingen åtgärdsplan?", "Det ordnar sig")

    run = button(run, "Stoppa klockan")

    assert any("fortfarande ett underskott" in error.value for error in run.error)
    with town.reading() as session:
        assert session.get_one(ActionPlan, planned.clock).ended_on is None


def test_units_below_a_namnd_have_before_measures_and_after(
    town: Database, planned: Planned, sign_in_as: Callable[[str], str], open_page: Open
) -> None:
    sign_in_as("sara")

    run = open_page(PATH, enhet="1")

    shown = words_of(run)
    assert "Enhet för enhet" in [header.value for header in run.header]
    assert "Före och efter åtgärder per enhet 2026" in shown
    assert "Barn- och utbildningsnämnden" in shown
