"""Attachments: a file is checked by its bytes, kept once by its hash, and hung on a subject."""

import hashlib

from sqlalchemy import text as sql
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from core.models import Attachment
from core.queries.access import require, require_write
from core.queries.attachments import most_megabytes
from core.queries.subjects import not_there, require_subject, subject_of
from core.rules.access import Action, Actor
from core.rules.attachments import check_file
from core.rules.long_texts import checked_text
from core.rules.subjects import Subject
from core.services import audit, requests
from core.texts import _


def attach_file(
    session: Session, actor: Actor, *, key: str, subject: Subject, file_name: str, data: bytes
) -> int:
    """Attach a file to a subject and return its id; `RuleViolation` says why a file is refused."""
    require_write(session, actor, Action.COMMENT, subject.unit_id)
    require(session, actor, subject.action, subject.unit_id)
    require_subject(session, subject)
    asked = (subject, file_name, hashlib.sha256(data).hexdigest())
    if not requests.first_time(session, actor, key=key, action="attach_file", subject=asked):
        return int(requests.result_of(session, key))
    checked = check_file(file_name, data, most_megabytes=most_megabytes(session))
    sha256 = hashlib.sha256(checked.data).hexdigest()
    session.execute(
        sql("INSERT INTO blob (sha256, data) VALUES (:sha256, :data) ON CONFLICT (sha256) DO NOTHING"),
        {"sha256": sha256, "data": checked.data},
    )
    attachment = Attachment(
        unit_id=subject.unit_id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        file_name=checked.file_name,
        media_type=checked.media_type,
        size=len(checked.data),
        sha256=sha256,
        user_id=actor.user_id,
        at=session.info["database"].now(),
    )
    session.add(attachment)
    session.flush()
    audit.record(
        session, actor, "file_attached", subject=("attachment", attachment.id), unit_id=subject.unit_id,
        change=(None, {"sha256": sha256, "size": attachment.size}), personal={"file": checked.file_name},
    )  # fmt: skip
    requests.keep_result(session, key, attachment.id)
    return attachment.id or 0


def remove_attachment(session: Session, actor: Actor, *, attachment_id: int, reason: str) -> None:
    """Remove one's own file, or any as manager of tasks there; the bytes go with the last that uses them."""
    row = session.get(Attachment, attachment_id)
    if row is None:
        raise not_there(session, actor, Action.COMMENT)
    subject = subject_of(row)
    require_write(session, actor, Action.COMMENT, row.unit_id)
    require(session, actor, subject.action, row.unit_id)
    if row.user_id != actor.user_id:
        require_write(session, actor, Action.MANAGE_TASKS, row.unit_id)
    cause = checked_text(reason, what=_("varför filen tas bort"))
    audit.record(
        session, actor, "file_removed", subject=("attachment", attachment_id), unit_id=row.unit_id,
        change=({"sha256": row.sha256, "size": row.size}, None), cause=cause,
        personal={"file": row.file_name},
    )  # fmt: skip
    sha256 = row.sha256
    session.delete(row)
    session.flush()
    _remove_unused(session, sha256)


def _remove_unused(session: Session, sha256: str) -> None:
    """Remove bytes that nothing uses; kept when somebody attaches the same ones at this moment."""
    try:
        with session.begin_nested():
            session.execute(
                sql(
                    "DELETE FROM blob WHERE sha256 = :sha256 "
                    "AND NOT EXISTS (SELECT 1 FROM attachment WHERE attachment.sha256 = :sha256)"
                ),
                {"sha256": sha256},
            )
    except IntegrityError:
        return
