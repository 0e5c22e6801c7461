"""Tables as they looked once: listed by subject, read back and checked against their SHA-256."""

import hashlib
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
    """A snapshot without its table: what, when and by whom."""

    id: int
    unit_id: int
    title: str
    user_name: str
    at: datetime
    sha256: str


def list_snapshots(session: Session, actor: Actor, *, subject: tuple[str, object]) -> list[SnapshotRow]:
    """Return the snapshots of a subject (kind, id) in the actor's scope, newest first."""
    seen = access.subtree(actor.tree_id, roots(actor, Action.VIEW_ECONOMY))
    rows = session.exec(
        select(Snapshot, User.name)
        .join(User, col(User.id) == col(Snapshot.user_id))
        .where(
            Snapshot.subject_kind == subject[0],
            Snapshot.subject_id == str(subject[1]),
            col(Snapshot.unit_id).in_(seen),
        )
        .order_by(col(Snapshot.id).desc())
    )
    return [
        SnapshotRow(kept.id or 0, kept.unit_id, kept.title, name, kept.at, kept.sha256) for kept, name in rows
    ]


def read_snapshot(session: Session, actor: Actor, *, snapshot_id: int) -> Table:
    """Return the table of a snapshot, equal to the one kept; `RuleViolation` when it was tampered with."""
    kept = session.get(Snapshot, snapshot_id)
    if kept is None or not access.may(session, actor, Action.VIEW_ECONOMY, kept.unit_id).allowed:
        raise outside(session, actor)
    if hashlib.sha256(kept.body.encode()).hexdigest() != kept.sha256:
        raise RuleViolation(_("Ögonblicksbilden stämmer inte med sin kontrollsumma. Kontakta driften."))
    return table_of_json(kept.body)
