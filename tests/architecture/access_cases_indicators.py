"""The cases of the access matrix for key figures, and the functions that ask for no unit, with the reason."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from sqlmodel import Session

from core.enums import Periodicity
from core.models import Indicator, IndicatorUnit
from core.periods import Period
from core.queries import indicators as queries
from core.queries.indicator_room import read_room
from core.rules.access import Action, Actor
from core.rules.indicator_sums import Measured
from core.rules.indicator_texts import Definition
from core.services import indicator_places, indicator_targets, indicator_values, indicators
from core.services.indicator_values import NewNote, Place, ValueEdit
from tests import factories
from tests.architecture.access_cases_goals import put_target_goal
from tests.architecture.access_world import Case, World

_MONTH = Period(2026, 10)
_SAID = Definition(code="fler", title="Fler läser", measure_unit="procent", periodicity=Periodicity.MONTH)


def _put(world: World, session: Session, code: str = "lasare", *, placed: bool = True) -> int:
    """A key figure that is measured at the target, or at no unit, and nowhere else."""
    row = Indicator(
        code=code, title="Läser säkert", measure_unit="procent", direction=_SAID.direction,
        periodicity=_SAID.periodicity, aggregation=_SAID.aggregation, created_by_id=world.somebody,
        created_at=factories.LOADED_AT,
    )  # fmt: skip
    session.add(row)
    session.flush()
    if placed:
        session.add(IndicatorUnit(indicator_id=row.id or 0, unit_id=world.target))
        session.flush()
    return row.id or 0


def _place(world: World, session: Session) -> Place:
    return Place(_put(world, session), world.target, _MONTH)


def _defines(what: Callable[..., object], **more: object) -> Case:
    """A case of a service about a definition without units (with units: tested with the service)."""
    return Case(
        Action.MANAGE_STEERING,
        lambda w, s, a: what(s, a, indicator_id=_put(w, s, placed=False), **more),
    )


def _at_target(what: Callable[..., object], **more: object) -> Case:
    """A case of a service about the key figure at its unit."""
    return Case(
        Action.EDIT_GOALS, lambda w, s, a: what(s, a, indicator_id=_put(w, s), unit_id=w.target, **more)
    )


def _reopen(world: World, session: Session, actor: Actor) -> None:
    indicator_id = _put(world, session, placed=False)
    session.get_one(Indicator, indicator_id).closed_on = date(2026, 6, 1)
    session.flush()
    indicators.reopen_indicator(session, actor, indicator_id=indicator_id, rev=0)


def _note(world: World, session: Session, actor: Actor) -> None:
    note = NewNote(_put(world, session), world.target, date(2026, 3, 1), "Ny skola")
    indicator_values.add_note(session, actor, note=note)


def _save(world: World, session: Session, actor: Actor) -> None:
    edit = ValueEdit(_place(world, session), None, Measured(Decimal(5)))
    indicator_values.save_values(session, actor, edits=[edit], key="k")


INDICATOR_CASES: dict[str, Case] = {
    "queries.indicators.list_places": Case(
        Action.VIEW_GOALS,
        lambda w, s, a: _put(w, s) and queries.list_places(s, a, unit_ids=[w.target]),
        lists=True,
    ),
    "queries.indicator_room.read_room": Case(
        Action.VIEW_GOALS, lambda w, s, a: read_room(s, a, unit_id=w.target)
    ),
    "services.indicators.add_indicator": Case(
        Action.MANAGE_STEERING,
        lambda _w, s, a: indicators.add_indicator(s, a, definition=_SAID, unit_ids=[], key="k"),
    ),
    "services.indicators.change_indicator": _defines(
        indicators.change_indicator, rev=0, definition=_SAID, key="k"
    ),
    "services.indicators.close_indicator": _defines(indicators.close_indicator, rev=0, why="Klart."),
    "services.indicators.merge_indicator": Case(
        Action.MANAGE_STEERING,
        lambda w, s, a: indicators.merge_indicator(
            s, a, indicator_id=_put(w, s, placed=False), rev=0, into_id=_put(w, s, "annan", placed=False)
        ),
    ),
    "services.indicators.reopen_indicator": Case(Action.MANAGE_STEERING, _reopen),
    "services.indicator_places.place_indicator": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: indicator_places.place_indicator(s, a, indicator_id=_put(w, s), unit_ids=[w.target]),
    ),
    "services.indicator_places.remove_from_unit": _at_target(indicator_places.remove_from_unit),
    "services.indicator_places.name_owner": _at_target(indicator_places.name_owner, owner_id=None),
    "services.indicator_targets.set_baseline": _at_target(
        indicator_targets.set_baseline, start=(2024, Decimal(3)), seen=(None, None)
    ),
    "services.indicator_targets.set_target": _at_target(
        indicator_targets.set_target, year=2026, value=Decimal(3), seen=None
    ),
    "services.indicator_places.measure_goal": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: indicator_places.measure_goal(
            s, a, goal_id=put_target_goal(w, s), indicator_id=_put(w, s)
        ),
    ),
    "services.indicator_places.unmeasure_goal": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: indicator_places.unmeasure_goal(
            s, a, goal_id=put_target_goal(w, s), indicator_id=_put(w, s)
        ),
    ),
    "services.indicator_values.save_values": Case(Action.EDIT_GOALS, _save),
    "services.indicator_values.assess_value": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: indicator_values.assess_value(
            s, a, place=_place(w, s), text="Sjuka.", status=None, seen=None
        ),
    ),
    "services.indicator_values.add_note": Case(Action.EDIT_GOALS, _note),
}

INDICATOR_CARRIES: dict[str, str] = {
    **dict.fromkeys(
        (
            "queries.indicator_story.list_changes",
            "queries.indicator_story.list_notes",
            "queries.indicator_story.list_words",
            "queries.indicator_story.list_measured_goals",
            "queries.indicator_due.list_asked_for",
            "queries.indicator_owners.list_neglected",
        ),
        "of units and goals in scope (tested with the query)",
    ),
    "queries.indicator_owners.names_of_owners": "names, for whoever sees goals somewhere",
    "queries.indicators.list_indicators": "definitions are common words, for whoever sees goals somewhere",
    "queries.indicators.read_values": "values of units in scope (tested with the query)",
    "queries.indicators.latest_values": "values of units in scope (tested with the query)",
    "queries.indicators.read_targets": "targets of units in scope (tested with the query)",
    "queries.indicator_standing.read_standings": "of units in scope (tested with the query)",
    "queries.indicator_standing.judged_of_goals": "of goals and units in scope (tested with the query)",
    "queries.indicator_series.read_series": "of a unit in scope, money where seen (tested with the query)",
    "services.indicators.editable": "the question itself",
    "services.indicator_places.placed": "the question itself",
    "services.indicator_files.preview_values": "for whoever reports for some unit; each line asks (tested)",
    "services.indicator_files.load_values": "for whoever reports for some unit; each line asks (tested)",
    "services.goal_periods.require_open": "part of services that have asked",
}

INDICATOR_WITHOUT_ACTOR: dict[str, str] = {
    "services.goal_periods.require_begun": "a rule about the day",
    "queries.indicator_reckoning.names_read": "of a formula that has been read",
    "queries.indicator_reckoning.parts_read": "of definitions that have been read",
    "queries.indicator_economy.read_economy": "the inside of queries that have asked",
    "queries.indicator_economy.read_economy_months": "the inside of queries that have asked",
    **dict.fromkeys(
        (
            "services.indicators.require_room",
            "queries.indicator_room.room_of",
            "services.indicators.unit_ids_of",
            "services.indicator_values.latest_assessment",
            "queries.indicator_owners.active_people",
        ),
        "part of services that have asked",
    ),
}
