"""A mail as a row with a key, before it is sent: so that each goes once."""

from sqlalchemy import bindparam
from sqlalchemy import text as sql
from sqlmodel import Session

from core.models import User
from core.models.types import UtcTime


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
