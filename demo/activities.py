"""The activities of Ekarboda for 2026: what the units do for their goals, and how far they have come."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from sqlmodel import Session

from core.db import Database
from core.enums import ActivityEffect, ActivityState
from core.models import Activity, ActivityCheck, ActivityPause, ActivitySpread
from core.money import ORE_PER_KRONA
from core.queries import trees
from core.queries.users import user_ids
from core.rules.access import Actor
from core.rules.activities import check_days, effect_due
from core.services.transaction import transaction
from demo.facts_activities import (
    COPIES,
    ORIGIN,
    ORIGIN_TEXT,
    ORIGIN_TITLE,
    RESTING,
    SUMMER,
    YEAR,
    ActivityFacts,
    activities,
)
from demo.forecast_states import economist_of, manager_of

_MADE = datetime(2025, 12, 18, 9, tzinfo=UTC)
_TODAY = date(2026, 11, 9)
_STATES = {
    "n": ActivityState.PLANNED, "p": ActivityState.RUNNING, "k": ActivityState.DONE,
    "a": ActivityState.STOPPED,
}  # fmt: skip
_EFFECTS = {"+": ActivityEffect.YES, "~": ActivityEffect.PARTLY, "-": ActivityEffect.NO}
_LONG = timedelta(days=150)
_TICKED = (
    "Enligt plan.",
    "Vi ligger efter men tar igen det under hösten.",
    "Alla är med. Vi fortsätter som tänkt.",
    "Två deltagare saknades, annars enligt plan.",
)


@dataclass(frozen=True, slots=True)
class _Town:
    """What rows are made of: the ids of units, users and goals."""

    units: Mapping[str, int]
    users: Mapping[str, int]
    goals: Mapping[str, int]


def lay(database: Database, actor: Actor, goal_ids: Mapping[str, int]) -> None:
    """Lay every activity with its reconciliations and pauses, and the one that all schools have."""
    with transaction(database, actor) as session:
        town = _Town(trees.unit_ids(session), user_ids(session), goal_ids)
        first: dict[str, int] = {}
        for number, facts in enumerate(activities()):
            row = _row(facts, town)
            session.add(row)
            session.flush()
            first.setdefault(facts.unit, row.id or 0)
            _lay_checks(session, row, number)
        _lay_pauses(session, first)
        _lay_spread(session, town)
        session.flush()


def _row(facts: ActivityFacts, town: _Town, origin_id: int | None = None) -> Activity:
    state = _STATES[facts.state]
    ended = facts.ends if state in {ActivityState.DONE, ActivityState.STOPPED} else None
    return Activity(
        unit_id=town.units[facts.unit], goal_id=town.goals.get(_goal_of(facts.unit)), origin_id=origin_id,
        title=facts.title, text=facts.text, owner_id=town.users[manager_of(facts.unit)],
        starts=facts.starts, ends=facts.ends, state=state,
        cost=facts.cost * ORE_PER_KRONA if facts.cost is not None else None,
        hours=Decimal(facts.hours) if facts.hours is not None else None, outcome=facts.outcome,
        ended_on=ended, effect_due=effect_due(ended) if ended and state is ActivityState.DONE else None,
        effect=_EFFECTS.get(facts.effect), effect_text=facts.effect_text,
        created_by_id=town.users[economist_of(facts.unit)], created_at=_MADE,
    )  # fmt: skip


def _goal_of(unit: str) -> str:
    """Return the goal that a unit's activities are for: its own, for those of the nämnd its first."""
    return "BUN1" if unit in {"BUN", ORIGIN} else unit


def _lay_checks(session: Session, row: Activity, number: int) -> None:
    """Lay a reconciliation every quarter for long activities; those that have been are ticked.

    Of the late ones the last was forgotten.
    """
    if row.ends is None or row.ends - row.starts < _LONG or row.state is ActivityState.PLANNED:
        return
    last = row.ended_on or row.ends
    days = check_days(row.starts + timedelta(days=80), last, every_months=3)
    past = [day for day in days if day <= _TODAY]
    forgotten = {past[-1]} if past and number % 5 == 0 and row.state is ActivityState.RUNNING else set()
    for nth, day in enumerate(days):
        done = day <= _TODAY and day not in forgotten
        at = datetime.combine(day, datetime.min.time(), UTC) + timedelta(hours=14, minutes=number)
        session.add(
            ActivityCheck(
                activity_id=row.id or 0, day=day, done_by_id=row.owner_id if done else None,
                text=_TICKED[(number + nth) % len(_TICKED)] if done else "", done_at=at if done else None,
            )
        )  # fmt: skip


def _lay_pauses(session: Session, first: Mapping[str, int]) -> None:
    summer = dict.fromkeys(SUMMER, (f"{YEAR}-06-22", f"{YEAR}-08-07"))
    for unit, (begins, ends) in [*summer.items(), *RESTING.items()]:
        session.add(
            ActivityPause(
                activity_id=first[unit], starts=date.fromisoformat(begins), ends=date.fromisoformat(ends)
            )
        )


def _lay_spread(session: Session, town: _Town) -> None:
    """Lay the activity that the förvaltning has given every school, and the schools' own copies."""

    def facts(unit: str, state: str) -> ActivityFacts:
        ended = state == "k"
        return ActivityFacts(
            unit, state, date(YEAR, 8, 17), date(YEAR, 10, 30) if ended else date(YEAR, 12, 18), None, 40,
            ORIGIN_TITLE, ORIGIN_TEXT, "Teamet möts varannan tisdag." if ended else "",
        )  # fmt: skip

    origin = _row(facts(ORIGIN, "p"), town)
    session.add(origin)
    session.flush()
    session.add(ActivitySpread(activity_id=origin.id or 0, unit_id=town.units["430"]))
    session.add(ActivitySpread(activity_id=origin.id or 0, unit_id=town.units["440"]))
    session.add_all(_row(facts(unit, state), town, origin.id) for unit, state in COPIES.items())
