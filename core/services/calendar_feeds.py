"""Calendar feeds: a secret address of one's own deadlines, shown once; only its hash is kept."""

import secrets

from sqlmodel import Session, col, func, select

from core.errors import NotAllowed, RuleViolation
from core.models import CalendarFeed
from core.queries.sessions import token_digest
from core.rules.access import Actor
from core.services import audit
from core.texts import _

_MOST = 5


def create_feed(session: Session, actor: Actor) -> str:
    """Make a feed of one's own and return its token, which cannot be shown again."""
    _require_self(actor)
    live = session.exec(
        select(func.count()).where(
            CalendarFeed.user_id == actor.user_id, col(CalendarFeed.revoked_at).is_(None)
        )
    ).one()
    if live >= _MOST:
        raise RuleViolation(_("Du har redan {n} kalenderadresser. Stäng någon först.").format(n=_MOST))
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed(
        token_hash=token_digest(token), user_id=actor.user_id, created_at=session.info["database"].now()
    )
    session.add(feed)
    session.flush()
    audit.record(session, actor, "calendar_feed_created", subject=("calendar_feed", feed.token_hash[:8]))
    return token


def revoke_feed(session: Session, actor: Actor, *, key: str) -> None:
    """Close one of one's own feeds for good; a closed one stays closed, another's is left alone."""
    _require_self(actor)
    feed = session.get(CalendarFeed, key, with_for_update=True)
    if feed is None or feed.user_id != actor.user_id or feed.revoked_at is not None:
        return
    feed.revoked_at = session.info["database"].now()
    session.flush()
    audit.record(session, actor, "calendar_feed_revoked", subject=("calendar_feed", key[:8]))


def _require_self(actor: Actor) -> None:
    if actor.read_only:
        raise NotAllowed(_("Du visar systemet som någon annan. Då går det bara att läsa."))
