"""Tables as they looked once: listed by subject, read back and checked against their SHA-256."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from core.errors import RuleViolation
from core.exports.table_json import table_of_json
from core.models import Snapshot, User
from core.queries import access
from core.queries.submission_rights import outside
from core.rules.access import Action, Actor, roots
from core.table import Table
from core.texts import _


@dataclass(frozen=True, slots=True)
class SnapshotRow:
    """A snapshot without its table: of what (kind, id), what, when and by whom."""

    id: int
    unit_id: int
    subject: tuple[str, str]
    title: str
    user_name: str
    at: datetime
    sha256: str


def list_snapshots(session: Session, actor: Actor, *, subject: tuple[str, object]) -> list[SnapshotRow]:
    """Return the snapshots of a subject (kind, id) in the actor's scope, newest first."""
    return list_snapshots_of(session, actor, kind=subject[0], ids=[subject[1]])


def list_snapshots_of(
    session: Session, actor: Actor, *, kind: str, ids: Iterable[object]
) -> list[SnapshotRow]:
    """Return the snapshots of several subjects of a kind in the actor's scope, newest first."""
    seen = access.subtree(actor.tree_id, roots(actor, Action.VIEW_ECONOMY))
    rows = session.exec(
        select(Snapshot, User.name)
        .join(User, col(User.id) == col(Snapshot.user_id))
        .where(
            Snapshot.subject_kind == kind,
            col(Snapshot.subject_id).in_([str(one) for one in ids]),
            col(Snapshot.unit_id).in_(seen),
        )
        .order_by(col(Snapshot.id).desc())
    )
    return [_row(kept, name) for kept, name in rows]


def find_snapshot(session: Session, actor: Actor, *, snapshot_id: int) -> SnapshotRow:
    """Return what a snapshot is of; `NotAllowed` when it is outside the actor's scope or does not exist."""
    kept = _visible(session, actor, snapshot_id)
    return _row(kept, session.exec(select(User.name).where(User.id == kept.user_id)).one())


def read_snapshot(session: Session, actor: Actor, *, snapshot_id: int) -> Table:
    """Return the table of a snapshot, equal to the one kept; `RuleViolation` when it was tampered with."""
    kept = _visible(session, actor, snapshot_id)
    if hashlib.sha256(kept.body.encode()).hexdigest() != kept.sha256:
        raise RuleViolation(_("Ögonblicksbilden stämmer inte med sin kontrollsumma. Kontakta driften."))
    return table_of_json(kept.body)


def _visible(session: Session, actor: Actor, snapshot_id: int) -> Snapshot:
    kept = session.get(Snapshot, snapshot_id)
    if kept is None or not access.may(session, actor, Action.VIEW_ECONOMY, kept.unit_id).allowed:
        raise outside(session, actor)
    return kept


def _row(kept: Snapshot, user_name: str) -> SnapshotRow:
    return SnapshotRow(
        kept.id or 0,
        kept.unit_id,
        (kept.subject_kind, kept.subject_id),
        kept.title,
        user_name,
        kept.at,
        kept.sha256,
    )
