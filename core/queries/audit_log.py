"""The log, newest first: who did what, when and why. Reading it needs its own right."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select

from core.models import AuditEvent, AuditPersonal, User
from core.queries.access import require
from core.rules.access import Action, Actor


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """The place of an event in the log, by which the next page is asked for."""

    n: int
    k: int


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What to show: None and empty leave it open; `first` and `end` are UTC, `end` not included."""

    user_id: int | None = None
    unit_id: int | None = None
    subject_kind: str = ""
    subject_id: str = ""
    action: str = ""
    first: datetime | None = None
    end: datetime | None = None


@dataclass(frozen=True, slots=True)
class LogEvent:
    """One event; `user` is empty for the system itself, `personal` None once it has been erased."""

    place: Place
    at: datetime
    user: str
    acting_as: str
    action: str
    subject_kind: str
    subject_id: str
    unit_id: int | None
    old: Any
    new: Any
    cause: str
    personal: Any


@dataclass(frozen=True, slots=True)
class LogPage:
    """Some events, newest first; `after` asks for the next ones and is None on the last page."""

    events: tuple[LogEvent, ...]
    after: Place | None


def read_log(
    session: Session,
    actor: Actor,
    *,
    wanted: LogFilter = LogFilter(),
    after: Place | None = None,
    limit: int = 100,
) -> LogPage:
    """Return the events that are wanted, older than `after`, at most `limit`."""
    require(session, actor, Action.VIEW_AUDIT, actor.top_unit_id)
    conditions = _conditions(wanted)
    if after is not None:
        n, k = col(AuditEvent.n), col(AuditEvent.k)
        conditions.append(or_(n < after.n, and_(n == after.n, k < after.k)))
    newest = (col(AuditEvent.n).desc(), col(AuditEvent.k).desc())
    rows = session.exec(select(AuditEvent).where(*conditions).order_by(*newest).limit(limit + 1)).all()
    shown = rows[:limit]
    names, personal = _names(session, shown), _personal(session, shown)
    events = tuple(_event(row, names, personal.get((row.n, row.k))) for row in shown)
    return LogPage(events, events[-1].place if len(rows) > limit else None)


def _conditions(wanted: LogFilter) -> list[ColumnElement[bool]]:
    equal = {
        "user_id": wanted.user_id,
        "unit_id": wanted.unit_id,
        "subject_kind": wanted.subject_kind or None,
        "subject_id": wanted.subject_id or None,
        "action": wanted.action or None,
    }
    conditions: list[ColumnElement[bool]] = [
        col(getattr(AuditEvent, name)) == value for name, value in equal.items() if value is not None
    ]
    if wanted.first is not None:
        conditions.append(col(AuditEvent.at) >= wanted.first)
    if wanted.end is not None:
        conditions.append(col(AuditEvent.at) < wanted.end)
    return conditions


def _names(session: Session, rows: Sequence[AuditEvent]) -> dict[int | None, str]:
    ids = {user_id for row in rows for user_id in (row.user_id, row.acting_as_id) if user_id is not None}
    return dict(session.exec(select(User.id, User.name).where(col(User.id).in_(ids))).all())


def _personal(session: Session, rows: Sequence[AuditEvent]) -> dict[tuple[int, int], Any]:
    numbers = {row.n for row in rows if row.personal_digest}
    if not numbers:
        return {}
    sides = session.exec(select(AuditPersonal).where(col(AuditPersonal.n).in_(numbers)))
    return {(side.n, side.k): side.data for side in sides}


def _event(row: AuditEvent, names: dict[int | None, str], personal: Any) -> LogEvent:
    return LogEvent(
        place=Place(row.n, row.k),
        at=row.at,
        user=names.get(row.user_id, ""),
        acting_as=names.get(row.acting_as_id, ""),
        action=row.action,
        subject_kind=row.subject_kind,
        subject_id=row.subject_id,
        unit_id=row.unit_id,
        old=row.old,
        new=row.new,
        cause=row.cause,
        personal=personal,
    )
