"""Goals: added, changed and ordered by whoever answers for their unit.

Each change names the `rev` that it was made from: who comes second is told so and loses nothing.
How goals are linked stands in `goal_links`, how they end in `goal_ends`, how they move, split and
follow into a later year in `goal_moves`.
"""

from collections.abc import Collection
from dataclasses import replace

from sqlmodel import Session, select

from core.errors import RuleViolation
from core.models import Goal, GoalLevel
from core.queries import access
from core.rules.access import Action, Actor
from core.rules.long_texts import checked_text
from core.services import audit
from core.services.frames import hold_top
from core.services.goal_links import require_served, write_links, write_tags
from core.services.goal_store import (
    LONGEST_WHY,
    GoalText,
    NewGoal,
    check_years,
    checked,
    compare_and_set,
    facts,
    insert,
    owned,
    require_active,
    require_level,
    require_room,
    values_of,
)
from core.services.requests import first_time, keep_result, result_of
from core.texts import _


def add_goal(session: Session, actor: Actor, *, goal: NewGoal, key: str, why: str = "") -> int:
    """Add a goal to a unit and return its id.

    One beyond the level's limit needs `why`, which is kept in the log. Raises `NotAllowed`, and
    `RuleViolation` in words for what cannot hold.
    """
    access.require_write(session, actor, Action.EDIT_GOALS, goal.unit_id)
    level = require_level(session, goal.level_id)
    check_years(goal.first_year, goal.last_year)
    text = checked(session, goal.text, level=level, unit_id=goal.unit_id)
    reason = checked_text(why, what=_("varför"), longest=LONGEST_WHY, needed=False)
    if not first_time(session, actor, key=key, action="goal_added", subject=(goal, reason)):
        return int(result_of(session, key))
    hold_top(session, actor)
    require_room(session, level, goal.unit_id, goal.first_year, reason)
    row = insert(session, actor, replace(goal, text=text))
    for serves_id in dict.fromkeys(goal.serves):
        require_served(session, actor, row, serves_id)
        write_links(session, [(row.id or 0, serves_id)])
    write_tags(session, row.id or 0, goal.tags)
    audit.record(
        session, actor, "goal_added", subject=("goal", row.id), unit_id=row.unit_id,
        change=(None, {**facts(row), "serves": list(goal.serves), "tags": list(goal.tags)}), cause=reason,
    )  # fmt: skip
    keep_result(session, key, row.id)
    return row.id or 0


def change_goal(session: Session, actor: Actor, *, goal_id: int, rev: int, text: GoalText, key: str) -> int:
    """Change what is said of a goal; return its new `rev`. `Conflict` when somebody came first."""
    goal = owned(session, actor, goal_id)
    level = session.get_one(GoalLevel, goal.level_id)
    clean = checked(session, text, level=level, unit_id=goal.unit_id, held=goal)
    if not first_time(session, actor, key=key, action="goal_changed", subject=(goal_id, rev, clean)):
        return int(result_of(session, key))
    require_active(goal)
    old = facts(goal)
    compare_and_set(session, goal, rev, **values_of(clean))
    audit.record(
        session, actor, "goal_changed", subject=("goal", goal_id), unit_id=goal.unit_id,
        change=(old, facts(goal)),
    )  # fmt: skip
    keep_result(session, key, goal.rev)
    return goal.rev


def order_goals(session: Session, actor: Actor, *, unit_id: int, goal_ids: Collection[int]) -> None:
    """Put a unit's goals in this order; those that are not named keep their places after them."""
    access.require_write(session, actor, Action.EDIT_GOALS, unit_id)
    rows = {row.id: row for row in session.exec(select(Goal).where(Goal.unit_id == unit_id))}
    if set(goal_ids) - rows.keys():
        raise RuleViolation(_("Ett av målen finns inte längre på enheten. Ladda om sidan."))
    for position, goal_id in enumerate(goal_ids, start=1):
        rows[goal_id].position = position
        session.add(rows[goal_id])
    session.flush()
    audit.record(
        session, actor, "goals_ordered", subject=("unit", unit_id), unit_id=unit_id,
        change=(None, list(goal_ids)),
    )  # fmt: skip
