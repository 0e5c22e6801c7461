from collections.abc import Callable
from datetime import date

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.enums import RoundState
from core.models import Round, RoundUnit, Snapshot, Submission
from tests.pages.conftest import Open
from tests.pages.process_town import hand_in, open_round, plan_round, unit_id
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
PATH = "omgangar"


@pytest.fixture
def as_sara(town: Database, sign_in_as: Callable[[str], str]) -> Database:
    """The town with sara, a controller of the municipality, at the browser."""
    sign_in_as("sara")
    return town


def press(run: AppTest, label: str) -> AppTest:
    next(one for one in run.main.button if one.label == label).click()
    return run.run()


def stored(database: Database) -> list[tuple[str, RoundState]]:
    with database.reading() as session:
        return [(row.name, RoundState(row.state)) for row in session.exec(select(Round).order_by(Round.id))]  # type: ignore[arg-type]


def test_rounds_without_any_says_how_the_first_one_comes(as_sara: Database, open_page: Open) -> None:
    shown = words_of(open_page(PATH))

    assert "Ingen omgång är öppen" in shown
    assert "Inga omgångar 2026" in shown


def test_rounds_form_plans_a_round_and_leads_to_its_units(as_sara: Database, open_page: Open) -> None:
    run = press(open_page(PATH), "Ny omgång")
    run.text_input(key="new_name").input("Prognos 4 2026")

    run = press(run, "Planera omgången")

    assert list(run.exception) == []
    assert stored(as_sara) == [("Prognos 4 2026", RoundState.PLANNED)]
    assert run.query_params["gor"] == "enheter"
    assert "Lägg till alla" in [button.label for button in run.main.button]


def test_rounds_form_with_dates_in_disorder_says_so_and_keeps_what_was_written(
    as_sara: Database, open_page: Open
) -> None:
    run = press(open_page(PATH), "Ny omgång")
    run.text_input(key="new_name").input("Prognos 4 2026")
    run.date_input(key="new_closes").set_value(date(2026, 11, 10))

    run = press(run, "Planera omgången")

    assert [error.value for error in run.error] == [
        "Omgången stänger 2026-11-10, före sista dag 2026-11-23. Flytta en av dem."
    ]
    assert run.text_input(key="new_name").value == "Prognos 4 2026"
    assert stored(as_sara) == []


def test_rounds_units_of_a_kind_are_added_and_one_is_taken_out(as_sara: Database, open_page: Open) -> None:
    round_id = plan_round(as_sara)
    run = open_page(PATH, omgang=str(round_id), gor="enheter")
    out = next(one for one in run.multiselect if one.label == "Lämna utanför")
    out.select(out.options[0])

    press(run.run(), "Ta ut")

    with as_sara.reading() as session:
        assert len(session.exec(select(RoundUnit)).all()) == 1


def test_rounds_opening_shows_who_gets_what_and_then_opens(as_sara: Database, open_page: Open) -> None:
    round_id = plan_round(as_sara)
    run = open_page(PATH, omgang=str(round_id))
    assert "Det här ber 2 chefer om 20 minuter, tillsammans 40 minuter." in words_of(run)

    run = press(run, "Öppna omgången")
    assert "ekonom Ekarboda kommun" in words_of(run)
    assert stored(as_sara) == [("Frågor 2026", RoundState.PLANNED)]

    press(run, "Öppna för 2 enheter")

    assert stored(as_sara) == [("Frågor 2026", RoundState.OPEN)]
    with as_sara.reading() as session:
        assert len(session.exec(select(Submission)).all()) == 2


def test_rounds_list_counts_what_is_handed_in(as_sara: Database, open_page: Open) -> None:
    round_id = open_round(as_sara)
    hand_in(as_sara, round_id, "411", "maria")

    shown = words_of(open_page(PATH))

    assert "<b>1 omgång är öppen</b>" in shown
    assert '<td class="n r-hide">2</td><td class="n r-hide">1</td><td class="n r-hide">0</td>' in shown


def test_rounds_closing_freezes_every_submission(as_sara: Database, open_page: Open) -> None:
    round_id = open_round(as_sara)
    run = open_page(PATH, omgang=str(round_id))
    assert "2 av 2 är inte klara och står kvar som sena." in words_of(run)

    press(run, "Stäng Frågor 2026")

    assert stored(as_sara) == [("Frågor 2026", RoundState.CLOSED)]
    with as_sara.reading() as session:
        assert len(session.exec(select(Snapshot)).all()) == 2


def test_rounds_planned_one_is_removed(as_sara: Database, open_page: Open) -> None:
    round_id = plan_round(as_sara)

    press(open_page(PATH, omgang=str(round_id)), "Ta bort Frågor 2026")

    assert stored(as_sara) == []


def test_rounds_year_is_copied_with_its_units(as_sara: Database, open_page: Open) -> None:
    plan_round(as_sara)
    run = open_page(PATH, gor="kopiera")
    assert "Frågor 2027" in words_of(run)

    press(run, "Planera 1 omgång")

    assert stored(as_sara) == [("Frågor 2026", RoundState.PLANNED), ("Frågor 2027", RoundState.PLANNED)]
    with as_sara.reading() as session:
        assert len(session.exec(select(RoundUnit)).all()) == 4


def test_rounds_open_one_is_changed_only_to_later_days(as_sara: Database, open_page: Open) -> None:
    round_id = open_round(as_sara)
    run = open_page(PATH, omgang=str(round_id), gor="andra")
    assert run.text_input(key=f"change_{round_id}_name").disabled
    run.date_input(key=f"change_{round_id}_deadline").set_value(date(2026, 11, 16))

    run = press(run, "Spara ändringen")

    assert [error.value for error in run.error] == [
        "Omgången är öppen, så 2026-11-20 kan bara flyttas framåt."
    ]


def test_rounds_open_one_gets_another_unit_and_lets_one_off(as_sara: Database, open_page: Open) -> None:
    round_id = open_round(as_sara)
    school = unit_id(as_sara, "411")

    run = open_page(PATH, omgang=str(round_id))
    out = next(box for box in run.selectbox if box.label == "Ta ut en som inte har börjat")
    out.select(next(option for option in out.options if "(411)" in option)).run()
    run = press(run, "Ta ut ur omgången")
    left = asked(as_sara)
    more = next(box for box in run.multiselect if box.label == "Lägg till")
    more.select(next(option for option in more.options if "(411)" in option)).run()
    run = press(run, "Lägg till i omgången")

    assert list(run.exception) == []
    assert school not in left
    assert asked(as_sara) == left | {school}


def test_rounds_form_says_what_the_clock_will_do(as_sara: Database, open_page: Open) -> None:
    run = press(open_page(PATH), "Ny omgång")
    run.text_input(key="new_name").input("Prognos 4 2026")
    by_itself = press(run, "Planera omgången")
    by_itself = open_page(PATH, omgang=by_itself.query_params["omgang"])
    shown = words_of(by_itself)

    run = press(by_itself, "Ändra")
    next(one for one in run.toggle if one.label.startswith("Öppnas och stängs")).set_value(False).run()
    by_hand = press(run, "Spara ändringen")

    assert "Öppnas av sig själv i natt, om ingen öppnar den före." in shown
    assert "Någon öppnar och stänger omgången för hand." in words_of(by_hand)


def asked(database: Database) -> set[int]:
    """Return the units that have a submission."""
    with database.reading() as session:
        return set(session.exec(select(Submission.unit_id)))
