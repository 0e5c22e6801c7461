"""Drafts: a long text that is not saved yet survives F5. Only its writer sees it, so it is not logged."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, text
from sqlmodel import Session, col, delete

from core.errors import RuleViolation
from core.models import Draft
from core.models.types import UtcTime
from core.rules.access import Actor
from core.rules.long_texts import checked_text, storable
from core.texts import _

_LONGEST_BODY = 100_000
_LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A text that is not saved yet, and when it was last kept (UTC)."""

    body: str
    at: datetime


def keep_draft(session: Session, actor: Actor, *, subject: str, body: str) -> None:
    """Keep what one is writing about a subject (any own key); an empty text forgets it."""
    if actor.read_only:
        return
    text_kept = storable(body)
    if not text_kept.strip():
        drop_draft(session, actor, subject=subject)
        return
    if not subject or len(subject) > _LONGEST_SUBJECT:
        raise RuleViolation(_("Utkastet går inte att spara här."))
    checked_text(text_kept, what=_("texten"), longest=_LONGEST_BODY)
    session.execute(
        text(
            "INSERT INTO draft (user_id, subject, body, at) VALUES (:user_id, :subject, :body, :at) "
            "ON CONFLICT (user_id, subject) DO UPDATE SET body = excluded.body, at = excluded.at"
        ).bindparams(bindparam("at", type_=UtcTime)),
        {
            "user_id": actor.user_id,
            "subject": subject,
            "body": text_kept,
            "at": session.info["database"].now(),
        },
    )


def drop_draft(session: Session, actor: Actor, *, subject: str) -> None:
    """Forget a draft, since its text is saved or not wanted."""
    if not actor.read_only:
        session.exec(delete(Draft).where(col(Draft.user_id) == actor.user_id, col(Draft.subject) == subject))


def draft_of(session: Session, actor: Actor, *, subject: str) -> KeptDraft | None:
    """Return one's own draft; None when there is none, or when one looks through another's eyes."""
    if actor.read_only:
        return None
    row = session.get(Draft, (actor.user_id, subject), populate_existing=True)
    return KeptDraft(row.body, row.at) if row is not None else None
