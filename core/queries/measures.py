"""Measures of a unit and all below it, and what they come to; dropped ones count for nothing."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import true
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, func, select

from core.enums import TaskStatus
from core.models import Measure, MeasureFollowUp, RowLine, Task, TreeUnit, User
from core.queries.access import require, subtree
from core.queries.forecast_series import ROWS
from core.queries.subjects import names_of_users
from core.rules.access import Action, Actor, roots

_ROOT, _BELOW = aliased(TreeUnit), aliased(TreeUnit)


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What somebody said that a measure has given so far, öre."""

    amount: int
    text: str
    user: str
    at: datetime


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure as it is read: öre, + = better, None where nothing is said.

    A change must name `rev` (of the measure) and `task_rev`; `row` is the title of the report row,
    empty for the net; `followed` is the latest follow-up.
    """

    task_id: int
    rev: int
    task_rev: int
    unit_id: int
    unit: str
    year: int
    row_key: str
    row: str
    title: str
    body: str
    owner_id: int
    owner: str
    due: date
    status: TaskStatus
    outcome: str
    effect: int | None
    from_month: int
    realised: int | None
    followed: FollowUp | None


@dataclass(frozen=True, slots=True)
class MeasureSum:
    """What the measures of a unit and all below it are to give in a year, and have given, öre."""

    effect: int = 0
    realised: int = 0


def list_measures(session: Session, actor: Actor, *, unit_id: int, year: int) -> list[MeasureRow]:
    """Return the measures of a year of a unit and all below it, in tree order and by last day."""
    require(session, actor, Action.VIEW_ECONOMY, unit_id)
    rows = session.exec(
        select(Measure, Task, TreeUnit.name, User.name)
        .join(Task, col(Task.id) == col(Measure.task_id))
        .join(User, col(User.id) == col(Task.owner_id))
        .join(TreeUnit, col(TreeUnit.unit_id) == col(Task.unit_id))
        .where(
            Measure.year == year,
            TreeUnit.tree_id == actor.tree_id,
            col(Task.unit_id).in_(subtree(actor.tree_id, (unit_id,))),
        )
        .order_by(col(TreeUnit.lft), col(Task.due), col(Task.id))
    ).all()
    titles = row_titles(session)
    followed = _latest(session, [measure.task_id for measure, *_rest in rows])
    return [
        _row(measure, task, (unit, owner, titles.get(measure.row_key, "")), followed.get(measure.task_id))
        for measure, task, unit, owner in rows
    ]


def list_follow_ups(session: Session, actor: Actor, *, task_id: int) -> list[FollowUp]:
    """Return all that was said of what a measure has given, the latest first; nothing outside scope."""
    rows = session.exec(
        select(MeasureFollowUp)
        .join(Task, col(Task.id) == col(MeasureFollowUp.task_id))
        .where(
            MeasureFollowUp.task_id == task_id,
            col(Task.unit_id).in_(subtree(actor.tree_id, roots(actor, Action.VIEW_ECONOMY))),
        )
        .order_by(col(MeasureFollowUp.n).desc())
    ).all()
    names = names_of_users(session, {row.user_id for row in rows})
    return [_follow_up(row, names) for row in rows]


def measure_sums(
    session: Session, actor: Actor, *, unit_ids: Collection[int], year: int, until: datetime | None = None
) -> dict[int, MeasureSum]:
    """Return the sums of those of the units whose economy the actor may see, each with all below it.

    With `until` only measures that there were at that moment, as a closed forecast knew them.
    """
    seen = subtree(actor.tree_id, roots(actor, Action.VIEW_ECONOMY))
    places = session.exec(
        select(TreeUnit.unit_id).where(
            TreeUnit.tree_id == actor.tree_id,
            col(TreeUnit.unit_id).in_(list(unit_ids)),
            col(TreeUnit.unit_id).in_(seen),
        )
    ).all()
    return sums_of(session, tree_id=actor.tree_id, unit_ids=places, year=year, until=until)


def sums_of(
    session: Session,
    *,
    tree_id: int,
    unit_ids: Collection[int],
    year: int,
    until: datetime | None = None,
) -> dict[int, MeasureSum]:
    """Return the sums of units in a tree. Not narrowed by rights: callers narrow or check."""
    known = col(Task.created_at) <= until if until is not None else true()
    rows = session.exec(
        select(_ROOT.unit_id, func.sum(Measure.effect), func.sum(Measure.realised))
        .join(
            _BELOW,
            and_(
                col(_BELOW.tree_id) == _ROOT.tree_id,
                col(_BELOW.lft) >= _ROOT.lft,
                col(_BELOW.lft) <= _ROOT.rgt,
            ),
        )
        .join(Task, col(Task.unit_id) == col(_BELOW.unit_id))
        .join(Measure, col(Measure.task_id) == col(Task.id))
        .where(
            _ROOT.tree_id == tree_id,
            col(_ROOT.unit_id).in_(list(unit_ids)),
            Measure.year == year,
            Task.status != TaskStatus.DROPPED,
            known,
        )
        .group_by(col(_ROOT.unit_id))
    )
    found = {unit_id: MeasureSum(int(effect or 0), int(realised or 0)) for unit_id, effect, realised in rows}
    return {unit_id: found.get(unit_id, MeasureSum()) for unit_id in unit_ids}


def _latest(session: Session, task_ids: list[int]) -> dict[int, FollowUp]:
    rows = session.exec(
        select(MeasureFollowUp)
        .where(col(MeasureFollowUp.task_id).in_(task_ids))
        .order_by(col(MeasureFollowUp.task_id), col(MeasureFollowUp.n))
    ).all()
    held = {row.task_id: row for row in rows}
    names = names_of_users(session, {row.user_id for row in held.values()})
    return {task_id: _follow_up(row, names) for task_id, row in held.items()}


def row_titles(session: Session) -> dict[str, str]:
    """Return the titles of the report rows that a measure can help, in their order, by key."""
    rows = select(RowLine.key, RowLine.title).where(RowLine.definition == ROWS, RowLine.sums == "")
    return dict(session.exec(rows.order_by(col(RowLine.position))).all())


def _follow_up(row: MeasureFollowUp, names: dict[int, str]) -> FollowUp:
    return FollowUp(row.amount, row.text, names[row.user_id], row.at)


def _row(measure: Measure, task: Task, words: tuple[str, str, str], followed: FollowUp | None) -> MeasureRow:
    unit, owner, row = words
    return MeasureRow(
        task_id=measure.task_id,
        rev=measure.rev,
        task_rev=task.rev,
        unit_id=task.unit_id,
        unit=unit,
        year=measure.year,
        row_key=measure.row_key,
        row=row,
        title=task.title,
        body=task.body,
        owner_id=task.owner_id,
        owner=owner,
        due=task.due,
        status=task.status,
        outcome=task.outcome,
        effect=measure.effect,
        from_month=measure.from_month,
        realised=measure.realised,
        followed=followed,
    )
