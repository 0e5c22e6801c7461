"""Aktiviteter as each person meets it."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import select
from streamlit.testing.v1 import AppTest

from core.db import Database
from core.enums import ActivityEffect, ActivityState
from core.models import Activity, ActivityCheck, ActivityPause
from core.rules.activities import ActivityText
from core.services.activities import change_activity
from core.services.activity_year_end import YearEnd
from core.services.transaction import transaction
from tests.pages.activity_town import DONE, LATE, NEIGHBOURS, RUNNING, ActivityTown, plant_activities
from tests.pages.conftest import Open
from tests.pages.process_town import actor_named
from tests.pages.words import words_of

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


class Desk:
    """Activities in browsers of their own people."""

    def __init__(self, database: Database, sign_in_as: Callable[[str], str], open_page: Open) -> None:
        self.database, self.sign_in_as, self.open_page = database, sign_in_as, open_page
        self.town: ActivityTown = plant_activities(database)

    def open_as(self, username: str, **query: str) -> AppTest:
        self.sign_in_as(username)
        run = self.open_page("aktiviteter", **query)
        assert list(run.exception) == []
        return run

    def one(self, title: str) -> Activity:
        with self.database.reading() as session:
            row = session.get_one(Activity, self.town.activities[title])
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
    return next(one for one in fields if one.label == label)


def test_manager_meets_what_is_late_first_and_never_the_neighbours(desk: Desk) -> None:
    said = words_of(desk.open_as("maria"))

    assert "1 av 3 aktiviteter är sen" in said
    assert said.index(LATE) < said.index(RUNNING)
    assert NEIGHBOURS not in said


@pytest.mark.parametrize("part", ["gantt", "tavla", "summering", "arsskifte"])
def test_every_part_shows_the_activities(desk: Desk, part: str) -> None:
    said = words_of(desk.open_as("maria", **{"del": part}))

    assert (LATE in said) or (part == "summering" and "Fler läser flytande" in said)
    assert NEIGHBOURS not in said


def test_gantt_says_days_reconciliations_and_pauses_in_words(desk: Desk) -> None:
    said = words_of(desk.open_as("maria", **{"del": "gantt"}))

    assert "17 augusti till 18 december, 0 av 2 avstämningar gjorda, vilar 26 oktober till 30 oktober" in said


def test_sums_add_up_states_cost_and_hours(desk: Desk) -> None:
    said = words_of(desk.open_as("maria", **{"del": "summering"}))

    assert "150 tkr" in said.replace("\xa0", " ")
    assert "Ekbackens skola" in said


def test_manager_adds_an_activity(desk: Desk) -> None:
    run = desk.open_as("maria")
    _field(run.text_input, "Vad ska göras?").set_value("Läxhjälp")
    _field(run.text_input, "Kostnad, kr").set_value("12 tkr")
    _field(run.text_input, "Timmar").set_value("7,5")

    _press(run, "Lägg till")

    with desk.database.reading() as session:
        row = session.exec(select(Activity).where(Activity.title == "Läxhjälp")).one()
        assert (row.cost, row.hours) == (12_000_00, Decimal("7.5"))
        assert row.owner_id == desk.town.people.manager


def test_cost_that_is_no_amount_is_told_and_nothing_lost(desk: Desk) -> None:
    run = desk.open_as("maria")
    _field(run.text_input, "Vad ska göras?").set_value("Läxhjälp")
    _field(run.text_input, "Kostnad, kr").set_value("lite")

    run = _press(run, "Lägg till")

    assert "Kostnad: ”lite” är inget belopp" in words_of(run)
    assert _field(run.text_input, "Vad ska göras?").value == "Läxhjälp"


def test_change_that_somebody_else_made_first_is_told(desk: Desk) -> None:
    run = desk.open_as("maria", aktivitet=desk.town.id(LATE), gor="andra")
    with transaction(desk.database) as session:
        sara = actor_named(session, desk.database, "sara")
        change_activity(
            session, sara, activity_id=desk.town.activities[LATE], rev=0, goal_id=None,
            text=ActivityText("Läslyftet", date(2026, 1, 12)),
        )  # fmt: skip
    _field(run.text_input, "Vad ska göras?").set_value("Något annat")

    run = _press(run, "Spara")

    assert desk.one(LATE).title == "Läslyftet"
    assert "Någon annan har ändrat aktiviteten" in words_of(run)


def test_running_activity_is_not_taken_back_by_a_press(desk: Desk) -> None:
    run = desk.open_as("maria", aktivitet=desk.town.id(RUNNING))

    choice = _field(run.radio, "Vad händer med aktiviteten?")

    assert choice.value is ActivityState.DONE
    assert choice.options == ["Klar", "Avbryt", "Tillbaka till planerad"]


def test_activity_ends_with_words_only(desk: Desk) -> None:
    run = desk.open_as("maria", aktivitet=desk.town.id(LATE), till="done")
    assert _field(run.radio, "Vad händer med aktiviteten?").value is ActivityState.DONE
    run = _press(run, "Spara läget")
    assert "Fyll i vad det ledde till" in words_of(run)
    label = "Vad ledde den till? Behövs när den är klar eller avbryts."
    _field(run.text_area, label).set_value("Fler läser")

    _press(run, "Spara läget")

    assert (desk.one(LATE).state, desk.one(LATE).outcome) == (ActivityState.DONE, "Fler läser")


def test_reconciliation_is_ticked_and_taken_back(desk: Desk) -> None:
    run = desk.open_as("maria", aktivitet=desk.town.id(RUNNING), gor="avstamningar")
    _field(run.text_area, "Vad visade den?").set_value("På väg")
    run = _press(run, "Bocka av")
    with desk.database.reading() as session:
        checks = session.exec(select(ActivityCheck).order_by("day")).all()
        assert [(check.text, check.done_at is not None) for check in checks] == [
            ("På väg", True),
            ("", False),
        ]

    _press(run, "Ångra avbockningen 30 september")

    with desk.database.reading() as session:
        assert [check.done_at for check in session.exec(select(ActivityCheck))] == [None, None]


def test_reconciliations_are_planned_every_month(desk: Desk) -> None:
    run = desk.open_as("maria", aktivitet=desk.town.id(LATE), gor="avstamningar")
    _field(run.selectbox, "Hur ofta?").set_value(1)
    _field(run.date_input, "Första").set_value(date(2026, 10, 31))
    _field(run.date_input, "Till och med").set_value(date(2026, 12, 31))

    _press(run, "Planera")

    with desk.database.reading() as session:
        held = select(ActivityCheck).where(ActivityCheck.activity_id == desk.town.activities[LATE])
        days = {check.day for check in session.exec(held)}
    assert days == {date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 31)}


def test_pause_is_put_in_and_taken_away(desk: Desk) -> None:
    run = desk.open_as("maria", aktivitet=desk.town.id(RUNNING), gor="pauser")
    run = _press(run, "Ta bort pausen 26 oktober – 30 oktober")
    _field(run.date_input, "Vilar från").set_value(date(2026, 12, 1))
    _field(run.date_input, "Till och med").set_value(date(2026, 12, 5))

    _press(run, "Lägg in pausen")

    with desk.database.reading() as session:
        pauses = [(pause.starts, pause.ends) for pause in session.exec(select(ActivityPause))]
    assert pauses == [(date(2026, 12, 1), date(2026, 12, 5))]


def test_effect_is_answered_with_words(desk: Desk) -> None:
    run = desk.open_as("maria", aktivitet=desk.town.id(DONE), gor="verkan")
    run = _press(run, "Spara svaret")
    assert "Välj ett av svaren." in words_of(run)
    _field(run.radio, "Gjorde det verkan?").set_value(ActivityEffect.YES)
    _field(run.text_area, "Vad märks av den, och hur vet ni det?").set_value("Färre bråk")

    _press(run, "Spara svaret")

    assert (desk.one(DONE).effect, desk.one(DONE).effect_text) == (ActivityEffect.YES, "Färre bråk")


def test_history_says_what_was_done(desk: Desk) -> None:
    said = words_of(desk.open_as("maria", aktivitet=desk.town.id(DONE), gor="historik"))

    assert "Från planerad till klar. Ritad av barnen." in said


def test_neighbours_activity_by_its_number_is_not_shown(desk: Desk) -> None:
    said = words_of(desk.open_as("maria", aktivitet=desk.town.id(NEIGHBOURS)))

    assert "Aktiviteten går inte att visa" in said
    assert NEIGHBOURS not in said


def test_elected_official_reads_and_gets_no_form(desk: Desk) -> None:
    run = desk.open_as("elected_official", aktivitet=desk.town.id(LATE))

    labels = {button.label for button in run.button}
    assert labels.isdisjoint({"Spara läget", "Spara", "Bocka av"})
    assert "La till en aktivitet" in words_of(run)


def test_controller_spreads_an_activity_and_sees_how_the_copies_stand(desk: Desk) -> None:
    run = desk.open_as("sara", enhet="4", aktivitet=desk.town.id(LATE), gor="sprid")
    _field(run.multiselect, "Enheter som ska få en egen kopia").set_value([desk.town.units["412"]])

    run = _press(run, "Sprid")

    with desk.database.reading() as session:
        copies = session.exec(select(Activity.unit_id).where(Activity.title == LATE)).all()
    assert set(copies) == {desk.town.units["411"], desk.town.units["412"]}
    assert "Grannskolan" in words_of(run)


def test_manager_settles_the_year_for_what_has_not_ended(desk: Desk) -> None:
    run = desk.open_as("maria", **{"del": "arsskifte"})
    _field(run.selectbox, "Vad händer?").set_value(YearEnd.DONE)
    run = _press(run, "Spara valen")
    assert f"”{LATE}”: Fyll i vad det ledde till" in words_of(run)
    run.text_input[0].set_value("Fler läser")

    run = _press(run, "Spara valen")

    assert (desk.one(LATE).state, desk.one(RUNNING).state) == (ActivityState.DONE, ActivityState.RUNNING)
    assert LATE not in words_of(run)
