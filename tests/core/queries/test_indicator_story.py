from datetime import date
from decimal import Decimal

from sqlmodel import Session

from core.periods import Period
from core.queries.indicator_story import list_changes, list_measured_goals, list_notes, list_words
from core.rules.indicator_sums import Measured
from core.services import audit
from core.services.indicator_places import measure_goal
from core.services.indicator_targets import set_target
from core.services.indicator_values import (
    NewNote,
    Place,
    ValueEdit,
    add_note,
    assess_value,
    save_values,
)
from core.table import Status
from tests.core.goals_town import make_town, put_goal
from tests.core.indicators_town import SICK, put_indicator


def test_words_and_notes_are_those_of_units_in_scope(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411", "412")
    for unit, actor in (("411", town.maria), ("412", town.nils)):
        place = Place(sick, town.units[unit], Period(2026, 10))
        save_values(session, actor, edits=[ValueEdit(place, None, Measured(Decimal(7)))], key=f"v {unit}")
        assess_value(session, actor, place=place, text=f"Ord från {unit}", status=Status.PARTLY, seen=None)
        add_note(session, actor, note=NewNote(sick, town.units[unit], date(2026, 3, 1), f"Dag i {unit}"))

    hers = list_words(session, town.maria, indicator_ids=[sick])
    all_of = list_words(session, town.bo, indicator_ids=[sick])

    assert [(row.text, row.status, row.at) for row in hers] == [("Ord från 411", Status.PARTLY, (2026, 10))]
    assert {row.text for row in all_of} == {"Ord från 411", "Ord från 412"}
    notes = list_notes(session, town.maria, indicator_id=sick, unit_id=town.units["411"])
    assert [note.text for note in notes] == ["Dag i 411"]
    assert list_notes(session, town.maria, indicator_id=sick, unit_id=town.units["412"]) == []


def test_goals_that_are_measured_are_those_that_one_sees(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411", "412")
    for unit in ("411", "412"):
        goal = put_goal(session, town, unit, "unit", f"Friska på {unit}")
        measure_goal(session, town.sara, goal_id=goal, indicator_id=sick, weight=2)

    found = list_measured_goals(session, town.maria, indicator_id=sick)

    assert [(goal.title, goal.weight) for goal in found] == [("Friska på 411", 2)]
    assert len(list_measured_goals(session, town.bo, indicator_id=sick)) == 2


def test_changes_are_those_of_the_definition_and_the_unit(session: Session) -> None:
    town = make_town(session)
    sick = put_indicator(session, town, SICK, "411", "412")
    set_target(
        session,
        town.maria,
        indicator_id=sick,
        unit_id=town.units["411"],
        year=2026,
        value=Decimal(6),
        seen=None,
    )
    set_target(
        session,
        town.nils,
        indicator_id=sick,
        unit_id=town.units["412"],
        year=2026,
        value=Decimal(5),
        seen=None,
    )
    audit.seal(session, session.info["database"].now())

    hers = list_changes(session, town.maria, indicator_id=sick, unit_id=town.units["411"])

    assert [(row.event, row.cause) for row in hers] == [("indicator_target", "2026"), ("indicator_added", "")]
    assert list_changes(session, town.maria, indicator_id=sick, unit_id=town.units["412"]) == []
