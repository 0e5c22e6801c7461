"""Keeping a table as it looked when something was decided or closed."""

import hashlib

from sqlmodel import Session

from core.exports.table_json import table_json
from core.models import Snapshot
from core.queries import access
from core.rules.access import Action, Actor
from core.services import audit
from core.table import Table


def keep_snapshot(
    session: Session, actor: Actor, *, unit_id: int, subject: tuple[str, object], title: str, table: Table
) -> int:
    """Keep a table for ever with its SHA-256, for whoever may see the process there; return its id."""
    access.require_write(session, actor, Action.VIEW_PROCESS, unit_id)
    body = table_json(table)
    kept = Snapshot(
        unit_id=unit_id,
        subject_kind=subject[0],
        subject_id=str(subject[1]),
        title=title,
        body=body,
        sha256=hashlib.sha256(body.encode()).hexdigest(),
        user_id=actor.user_id,
        at=session.info["database"].now(),
    )
    session.add(kept)
    session.flush()
    audit.record(
        session, actor, "snapshot_kept", subject=subject, unit_id=unit_id, change=(None, kept.sha256)
    )
    if kept.id is None:
        raise ValueError("a stored snapshot has an id")
    return kept.id
