"""A mail as a row with a key, before it is sent: so that each goes once."""

from sqlalchemy import bindparam
from sqlalchemy import text as sql
from sqlmodel import Session, col, select

from core.models import Mail, User
from core.models.types import UtcTime

PASSWORD = "password"
"""How the key begins of a mail that says that a password was changed; it goes whatever one has chosen."""


def prepare(session: Session, user: User, key: str, *, subject: str = "") -> int:
    """Add a mail that is not sent yet; 0 when there is one with the key."""
    added = session.execute(
        sql(
            "INSERT INTO mail (key, user_id, recipient, subject, body, at, error) VALUES "
            "(:key, :user_id, :recipient, :subject, '', :at, '') ON CONFLICT (key) DO NOTHING RETURNING id"
        ).bindparams(bindparam("at", type_=UtcTime)),
        {
            "key": key,
            "user_id": user.id,
            "recipient": user.email,
            "subject": subject,
            "at": session.info["database"].now(),
        },
    ).first()
    return int(added is not None)


def prepare_password_mail(session: Session, user: User) -> int:
    """Add the mail that says that a password was changed just now; 0 for somebody without an address."""
    moment = session.info["database"].now().isoformat()
    return prepare(session, user, f"{PASSWORD}:{user.id}:{moment}") if user.email else 0


def password_mail_waits(session: Session) -> bool:
    """Return whether such a mail has not been tried yet; one that failed goes with the next run."""
    waiting = select(Mail.id).where(
        col(Mail.key).startswith(f"{PASSWORD}:"), col(Mail.sent_at).is_(None), Mail.error == ""
    )
    return session.exec(waiting.limit(1)).first() is not None
