"""Calendar feeds: whose a secret address is, and which ones one has."""

import re
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from core.models import CalendarFeed, User
from core.queries.sessions import token_digest
from core.rules.access import Actor

_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class FeedRow:
    """A feed of one's own: its key (what a revocation names; never its address) and its times (UTC)."""

    key: str
    created_at: datetime
    revoked_at: datetime | None


def owner_of(session: Session, token: str) -> int | None:
    """Return whose feed a token opens; None when it is malformed, unknown, revoked or its owner gone."""
    if _TOKEN.fullmatch(token) is None:
        return None
    return session.exec(
        select(CalendarFeed.user_id)
        .join(User, col(User.id) == col(CalendarFeed.user_id))
        .where(
            CalendarFeed.token_hash == token_digest(token),
            col(CalendarFeed.revoked_at).is_(None),
            col(User.active),
        )
    ).first()


def list_feeds(session: Session, actor: Actor) -> list[FeedRow]:
    """Return one's own feeds, newest first; none for whoever looks through another person's eyes."""
    if actor.read_only:
        return []
    statement = select(CalendarFeed).where(CalendarFeed.user_id == actor.user_id)
    rows = session.exec(statement.order_by(col(CalendarFeed.created_at).desc(), CalendarFeed.token_hash))
    return [FeedRow(row.token_hash, row.created_at, row.revoked_at) for row in rows]
