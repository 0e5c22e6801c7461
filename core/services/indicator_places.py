"""Where key figures are measured: units, who reports there, and the goals measured."""

from collections.abc import Collection

from sqlmodel import Session, col, select

from core.errors import RuleViolation
from core.models import Goal, GoalIndicator, Indicator, IndicatorUnit
from core.queries import access
from core.queries.subjects import why_not
from core.rules.access import Action, Actor
from core.services import audit
from core.services.frames import hold_top
from core.services.goal_store import editable as editable_goal
from core.services.indicators import LONGEST_WHY, require_room
from core.texts import _

_WEIGHTS = range(101)


def place_indicator(
    session: Session, actor: Actor, *, indicator_id: int, unit_ids: Collection[int], why: str = ""
) -> int:
    """Measure a key figure at these units too; return how many were new.

    One that was to end at a unit after a year is followed on there.
    """
    row = session.get(Indicator, indicator_id, populate_existing=True)
    if row is None or row.closed_on is not None:
        raise RuleViolation(_("Nyckeltalet används inte längre. Välj ett annat."))
    for unit_id in unit_ids:
        access.require_write(session, actor, Action.EDIT_GOALS, unit_id)
    hold_top(session, actor)
    asked = col(IndicatorUnit.unit_id).in_(list(unit_ids))
    held = session.exec(select(IndicatorUnit).where(IndicatorUnit.indicator_id == indicator_id, asked)).all()
    ended = {place.unit_id: place for place in held if place.last_year is not None}
    new = sorted(set(unit_ids) - {place.unit_id for place in held} | set(ended))
    for unit_id in new:
        require_room(session, unit_id, why.strip())
        place = ended.get(unit_id) or IndicatorUnit(indicator_id=indicator_id, unit_id=unit_id)
        place.last_year = None
        session.add(place)
        session.flush()
        audit.record(
            session, actor, "indicator_placed", subject=("indicator", indicator_id), unit_id=unit_id,
            cause=why.strip()[:LONGEST_WHY],
        )  # fmt: skip
    return len(new)


def remove_from_unit(session: Session, actor: Actor, *, indicator_id: int, unit_id: int) -> bool:
    """Measure a key figure at a unit no more; its values there stay. False when it was not."""
    access.require_write(session, actor, Action.EDIT_GOALS, unit_id)
    held = session.get(IndicatorUnit, (indicator_id, unit_id))
    if held is None:
        return False
    session.delete(held)
    session.flush()
    audit.record(session, actor, "indicator_removed", subject=("indicator", indicator_id), unit_id=unit_id)
    return True


def name_owner(
    session: Session, actor: Actor, *, indicator_id: int, unit_id: int, owner_id: int | None
) -> None:
    """Say who reports a key figure at a unit, who must see it; None leaves it to whoever runs the unit."""
    held = placed(session, actor, indicator_id, unit_id)
    reason = owner_id is not None and why_not(
        session, user_id=owner_id, action=Action.VIEW_GOALS, unit_id=unit_id
    )
    if reason:
        raise RuleViolation(reason)
    old, held.owner_id = held.owner_id, owner_id
    session.add(held)
    session.flush()
    audit.record(
        session, actor, "indicator_owner", subject=("indicator", indicator_id), unit_id=unit_id,
        change=(old, owner_id),
    )  # fmt: skip


def measure_goal(session: Session, actor: Actor, *, goal_id: int, indicator_id: int, weight: int = 1) -> None:
    """Let a key figure measure a goal, with a weight among the others; 0 counts it for nothing."""
    goal = editable_goal(session, actor, goal_id)
    if weight not in _WEIGHTS:
        raise RuleViolation(_("Vikten är ett heltal mellan 0 och 100."))
    row = session.get(Indicator, indicator_id)
    if row is None or row.closed_on is not None:
        raise RuleViolation(_("Nyckeltalet används inte längre. Välj ett annat."))
    session.merge(GoalIndicator(goal_id=goal_id, indicator_id=indicator_id, weight=weight))
    session.flush()
    _tell_goal(session, actor, goal, "goal_measured", (None, {"indicator": indicator_id, "weight": weight}))


def unmeasure_goal(session: Session, actor: Actor, *, goal_id: int, indicator_id: int) -> bool:
    """Let a key figure not measure a goal any more; False when it did not."""
    goal = editable_goal(session, actor, goal_id)
    held = session.get(GoalIndicator, (goal_id, indicator_id))
    if held is None:
        return False
    session.delete(held)
    session.flush()
    _tell_goal(session, actor, goal, "goal_unmeasured", ({"indicator": indicator_id}, None))
    return True


def placed(session: Session, actor: Actor, indicator_id: int, unit_id: int) -> IndicatorUnit:
    """Return a key figure's place at a unit where the actor may change it, held until the end."""
    access.require_write(session, actor, Action.EDIT_GOALS, unit_id)
    held = session.get(IndicatorUnit, (indicator_id, unit_id), populate_existing=True, with_for_update=True)
    if held is None:
        raise RuleViolation(_("Nyckeltalet mäts inte på enheten. Lägg till det där först."))
    return held


def _tell_goal(session: Session, actor: Actor, goal: Goal, event: str, change: tuple[object, object]) -> None:
    audit.record(session, actor, event, subject=("goal", goal.id), unit_id=goal.unit_id, change=change)
