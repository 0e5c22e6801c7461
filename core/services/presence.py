"""Presence: who else has a thing open right now. A hint, never a lock; it is not logged."""

from datetime import timedelta

from sqlalchemy import bindparam, text
from sqlmodel import Session, col, select

from core.models import Presence, User
from core.models.types import UtcTime
from core.queries import access
from core.rules.access import Action, Actor

NEAR = timedelta(seconds=45)
"""Somebody who was seen within this time is here."""


def seen_here(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> list[str]:
    """Note that the actor has a unit's sheet open, and return the names of the others who have, in order."""
    access.require(session, actor, Action.VIEW_ECONOMY, unit_id)
    now = session.info["database"].now()
    subject = f"plan:{version_id}:{unit_id}"
    if not actor.read_only:
        session.execute(
            text(
                "INSERT INTO presence (user_id, subject, seen_at) VALUES (:user, :subject, :now) "
                "ON CONFLICT (user_id, subject) DO UPDATE SET seen_at = excluded.seen_at"
            ).bindparams(bindparam("now", type_=UtcTime)),
            {"user": actor.user_id, "subject": subject, "now": now},
        )
    others = (
        select(User.name)
        .join(Presence, col(Presence.user_id) == col(User.id))
        .where(
            Presence.subject == subject,
            Presence.user_id != actor.user_id,
            col(Presence.seen_at) >= now - NEAR,
        )
        .order_by(User.name)
    )
    return list(session.exec(others))
