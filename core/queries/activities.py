"""Activities as they are read: those of units in scope, with their reconciliations and pauses."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from core.enums import ActivityEffect, ActivityState
from core.models import Activity, ActivityCheck, ActivityPause, TreeUnit, Unit
from core.queries.access import subtree
from core.queries.stand_ins import own_or_stood_in
from core.queries.subjects import names_of_users
from core.rules.access import Action, Actor, roots
from core.rules.activities import is_late


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A day of reconciliation; `done` is whether it has been ticked, with what was said."""

    id: int
    day: date
    text: str
    done: bool


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """An activity as it is read; a change must name `rev`. `cost` in öre, a cost is positive."""

    id: int
    rev: int
    unit_id: int
    unit: str
    unit_code: str
    goal_id: int | None
    origin_id: int | None
    title: str
    text: str
    owner_id: int | None
    owner: str
    starts: date
    ends: date | None
    state: ActivityState
    late: bool
    cost: int | None
    hours: Decimal | None
    outcome: str
    effect_due: date | None
    effect: ActivityEffect | None
    effect_text: str
    ended_on: date | None
    checks: tuple[CheckRow, ...]
    pauses: tuple[tuple[date, date], ...]

    @property
    def next_check(self) -> date | None:
        """The first day of reconciliation that is not ticked."""
        return next((check.day for check in self.checks if not check.done), None)


def list_activities(
    session: Session,
    actor: Actor,
    *,
    year: int,
    unit_ids: Collection[int] | None = None,
    goal_ids: Collection[int] | None = None,
) -> list[ActivityRow]:
    """Return the activities that touch a year, of units in scope, by unit and day.

    One without a last day touches every year from its first until the one that it ended in.
    """
    conditions = [_touches(year)]
    if unit_ids is not None:
        conditions.append(col(Activity.unit_id).in_(list(unit_ids)))
    if goal_ids is not None:
        conditions.append(col(Activity.goal_id).in_(list(goal_ids)))
    return _rows(session, actor, *conditions)


def read_activity(session: Session, actor: Actor, *, activity_id: int) -> ActivityRow | None:
    """Return one activity, or None when it is not there or not the actor's to see."""
    return next(iter(_rows(session, actor, col(Activity.id) == activity_id)), None)


def due_effects(session: Session, actor: Actor, *, until: date) -> list[ActivityRow]:
    """Return the finished activities whose effect is to be answered by a day and is not yet."""
    return _rows(
        session, actor, col(Activity.effect_due) <= until, col(Activity.effect).is_(None),
        col(Activity.state) == ActivityState.DONE,
    )  # fmt: skip


def list_own(session: Session, actor: Actor) -> list[ActivityRow]:
    """Return what the actor carries out, and the managers whom she stands in for.

    Activities that go on, and those whose effect is to be answered.
    """
    going = col(Activity.state).in_((ActivityState.PLANNED, ActivityState.RUNNING))
    asked = (col(Activity.state) == ActivityState.DONE) & col(Activity.effect).is_(None)
    mine = own_or_stood_in(session, actor, owner=col(Activity.owner_id), unit=col(Activity.unit_id))
    return _rows(session, actor, mine, or_(going, asked))


def list_copies(session: Session, actor: Actor, *, activity_id: int) -> list[ActivityRow]:
    """Return the copies in scope of an activity that was spread, by unit."""
    return _rows(session, actor, col(Activity.origin_id) == activity_id)


def _rows(session: Session, actor: Actor, *conditions: ColumnElement[bool]) -> list[ActivityRow]:
    scope = subtree(actor.tree_id, roots(actor, Action.VIEW_GOALS))
    found = session.exec(
        select(Activity, TreeUnit.name, Unit.code, TreeUnit.lft)
        .join(TreeUnit, col(TreeUnit.unit_id) == col(Activity.unit_id))
        .join(Unit, col(Unit.id) == col(Activity.unit_id))
        .where(TreeUnit.tree_id == actor.tree_id, col(Activity.unit_id).in_(scope), *conditions)
        .order_by(col(TreeUnit.lft), col(Activity.starts), col(Activity.id))
    ).all()
    ids = [row.id or 0 for row, _name, _code, _lft in found]
    checks, pauses = _checks(session, ids), _pauses(session, ids)
    owners = names_of_users(session, {row.owner_id for row, *_rest in found if row.owner_id is not None})
    today = session.info["database"].today()
    return [
        _row(row, (name, code, owners.get(row.owner_id or 0, "")), (checks, pauses), today)
        for row, name, code, _lft in found
    ]


def _touches(year: int) -> ColumnElement[bool]:
    first, last = date(year, 1, 1), date(year, 12, 31)
    return (
        (col(Activity.starts) <= last)
        & or_(col(Activity.ends).is_(None), col(Activity.ends) >= first)
        & or_(col(Activity.ended_on).is_(None), col(Activity.ended_on) >= first)
    )


def _checks(session: Session, ids: list[int]) -> dict[int, list[CheckRow]]:
    found: dict[int, list[CheckRow]] = defaultdict(list)
    rows = session.exec(
        select(ActivityCheck)
        .where(col(ActivityCheck.activity_id).in_(ids))
        .order_by(col(ActivityCheck.day), col(ActivityCheck.id))
    )
    for row in rows:
        found[row.activity_id].append(CheckRow(row.id or 0, row.day, row.text, row.done_at is not None))
    return found


def _pauses(session: Session, ids: list[int]) -> dict[int, list[tuple[date, date]]]:
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    rows = session.exec(
        select(ActivityPause)
        .where(col(ActivityPause.activity_id).in_(ids))
        .order_by(col(ActivityPause.starts))
    )
    for row in rows:
        found[row.activity_id].append((row.starts, row.ends))
    return found


def _row(
    row: Activity,
    words: tuple[str, str, str],
    days: tuple[dict[int, list[CheckRow]], dict[int, list[tuple[date, date]]]],
    today: date,
) -> ActivityRow:
    unit, code, owner = words
    checks, pauses = days
    return ActivityRow(
        id=row.id or 0,
        rev=row.rev,
        unit_id=row.unit_id,
        unit=unit,
        unit_code=code,
        goal_id=row.goal_id,
        origin_id=row.origin_id,
        title=row.title,
        text=row.text,
        owner_id=row.owner_id,
        owner=owner,
        starts=row.starts,
        ends=row.ends,
        state=row.state,
        late=is_late(row.state, row.starts, row.ends, today),
        cost=row.cost,
        hours=row.hours,
        outcome=row.outcome,
        effect_due=row.effect_due,
        effect=row.effect,
        effect_text=row.effect_text,
        ended_on=row.ended_on,
        checks=tuple(checks.get(row.id or 0, ())),
        pauses=tuple(pauses.get(row.id or 0, ())),
    )
