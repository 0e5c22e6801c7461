"""Mål och nyckeltal as each person meets it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.enums import GoalState
from core.models import Goal, GoalAssessment, GoalMoney
from core.periods import Period
from core.queries.goal_money_links import link_of
from core.rules.activities import ActivityText
from core.services.activities import add_activity
from core.services.goal_assessments import NewAssessment, assess_goal, latest_of
from core.services.goal_ends import merge_goals
from core.services.goal_links import set_tags
from core.services.goal_money import change_money
from core.services.goal_store import GoalText
from core.services.goals import change_goal
from core.services.transaction import transaction
from tests.pages.conftest import Open
from tests.pages.goal_town import NEIGHBOURS_GOAL, GoalTown, plant_goals
from tests.pages.process_town import actor_named
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class Desk:
    """Goals in browsers of their own people."""

    def __init__(self, database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> None:
        self.database, self.sign_in_as, self.open_page = database, sign_in_as, open_page
        self.town: GoalTown = plant_goals(database)

    def open_as(self, username: str, **query: str) -> AppTest:
        self.sign_in_as(username)
        run = self.open_page("mal", **query)
        assert list(run.exception) == []
        return run

    def goal(self, title: str) -> Goal:
        with self.database.reading() as session:
            row = session.get_one(Goal, self.town.goals[title])
            session.expunge(row)
            return row


@pytest.fixture
def desk(process_database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> Desk:
    return Desk(process_database, sign_in_as, open_page)


def _press(run: AppTest, label: str) -> AppTest:
    done = next(button for button in run.button if button.label == label).click().run()
    assert list(done.exception) == []
    return done


def _field(fields: Any, label: str) -> Any:
    """Return the field with a label; one inside a form is set without a run of its own."""
    return next(one for one in fields if one.label == label)


def test_manager_meets_her_goal_beside_those_above_and_never_the_neighbours(desk: Desk) -> None:
    run = desk.open_as("maria")

    said = words_of(run)
    assert "”Fler läser flytande”" in said
    assert "väntas inte nås" in said
    assert "Speciallärare saknas i två klasser." in said
    assert "88 procent blir behöriga" in said
    assert "Alla barn lyckas i skolan" in said
    assert NEIGHBOURS_GOAL not in said


def test_manager_adds_a_goal_and_gets_advice_but_no_refusal(desk: Desk) -> None:
    run = desk.open_as("maria")
    title = _field(run.text_input, "Vad ska uppnås?")

    run = title.set_value("Verka för trivsel").run()

    assert "”verka för” går inte att mäta." in words_of(run)
    run = _press(run, "Lägg till")
    with desk.database.reading() as session:
        assert "Verka för trivsel" in set(session.exec(select(Goal.title)))


def test_goal_that_cannot_be_measured_is_saved_with_advice_and_a_way_to_link_it(desk: Desk) -> None:
    run = desk.open_as("maria")
    run = _field(run.text_input, "Vad ska uppnås?").set_value("Vi ska bli bättre").run()

    run = _press(run, "Lägg till")

    said = words_of(run)
    assert "”Vi ska bli bättre” är sparat" in said
    assert "”bli bättre” går inte att mäta." in said
    assert "Det bidrar inte till något mål ovanför än." in said
    run = _press(run, "Ändra målet och vad det bidrar till")
    run = _field(run.text_input, "Vad ska uppnås?").set_value("Minst 90 procent trivs").run()
    linked = _field(run.multiselect, "Bidrar till")
    linked.set_value([one for one in linked.options if one.startswith("88 procent blir behöriga")])
    run = _press(run, "Spara")
    assert "Några tips" not in words_of(run)


def test_advice_is_gone_when_its_writer_lets_the_goal_stand(desk: Desk) -> None:
    run = desk.open_as("maria")
    run = _field(run.text_input, "Vad ska uppnås?").set_value("Vi ska bli bättre").run()
    run = _press(run, "Lägg till")

    run = _press(run, "Låt det stå")

    assert "Några tips" not in words_of(run)


def test_goals_of_a_mark_stand_on_all_levels_with_status_and_money(desk: Desk) -> None:
    with transaction(desk.database) as session:
        sara = actor_named(session, desk.database, "sara")
        for title in ("Fler läser flytande", "88 procent blir behöriga", NEIGHBOURS_GOAL):
            set_tags(session, sara, goal_id=desk.town.goals[title], tags=("stat-skolverket",))
        set_tags(session, sara, goal_id=desk.town.goals["Alla barn lyckas i skolan"], tags=("barn",))

    run = desk.open_as("maria", **{"del": "markning", "markning": "stat-skolverket"})

    said = words_of(run)
    assert "Begärs av staten: Uppföljning till Skolverket (2)" in _field(run.selectbox, "Märkning").options
    assert "Nämndens mål" in said
    assert "Fler läser flytande" in said
    assert "Bedöms inte nås" in said
    assert NEIGHBOURS_GOAL not in said
    assert "Alla barn lyckas i skolan" not in said


def test_mark_that_no_goal_has_is_told_and_without_marks_it_is_said_how(desk: Desk) -> None:
    none = words_of(desk.open_as("maria", **{"del": "markning"}))
    with transaction(desk.database) as session:
        sara = actor_named(session, desk.database, "sara")
        set_tags(session, sara, goal_id=desk.town.goals["Fler läser flytande"], tags=("barn",))

    unknown = words_of(desk.open_as("maria", **{"del": "markning", "markning": "agenda-99"}))

    assert "Inga mål är märkta 2026" in none
    assert "Inget mål du ser har märkningen i adressen." in unknown
    assert "Fler läser flytande" in unknown


def test_goal_beyond_the_limit_is_asked_about(desk: Desk) -> None:
    for n in range(3):
        run = desk.open_as("maria")
        run = _field(run.text_input, "Vad ska uppnås?").set_value(f"Mål {n}").run()
        _press(run, "Lägg till")

    run = desk.open_as("maria")

    assert "Här finns redan 4 mål, och högst 4 är tänkt" in words_of(run)
    run = _field(run.text_input, "Vad ska uppnås?").set_value("Mål 5").run()
    run = _press(run, "Lägg till")
    assert "eller skriv varför ett till behövs" in words_of(run)
    run = _field(run.text_input, "Varför behövs ett till?").set_value("Nämnden.").run()
    _press(run, "Lägg till")
    with desk.database.reading() as session:
        assert "Mål 5" in set(session.exec(select(Goal.title)))


def test_manager_judges_her_goal_with_words(desk: Desk) -> None:
    run = desk.open_as("maria", mal=desk.town.own)

    _field(run.text_area, "Varför, och vad gör ni?").set_value("Nu går det.")
    _press(run, "Spara bedömningen")

    with desk.database.reading() as session:
        texts = session.exec(select(GoalAssessment.text).order_by("id")).all()
    assert list(texts) == ["Speciallärare saknas i två klasser.", "Nu går det."]


def test_goal_stands_with_what_measures_it_what_is_done_and_its_money(desk: Desk) -> None:
    goal_id, unit_id = desk.town.goals["Fler läser flytande"], desk.town.units["411"]
    with transaction(desk.database) as session:
        add_activity(
            session, actor_named(session, desk.database, "maria"), unit_id=unit_id, goal_id=goal_id,
            text=ActivityText("Läslyft i trean", date(2026, 8, 17), date(2026, 12, 18)), key="lyft",
        )  # fmt: skip

    run = desk.open_as("maria", mal=desk.town.own)

    said = words_of(run)
    assert "Görs genom" in said
    assert "Läslyft i trean" in said
    assert "17 augusti till 18 december" in said
    assert "Budget 2026" in said


def test_judgement_that_somebody_else_made_first_stands_and_the_second_ones_words_stay(desk: Desk) -> None:
    run = desk.open_as("maria", mal=desk.town.own)
    goal_id = desk.town.goals["Fler läser flytande"]
    with transaction(desk.database) as session:
        sara = actor_named(session, desk.database, "sara")
        seen = latest_of(session, goal_id, Period(2026, 10))
        new = NewAssessment(None, "Sara var först.", seen=seen.id if seen else None)
        assess_goal(session, sara, goal_id=goal_id, period=Period(2026, 10), said=new, key="first")

    _field(run.text_area, "Varför, och vad gör ni?").set_value("Marias egna ord.")
    run = _press(run, "Spara bedömningen")

    assert "Någon annan har bedömt målet" in run.warning[0].value
    assert _field(run.text_area, "Varför, och vad gör ni?").value == "Marias egna ord."
    assert "Sara var först." in words_of(run)
    run = _press(run, "Spara bedömningen")
    with desk.database.reading() as session:
        texts = session.exec(select(GoalAssessment.text).order_by("id")).all()
    assert list(texts)[1:] == ["Sara var först.", "Marias egna ord."]


def test_change_that_somebody_else_made_first_is_told_and_nothing_lost(desk: Desk) -> None:
    run = desk.open_as("maria", mal=desk.town.own, gor="andra")
    goal_id = desk.town.goals["Fler läser flytande"]
    with transaction(desk.database) as session:
        sara = actor_named(session, desk.database, "sara")
        change_goal(session, sara, goal_id=goal_id, rev=0, text=GoalText("Alla läser"), key="other")

    run = _field(run.text_input, "Vad ska uppnås?").set_value("Ingen läser").run()
    run = _press(run, "Spara")

    assert desk.goal("Fler läser flytande").title == "Alla läser"
    assert list(run.exception) == []


def test_goal_gets_another_place_among_the_units_own(desk: Desk) -> None:
    run = desk.open_as("maria")
    _press(_field(run.text_input, "Vad ska uppnås?").set_value("Färre sjukdagar").run(), "Lägg till")
    run = desk.open_as("maria", mal=desk.town.own, gor="andra")
    _field(run.selectbox, "Plats bland enhetens mål").set_value(1)

    _press(run, "Spara")

    with desk.database.reading() as session:
        rows = session.exec(
            select(Goal.title).where(Goal.unit_id == desk.town.units["411"]).order_by("position")
        )
        assert list(rows) == ["Färre sjukdagar", "Fler läser flytande"]


def test_manager_closes_and_opens_her_goal(desk: Desk) -> None:
    run = desk.open_as("maria", mal=desk.town.own, gor="avsluta")
    why = next(one for one in run.text_area if one.label.startswith("Varför avslutas målet?"))
    why.set_value("Ersatt av ett nytt.")
    _press(run, "Avsluta målet")
    assert desk.goal("Fler läser flytande").state is GoalState.CLOSED

    run = desk.open_as("maria", mal=desk.town.own)
    assert "Ersatt av ett nytt." in words_of(run)
    _press(run, "Öppna målet igen")

    assert desk.goal("Fler läser flytande").state is GoalState.ACTIVE


def test_merged_goal_says_what_comes_back_before_it_is_opened_again(desk: Desk) -> None:
    own, other = (desk.town.goals[title] for title in ("Fler läser flytande", NEIGHBOURS_GOAL))
    with transaction(desk.database) as session:
        sara = actor_named(session, desk.database, "sara")
        rev = session.get_one(Goal, own).rev
        merge_goals(
            session, sara, goals=[(own, rev)], into_id=other, day=date(2026, 6, 15), why="Samma sak.", key="m"
        )

    merged = desk.open_as("sara", mal=desk.town.own, gor="avsluta")
    before = words_of(merged)
    foreign = desk.open_as("maria", mal=desk.town.own, gor="avsluta")
    desk.sign_in_as("sara")
    after = _press(merged, "Öppna målet igen")

    assert f"Tillbaka från ”{NEIGHBOURS_GOAL}” kommer 1 del av pengarna." in before
    assert "Be den som har hand om båda målen" in words_of(foreign)
    assert desk.goal("Fler läser flytande").state is GoalState.ACTIVE
    with desk.database.reading() as session:
        assert set(session.exec(select(GoalMoney.goal_id))) == {own}
    assert "Tillbaka från" not in words_of(after)


def test_money_that_somebody_else_changed_meanwhile_is_told_and_stands(desk: Desk) -> None:
    run = desk.open_as("maria", mal=desk.town.own, gor="pengar")
    with transaction(desk.database) as session:
        sara = actor_named(session, desk.database, "sara")
        row = session.exec(select(GoalMoney)).one()
        part = link_of(row).part
        change_money(session, sara, money_id=row.id or 0, seen=part, part=replace(part, share=2_500))
        money_id = row.id
    changed = next(one for one in run.text_input if one.label == "Så stor del, procent")
    changed.set_value("75")

    after = _press(run, "Spara")

    assert "Någon annan har ändrat pengarna" in after.warning[0].value
    assert next(one for one in after.text_input if one.label == "Så stor del, procent").value == "75"
    with desk.database.reading() as session:
        assert session.get_one(GoalMoney, money_id).share == 2_500


def test_next_year_is_planned_beside_this_one(desk: Desk) -> None:
    run = desk.open_as("maria", mal=desk.town.own, gor="nasta")
    run = _field(run.radio, "Vad händer 2027?").set_value("change").run()
    run = _field(run.text_input, "Vad ska uppnås?").set_value("Alla läser flytande").run()
    _press(run, "Planera 2027")

    now, then = words_of(desk.open_as("maria")), words_of(desk.open_as("maria", ar="2027"))

    assert "Fler läser flytande" in now
    assert "Alla läser flytande" in then
    assert "Du planerar 2027. Uppföljningen av 2026 ändras inte." in then


def test_parts_of_a_split_goal_stand_on_the_page(desk: Desk) -> None:
    run = desk.open_as("maria", mal=desk.town.own, gor="flytta")
    run = _field(run.radio, "Hur ska målet ändras?").set_value("split").run()
    _field(run.text_area, "Delarna, en på varje rad").set_value("Fler läser\nFler räknar")
    _field(run.text_area, "Varför delas målet?").set_value("För brett.")
    _press(run, "Dela målet")

    said = words_of(desk.open_as("maria"))
    assert "Fler räknar" in said
    assert "1 mål avslutat i år" in said


def test_money_of_a_goal_is_read_from_the_ledger_and_changed(desk: Desk) -> None:
    run = desk.open_as("maria", mal=desk.town.own, gor="pengar")
    assert "50\xa0% av alla pengar" in words_of(run)
    _field(run.text_input, "Så stor del, procent").set_value("12,5")
    _press(run, "Spara")

    with desk.database.reading() as session:
        assert session.exec(select(GoalMoney.share)).all() == [1_250]


def test_share_that_is_no_number_is_told_in_words(desk: Desk) -> None:
    run = desk.open_as("maria", mal=desk.town.own, gor="pengar")
    _field(run.text_input, "Så stor del, procent").set_value("hälften")

    run = _press(run, "Spara")

    assert "Så stor del ska vara ett tal, till exempel 12,5. Du skrev ”hälften”." in words_of(run)


def test_means_shows_goals_beside_what_serves_none(desk: Desk) -> None:
    run = desk.open_as("sara", **{"del": "pengar"}, enhet="411")

    said = words_of(run)
    assert "Så används pengarna" in said
    assert "Fler läser flytande" in said


def test_assignments_are_a_register_with_the_late_one_first(desk: Desk) -> None:
    said = words_of(desk.open_as("sara", **{"del": "uppdrag"}, enhet="4"))

    assert "1 uppdrag är sent" in said
    assert "Utred skolskjuts" in said


def test_neighbours_goal_by_its_number_is_not_shown(desk: Desk) -> None:
    run = desk.open_as("maria", mal=str(desk.town.goals[NEIGHBOURS_GOAL]))

    assert "Målet går inte att visa" in words_of(run)
    assert NEIGHBOURS_GOAL not in words_of(run)


def test_elected_official_reads_and_gets_no_form(desk: Desk) -> None:
    run = desk.open_as("elected_official", mal=desk.town.own)

    assert [button.label for button in run.button if button.label == "Spara bedömningen"] == []
    assert "Inga nyckeltal mäter målet än" in words_of(run)


def test_safety_representative_sees_goals_but_no_money(desk: Desk) -> None:
    said = words_of(desk.open_as("safety_representative", **{"del": "pengar"}))

    assert "Du ser målen men inte pengarna" in said
