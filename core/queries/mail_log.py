"""The log of mail: what was sent to whom and what could not be, for whoever manages users."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from core.models import Mail, User
from core.queries.access import require
from core.rules.access import Action, Actor

_MOST = 500


@dataclass(frozen=True, slots=True)
class MailRow:
    """A mail: to whom, about what, when it was sent (UTC, None: not yet) and why it was not.

    Its words are not here: they are its receiver's.
    """

    id: int
    user_id: int
    name: str
    recipient: str
    subject: str
    at: datetime
    sent_at: datetime | None
    error: str


def list_mail(session: Session, actor: Actor, *, user_id: int | None = None) -> list[MailRow]:
    """Return the latest mails, newest first, of everybody or of one person."""
    require(session, actor, Action.MANAGE_USERS, actor.top_unit_id)
    statement = select(Mail, User.name).join(User, col(User.id) == col(Mail.user_id))
    if user_id is not None:
        statement = statement.where(Mail.user_id == user_id)
    rows = session.exec(statement.order_by(col(Mail.id).desc()).limit(_MOST))
    return [
        MailRow(
            mail.id or 0, mail.user_id, name, mail.recipient, mail.subject, mail.at, mail.sent_at, mail.error
        )
        for mail, name in rows
    ]
