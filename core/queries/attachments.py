"""Attachments: the files of a subject, and the bytes of one."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from core.models import Attachment, Blob
from core.queries.access import require
from core.queries.limits import read_limits
from core.queries.subjects import about, names_of_users, not_there, subject_of, visible
from core.rules.access import Action, Actor
from core.rules.limits import LimitKey
from core.rules.subjects import Subject


@dataclass(frozen=True, slots=True)
class AttachmentRow:
    """A file as it is listed; `size` in bytes."""

    id: int
    file_name: str
    media_type: str
    size: int
    user: str
    at: datetime
    own: bool


@dataclass(frozen=True, slots=True)
class Download:
    """A file with its bytes."""

    file_name: str
    media_type: str
    data: bytes


def list_attachments(session: Session, actor: Actor, *, subject: Subject) -> list[AttachmentRow]:
    """Return the files of a subject, oldest first."""
    require(session, actor, subject.action, subject.unit_id)
    statement = select(Attachment).where(about(actor, Attachment, subject), visible(actor, Attachment))
    rows = list(session.exec(statement.order_by(col(Attachment.id))))
    names = names_of_users(session, {row.user_id for row in rows})
    return [
        AttachmentRow(
            row.id or 0, row.file_name, row.media_type, row.size, names[row.user_id], row.at,
            own=row.user_id == actor.user_id,
        )
        for row in rows
    ]  # fmt: skip


def download(session: Session, actor: Actor, *, attachment_id: int) -> Download:
    """Return the bytes of a file; `NotAllowed` when it is not there or not one's to see."""
    row = session.get(Attachment, attachment_id)
    if row is None:
        raise not_there(session, actor, Action.VIEW_UNIT)
    require(session, actor, subject_of(row).action, row.unit_id)
    data = session.exec(select(Blob.data).where(Blob.sha256 == row.sha256)).one()
    return Download(row.file_name, row.media_type, data)


def most_megabytes(session: Session) -> int:
    """Return how large a file may be, as the municipality has set it."""
    return read_limits(session).number(LimitKey.ATTACHMENT_SIZE)
