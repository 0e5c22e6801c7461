"""The audit: events are collected during a transaction and chained by hash when it is sealed."""

import hashlib
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, select

from core.models import AuditEvent, AuditPersonal, Clock
from core.rules.access import Actor

_EVENTS = "rodret.events"
_STAMPS = "rodret.stamps"
_LONGEST_CAUSE = 1000
_PORTION = 1000


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that was done, before it has got its place in the chain."""

    user_id: int | None
    acting_as_id: int | None
    action: str
    subject_kind: str
    subject_id: str
    unit_id: int | None
    old: Any
    new: Any
    cause: str
    personal: Any


@dataclass(frozen=True, slots=True)
class ChainFault:
    """The first place where the chain does not hold."""

    n: int
    k: int
    what: str


def record(
    session: Session,
    actor: Actor | None,
    action: str,
    *,
    subject: tuple[str, object],
    unit_id: int | None = None,
    change: tuple[Any, Any] = (None, None),
    cause: str = "",
    personal: Any = None,
) -> None:
    """Note that `actor` did `action` to `subject` (kind, id); `change` is old and new.

    What the clock did has no user, and in `acting_as_id` the one in whose name it was done.
    """
    by_clock = actor is not None and actor.by_clock
    event = Event(
        user_id=actor.user_id if actor and not by_clock else None,
        acting_as_id=(actor.user_id if by_clock else actor.acting_as_id) if actor else None,
        action=action,
        subject_kind=subject[0],
        subject_id=str(subject[1]),
        unit_id=unit_id,
        old=_plain(change[0]),
        new=_plain(change[1]),
        cause=cause[:_LONGEST_CAUSE],
        personal=_plain(personal),
    )
    session.info.setdefault(_EVENTS, []).append(event)


def stamp(session: Session, version_id: int, unit_ids: set[int]) -> None:
    """Note that the figures of these units changed in a version."""
    session.info.setdefault(_STAMPS, {}).setdefault(version_id, set()).update(unit_ids)


def seal(session: Session, now: datetime) -> None:
    """Write stamps and events under the clock row's lock. Call last, just before the commit."""
    events: list[Event] = session.info.pop(_EVENTS, [])
    stamps: dict[int, set[int]] = session.info.pop(_STAMPS, {})
    if not events and not stamps:
        return
    session.flush()
    n, audit_hash = session.execute(
        text("UPDATE clock SET n = n + 1 WHERE id = 1 RETURNING n, audit_hash")
    ).one()
    for version_id, unit_ids in stamps.items():
        _write_stamps(session, version_id, unit_ids, n)
    for k, event in enumerate(events):
        audit_hash = _write_event(session, event, (n, k), now, audit_hash)
    session.execute(text("UPDATE clock SET audit_hash = :hash WHERE id = 1"), {"hash": audit_hash})
    session.flush()


def forget(session: Session) -> None:
    """Drop what was collected, after a rollback."""
    session.info.pop(_EVENTS, None)
    session.info.pop(_STAMPS, None)


def verify(session: Session) -> ChainFault | None:
    """Walk the whole chain and return the first fault, or None when it holds.

    Personal data may have been erased; what is left of them must be what was written.
    """
    personal = {(row.n, row.k): (row.salt, row.data) for row in session.exec(select(AuditPersonal))}
    events = select(AuditEvent).order_by(col(AuditEvent.n), col(AuditEvent.k))
    options = {"yield_per": _PORTION, "populate_existing": True}
    with session.exec(events, execution_options=options) as rows:
        fault, last, audit_hash = _walk(rows, personal)
    if fault is not None:
        return fault
    if personal:
        return ChainFault(*min(personal), "personal")
    clock = session.get(Clock, 1, populate_existing=True)
    if clock is None or clock.audit_hash != audit_hash or clock.n < last:
        return ChainFault(clock.n if clock else 0, 0, "end")
    return None


def _walk(
    rows: Iterable[AuditEvent], personal: dict[tuple[int, int], tuple[str, Any]]
) -> tuple[ChainFault | None, int, str]:
    """Return the first fault, the last number and hash; what is left in `personal` belongs to no event."""
    last, audit_hash = 0, ""
    for row in rows:
        last, audit_hash = row.n, _chain(audit_hash, _content(row))
        if audit_hash != row.hash:
            return ChainFault(row.n, row.k, "hash"), last, audit_hash
        salt, data = personal.pop((row.n, row.k), ("", None))
        if data is not None and _digest(salt, data) != row.personal_digest:
            return ChainFault(row.n, row.k, "personal"), last, audit_hash
    return None, last, audit_hash


def _write_stamps(session: Session, version_id: int, unit_ids: set[int], n: int) -> None:
    statement = text(
        "INSERT INTO stamp (version_id, unit_id, n) VALUES (:version_id, :unit_id, :n) "
        "ON CONFLICT (version_id, unit_id) DO UPDATE SET n = excluded.n"
    )
    rows = [{"version_id": version_id, "unit_id": unit_id, "n": n} for unit_id in sorted(unit_ids)]
    if rows:
        session.execute(statement, rows)


def _write_event(session: Session, event: Event, place: tuple[int, int], now: datetime, previous: str) -> str:
    n, k = place
    row = AuditEvent(
        n=n,
        k=k,
        at=now,
        user_id=event.user_id,
        acting_as_id=event.acting_as_id,
        action=event.action,
        subject_kind=event.subject_kind,
        subject_id=event.subject_id,
        unit_id=event.unit_id,
        old=event.old,
        new=event.new,
        cause=event.cause,
        hash="",
    )
    if event.personal is not None:
        salt = secrets.token_hex(16)
        row.personal_digest = _digest(salt, event.personal)
        session.add(AuditPersonal(n=n, k=k, salt=salt, data=event.personal))
    row.hash = _chain(previous, _content(row))
    session.add(row)
    return row.hash


def _content(row: AuditEvent) -> str:
    """Return the canonical text of an event: sorted keys, no spaces, UTC time."""
    fields = row.model_dump(exclude={"hash"})
    fields["at"] = row.at.isoformat(timespec="microseconds")
    return _canonical(fields)


def _chain(previous: str, content: str) -> str:
    return hashlib.sha256(f"{previous}\n{content}".encode()).hexdigest()


def _digest(salt: str, data: Any) -> str:
    return hashlib.sha256(f"{salt}\n{_canonical(data)}".encode()).hexdigest()


def _canonical(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _plain(value: Any) -> Any:
    """Return a value as JSON holds it, so that what is hashed is what is read back."""
    if value is None:
        return None
    return json.loads(json.dumps(value, default=_plain_leaf, ensure_ascii=False))


def _plain_leaf(value: object) -> str:
    if isinstance(value, date | datetime | Decimal):
        return str(value)
    raise TypeError(type(value).__name__)


def latest_n(session: Session) -> int:
    """Return the clock: the number of the last transaction that changed anything."""
    return session.exec(select(Clock.n)).one()
