"""How many of the judged goals of units and all below them are reached, now and the month before.

read_reach(session, actor, *, unit_ids, year, month) -> dict[int, ReachRow]
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import GoalKind
from core.models import Clock, TreeUnit
from core.queries.goal_standing import standing_of_goals
from core.queries.goals import GoalRow, GoalWorld, read_goals
from core.rules.access import Action, Actor, roots
from core.rules.goal_map import Standings
from core.rules.goal_reach import Reach, reach_of

_KEPT, _MOST_KEPT = "goal_reach", 64


@dataclass(frozen=True, slots=True)
class ReachRow:
    """A unit's share of reached goals at the end of a month; `before` a month earlier in the same year."""

    month: int
    now: Reach
    before: Reach | None


def read_reach(
    session: Session, actor: Actor, *, unit_ids: Collection[int], year: int, month: int
) -> dict[int, ReachRow]:
    """Return the units in scope where some goal is judged; others are left out.

    All goals are weighed for it, so the answer is kept in memory until something is written.
    """
    memory = session.info["database"].memory
    now = session.exec(select(Clock.n)).one()
    asked = (actor.tree_id, roots(actor, Action.VIEW_GOALS), tuple(sorted(unit_ids)), year, month)
    kept_at, kept = memory.get(_KEPT, (None, {}))
    if kept_at != now or len(kept) >= _MOST_KEPT:
        kept = {}
    found: dict[int, ReachRow] = (
        kept[asked] if asked in kept else _reckon(session, actor, unit_ids, year, month)
    )
    memory[_KEPT] = (now, {**kept, asked: found})
    return found


def _reckon(
    session: Session, actor: Actor, unit_ids: Collection[int], year: int, month: int
) -> dict[int, ReachRow]:
    world = read_goals(session, actor, year=year)
    goals = _followed(world)
    if not goals:
        return {}
    months = [month - 1, month] if month > 1 else [month]
    standings = standing_of_goals(session, actor, world=world, months=months)
    spans = _spans(session, actor.tree_id, {*unit_ids, *(goal.unit_id for goal in goals)})
    found = {}
    for unit_id in unit_ids:
        own = [goal for goal in goals if _is_under(spans, goal.unit_id, unit_id)]
        now = _reach(own, standings[month])
        if now.judged:
            found[unit_id] = ReachRow(month, now, _reach(own, standings[month - 1]) if month > 1 else None)
    return found


def _followed(world: GoalWorld) -> list[GoalRow]:
    """Return the goals in scope that are followed up and have not ended; those above one's own are not."""
    levels = {level.id for level in world.levels if level.kind is GoalKind.GOAL}
    return [goal for goal in world.goals.values() if goal.own and goal.level_id in levels and not goal.ended]


def _reach(goals: list[GoalRow], standings: Standings) -> Reach:
    return reach_of((standings.status(goal.id) for goal in goals), standings.best)


def _spans(session: Session, tree_id: int, unit_ids: set[int]) -> dict[int, tuple[int, int]]:
    rows = session.exec(
        select(TreeUnit.unit_id, TreeUnit.lft, TreeUnit.rgt).where(
            TreeUnit.tree_id == tree_id, col(TreeUnit.unit_id).in_(unit_ids)
        )
    )
    return {unit_id: (lft, rgt) for unit_id, lft, rgt in rows}


def _is_under(spans: Mapping[int, tuple[int, int]], unit_id: int, top_id: int) -> bool:
    if unit_id not in spans or top_id not in spans:
        return False
    return spans[top_id][0] <= spans[unit_id][0] and spans[unit_id][1] <= spans[top_id][1]
