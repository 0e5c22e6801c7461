"""The map of goals for a unit: its rows, the units right below as columns, how each cell stands, its money.

read_goal_map(session, actor, *, unit_id, year, month) -> GoalMapRead
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col

from core.enums import GoalKind, UnitKind
from core.models import TreeUnit
from core.queries.access import UnitRow, require, unit_rows
from core.queries.goal_money import GoalSums, money_of
from core.queries.goal_standing import said_months, standing_of_goals
from core.queries.goals import GoalRow, GoalWorld, read_goals
from core.rules.access import Action, Actor
from core.rules.attainment import Attainment
from core.rules.goal_map import Grid, Span, Standings, lay_out
from core.rules.goals import Threads


@dataclass(frozen=True, slots=True)
class GoalMapRead:
    """What the map is made from; `rows` are goals by their headings, `before` how goals stood at `since`.

    `own` is the money of each goal by itself, so that a cell adds up exactly those behind it.
    """

    unit: UnitRow
    year: int
    month: int
    world: GoalWorld
    threads: Threads
    columns: tuple[UnitRow, ...]
    rows: tuple[tuple[str, tuple[GoalRow, ...]], ...]
    grid: Grid
    standings: Standings
    since: int | None
    before: Mapping[int, Attainment]
    own: Mapping[int, GoalSums]
    is_unit: bool

    def behind(self) -> tuple[GoalRow, ...]:
        """Return every goal behind the map, each once, in the order of levels and units."""
        held = {one for goals in self.grid.behind.values() for one in goals}
        return tuple(goal for goal in self.world.goals.values() if goal.id in held)


def read_goal_map(session: Session, actor: Actor, *, unit_id: int, year: int, month: int) -> GoalMapRead:
    """Return the map of a unit at the end of a month; `NotAllowed` outside the actor's scope.

    A unit with nothing below it is its own only column.
    """
    require(session, actor, Action.VIEW_GOALS, unit_id)
    world = read_goals(session, actor, year=year)
    threads = world.threads
    unit = unit_rows(session, actor.tree_id, col(TreeUnit.unit_id) == unit_id)[0]
    columns = tuple(columns_of(session, actor.tree_id, unit))
    earlier = [one for one in said_months(session, year=year, upto=month) if one < month]
    since = earlier[-1] if earlier else None
    months = [month] if since is None else [month, since]
    standing = standing_of_goals(session, actor, world=world, months=months)
    places = _places(world)
    chosen = _rows(world, threads, unit, places)
    spans = [Span(one.id, one.lft, one.rgt) for one in columns]
    grid = lay_out([goal.id for goal in chosen], spans, places, threads, standing[month])
    return GoalMapRead(
        unit=unit,
        year=year,
        month=month,
        world=world,
        threads=threads,
        columns=_with_goals(columns, grid),
        rows=_grouped(world, threads, chosen),
        grid=grid,
        standings=standing[month],
        since=since,
        before=standing[since].found if since is not None else {},
        own=money_of(session, actor, goal_ids=world.goals, year=year, upto_month=month),
        is_unit=columns == (unit,),
    )


def columns_of(session: Session, tree_id: int, unit: UnitRow) -> list[UnitRow]:
    """Return the units right below one, single ones stepped over; the unit itself when there are none.

    Not narrowed by rights: what lies below a unit in scope is in scope.
    """
    below = _below(session, tree_id, unit.id)
    while len(below) == 1 and (deeper := _below(session, tree_id, below[0].id)):
        below = deeper
    return below or [unit]


def _below(session: Session, tree_id: int, unit_id: int) -> list[UnitRow]:
    rows = unit_rows(session, tree_id, col(TreeUnit.parent_id) == unit_id)
    return [row for row in rows if row.kind is not UnitKind.COST_CENTER]


def _places(world: GoalWorld) -> dict[int, int]:
    """Return where the goals in use stand in the tree, without visions, focus areas and assignments."""
    followed = {level.id for level in world.levels if level.kind is GoalKind.GOAL}
    return {
        goal.id: goal.lft for goal in world.goals.values() if not goal.ended and goal.level_id in followed
    }


def _rows(
    world: GoalWorld,
    threads: Threads,
    unit: UnitRow,
    places: Mapping[int, int],
) -> list[GoalRow]:
    """Return the unit's own goals; where it has none, those above that the goals below it serve.

    Of those above, the nearest that some goal inside the unit serves.
    """
    own = [goal for goal in world.of_unit(unit.id) if goal.id in places]
    if own:
        return own
    inside = {one: lft for one, lft in places.items() if unit.lft <= lft <= unit.rgt}
    found: dict[int, None] = {}
    for one in inside:
        outside = [up for up in threads.serves.get(one, ()) if up in places and up not in inside]
        found.update(dict.fromkeys(outside))
    alone = [one for one in inside if not threads.serves.get(one)]
    return [goal for goal in world.goals.values() if goal.id in found or goal.id in alone]


def _grouped(
    world: GoalWorld, threads: Threads, rows: Sequence[GoalRow]
) -> tuple[tuple[str, tuple[GoalRow, ...]], ...]:
    """Return rows under the title of the nearest goal or focus area that each serves, in its order."""
    groups: dict[int, list[GoalRow]] = {}
    for goal in rows:
        above = threads.serves.get(goal.id, ())
        groups.setdefault(above[0] if above else 0, []).append(goal)
    order = {goal_id: n for n, goal_id in enumerate(world.goals)}
    keys = sorted(groups, key=lambda one: order.get(one, len(order)))
    return tuple((world.goals[one].title if one else "", tuple(groups[one])) for one in keys)


def _with_goals(columns: Sequence[UnitRow], grid: Grid) -> tuple[UnitRow, ...]:
    """Return the columns that hold some goal of the map."""
    held = {unit_id for _goal_id, unit_id in grid.cells}
    return tuple(one for one in columns if one.id in held)
