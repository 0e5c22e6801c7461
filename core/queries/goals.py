"""The goals of a year with the steering model that they stand in, and how they serve each other.

One sees the goals of the units in scope, and those of the units above them: the thread upward.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, and_, col, or_, select

from core.enums import GoalState
from core.models import Goal, GoalLevel, GoalLink, GoalTag, TreeUnit, Unit, User
from core.queries.access import above, along
from core.queries.steering import LevelRow, StepRow, read_levels, read_scale, read_weighing
from core.rules.access import Action, Actor, roots
from core.rules.attainment import Weighing
from core.rules.goals import Threads, threads_of

_COLUMNS = (
    col(TreeUnit.lft),
    col(Goal.unit_id),
    col(TreeUnit.name),
    col(Unit.code),
    col(Goal.id),
    col(Goal.rev),
    col(Goal.level_id),
    col(Goal.position),
    col(Goal.title),
    col(Goal.text),
    col(Goal.owner_id),
    func.coalesce(col(User.name), ""),
    col(Goal.first_year),
    col(Goal.last_year),
    col(Goal.report_by),
    col(Goal.weight),
    col(Goal.state),
    col(Goal.closed_on),
    col(Goal.closed_why),
    col(Goal.origin_id),
    col(Goal.merged_into_id),
)
"""In the order of `GoalRow` after `own`: columns alone are read several times as fast as whole goals."""


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal or assignment as it is read; a change must name `rev`.

    `own` is False for a goal of a unit above one's own; `lft` is its unit's place in the tree;
    `ended` is whether it is closed, or merged into another, by the year that was asked for.
    """

    own: bool
    lft: int
    unit_id: int
    unit: str
    unit_code: str
    id: int
    rev: int
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
        conditions.append(col(Goal.unit_id).in_(above(actor.tree_id, tuple(unit_ids))))
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
    held = _spans(session, actor.tree_id, roots(actor, Action.VIEW_GOALS))
    rows = session.execute(
        sqlalchemy_select(*_COLUMNS, ended_by(year))
        .join(GoalLevel, col(GoalLevel.id) == col(Goal.level_id))
        .join(TreeUnit, col(TreeUnit.unit_id) == col(Goal.unit_id))
        .join(Unit, col(Unit.id) == col(Goal.unit_id))
        .outerjoin(User, col(User.id) == col(Goal.owner_id))
        .where(col(TreeUnit.tree_id) == actor.tree_id, *conditions)
        .order_by(
            col(GoalLevel.position), col(GoalLevel.id), col(TreeUnit.lft), col(Goal.position), col(Goal.id)
        )
    )
    return tuple(
        GoalRow(any(first <= lft <= last for first, last in held), lft, *fields) for lft, *fields in rows
    )


def _spans(session: Session, tree_id: int, unit_ids: tuple[int, ...]) -> list[tuple[int, int]]:
    """Return where some units begin and end in the tree."""
    asked = select(TreeUnit.lft, TreeUnit.rgt).where(
        TreeUnit.tree_id == tree_id, col(TreeUnit.unit_id).in_(unit_ids)
    )
    return list(session.exec(asked))


def in_force(year: int) -> ColumnElement[bool]:
    """Return the condition that a goal is followed in a year; one closed in it still is."""
    return and_(
        col(Goal.first_year) <= year,
        or_(col(Goal.last_year).is_(None), col(Goal.last_year) >= year),
        or_(col(Goal.closed_on).is_(None), col(Goal.closed_on) >= date(year, 1, 1)),
    )


def ended_by(year: int) -> ColumnElement[bool]:
    """Return the condition that a goal is closed, or merged into another, by the end of a year."""
    closed = or_(col(Goal.closed_on).is_(None), col(Goal.closed_on) < date(year + 1, 1, 1))
    return and_(col(Goal.state) != GoalState.ACTIVE, closed)


def visible_goals(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that a goal is of a unit in scope, or of one above it."""
    return col(Goal.unit_id).in_(along(actor.tree_id, roots(actor, Action.VIEW_GOALS)))


def _links(session: Session, goals: Collection[int]) -> tuple[tuple[int, int], ...]:
    rows = session.exec(select(GoalLink.goal_id, GoalLink.serves_id)).all()
    return tuple(sorted((lower, upper) for lower, upper in rows if lower in goals and upper in goals))


def _tags(session: Session, goals: Collection[int]) -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = {}
    for goal_id, key in session.exec(select(GoalTag.goal_id, GoalTag.tag_key).order_by(col(GoalTag.tag_key))):
        if goal_id in goals:
            found.setdefault(goal_id, []).append(key)
    return {goal_id: tuple(keys) for goal_id, keys in found.items()}
