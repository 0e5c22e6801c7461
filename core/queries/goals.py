"""The goals of a year with the steering model that they stand in, and how they serve each other.

One sees the goals of the units in scope, and those of the units above them: the thread upward.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from core.enums import GoalState
from core.models import Goal, GoalLink, GoalTag, TreeUnit, Unit
from core.queries.access import subtree
from core.queries.steering import LevelRow, StepRow, read_levels, read_scale, read_weighing
from core.queries.subjects import names_of_users
from core.rules.access import Action, Actor, roots
from core.rules.attainment import Weighing
from core.rules.goals import Threads, threads_of

_ROOT, _ABOVE = aliased(TreeUnit), aliased(TreeUnit)


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal or assignment as it is read; a change must name `rev`.

    `own` is False for a goal of a unit above one's own; `ended` is whether it is closed, or merged
    into another, by the year that was asked for.
    """

    id: int
    rev: int
    unit_id: int
    unit: str
    unit_code: str
    level_id: int
    position: int
    title: str
    text: str
    owner_id: int | None
    owner: str
    first_year: int
    last_year: int | None
    report_by: date | None
    weight: int
    state: GoalState
    closed_on: date | None
    closed_why: str
    origin_id: int | None
    merged_into_id: int | None
    own: bool
    ended: bool


@dataclass(frozen=True, slots=True)
class GoalWorld:
    """The goals in force in a year by id, in the order of levels, units and own positions.

    `links` are pairs of a goal and one that it serves, both among `goals`; `tags` the keys of each.
    """

    year: int
    levels: tuple[LevelRow, ...]
    scale: tuple[StepRow, ...]
    weighing: Weighing
    goals: Mapping[int, GoalRow]
    links: tuple[tuple[int, int], ...]
    tags: Mapping[int, tuple[str, ...]]

    @property
    def threads(self) -> Threads:
        """The links from both ends."""
        return threads_of(self.links)

    def of_unit(self, unit_id: int) -> tuple[GoalRow, ...]:
        """Return the goals of a unit, in order."""
        return tuple(goal for goal in self.goals.values() if goal.unit_id == unit_id)


def read_goals(
    session: Session, actor: Actor, *, year: int, unit_ids: Collection[int] | None = None
) -> GoalWorld:
    """Return the goals of a year that the actor may see, those ended in mid-year too.

    With `unit_ids` only the goals of those units and of the units above them.
    """
    levels = read_levels(session)
    conditions = [visible_goals(actor), in_force(year)]
    if unit_ids is not None:
        conditions.append(col(Goal.unit_id).in_(_above(actor.tree_id, tuple(unit_ids))))
    goals = {row.id: row for row in goal_rows(session, actor, year, *conditions)}
    return GoalWorld(
        year=year,
        levels=levels,
        scale=read_scale(session),
        weighing=read_weighing(session),
        goals=goals,
        links=_links(session, goals),
        tags=_tags(session, goals),
    )


def read_goal(session: Session, actor: Actor, *, goal_id: int, year: int) -> GoalRow | None:
    """Return one goal whatever its years, or None when it is not there or not the actor's to see."""
    return next(iter(goal_rows(session, actor, year, visible_goals(actor), col(Goal.id) == goal_id)), None)


def goal_rows(
    session: Session, actor: Actor, year: int, *conditions: ColumnElement[bool]
) -> tuple[GoalRow, ...]:
    """Return goals by level, unit and position. Not narrowed by rights: callers narrow or check."""
    own = set(session.exec(subtree(actor.tree_id, roots(actor, Action.VIEW_GOALS))))
    place = {level.id: n for n, level in enumerate(read_levels(session))}
    rows = session.exec(
        select(Goal, TreeUnit.name, Unit.code, TreeUnit.lft)
        .join(TreeUnit, (col(TreeUnit.unit_id) == col(Goal.unit_id)))
        .join(Unit, col(Unit.id) == col(Goal.unit_id))
        .where(TreeUnit.tree_id == actor.tree_id, *conditions)
    ).all()
    ordered = sorted(rows, key=lambda row: (place[row[0].level_id], row[3], row[0].position, row[0].id))
    owners = names_of_users(session, {row[0].owner_id for row in rows if row[0].owner_id is not None})
    return tuple(
        _row(goal, (unit, code, owners.get(goal.owner_id or 0, "")), year, own=goal.unit_id in own)
        for goal, unit, code, _lft in ordered
    )


def in_force(year: int) -> ColumnElement[bool]:
    """Return the condition that a goal is followed in a year; one closed in it still is."""
    return and_(
        col(Goal.first_year) <= year,
        or_(col(Goal.last_year).is_(None), col(Goal.last_year) >= year),
        or_(col(Goal.closed_on).is_(None), col(Goal.closed_on) >= date(year, 1, 1)),
    )


def visible_goals(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a goal is of a unit in scope, or of one above it."""
    held = roots(actor, Action.VIEW_GOALS)
    below, above = subtree(actor.tree_id, held), _above(actor.tree_id, held)
    return or_(col(Goal.unit_id).in_(below), col(Goal.unit_id).in_(above))


def _above(tree_id: int, unit_ids: tuple[int, ...]) -> SelectOfScalar[int]:
    """Return a select of the units and all those above them."""
    return (
        select(col(_ABOVE.unit_id))
        .select_from(_ROOT)
        .join(
            _ABOVE,
            (col(_ABOVE.tree_id) == col(_ROOT.tree_id))
            & (col(_ABOVE.lft) <= col(_ROOT.lft))
            & (col(_ABOVE.rgt) >= col(_ROOT.rgt)),
        )
        .where(col(_ROOT.tree_id) == tree_id, col(_ROOT.unit_id).in_(unit_ids))
    )


def _links(session: Session, goals: Collection[int]) -> tuple[tuple[int, int], ...]:
    rows = session.exec(select(GoalLink.goal_id, GoalLink.serves_id)).all()
    return tuple(sorted((lower, upper) for lower, upper in rows if lower in goals and upper in goals))


def _tags(session: Session, goals: Collection[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for goal_id, key in session.exec(select(GoalTag.goal_id, GoalTag.tag_key).order_by(col(GoalTag.tag_key))):
        if goal_id in goals:
            found.setdefault(goal_id, []).append(key)
    return {goal_id: tuple(keys) for goal_id, keys in found.items()}


def _row(goal: Goal, words: tuple[str, str, str], year: int, *, own: bool) -> GoalRow:
    unit, code, owner = words
    closed = goal.state is not GoalState.ACTIVE
    return GoalRow(
        id=goal.id or 0,
        rev=goal.rev,
        unit_id=goal.unit_id,
        unit=unit,
        unit_code=code,
        level_id=goal.level_id,
        position=goal.position,
        title=goal.title,
        text=goal.text,
        owner_id=goal.owner_id,
        owner=owner,
        first_year=goal.first_year,
        last_year=goal.last_year,
        report_by=goal.report_by,
        weight=goal.weight,
        state=goal.state,
        closed_on=goal.closed_on,
        closed_why=goal.closed_why,
        origin_id=goal.origin_id,
        merged_into_id=goal.merged_into_id,
        own=own,
        ended=closed and (goal.closed_on is None or goal.closed_on.year <= year),
    )
