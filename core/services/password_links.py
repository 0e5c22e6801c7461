"""Links by which a person chooses her own password, once: nobody else ever knows it.

A link is a row beside the sessions, so it ends with them: when the password is changed, when the
account is closed, and when its days are over.
"""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import Session, col, select

from core.errors import RuleViolation
from core.models import User, UserSession
from core.queries.access import require_write
from core.queries.sessions import link_digest
from core.rules.access import Action, Actor
from core.services import audit
from core.services.sessions import close_sessions
from core.texts import _

LINK_DAYS = 7
_MOST_AT_ONCE = 1000


def create_link(session: Session, actor: Actor, *, user_id: int) -> str:
    """Return the token of a link for a user; it can be used once within a week, her sessions stand."""
    return create_links(session, actor, user_ids=[user_id])[user_id]


def create_links(session: Session, actor: Actor, *, user_ids: Sequence[int]) -> dict[int, str]:
    """Return a token for each of some users, by user id; refuses when one of them cannot have a link."""
    require_write(session, actor, Action.MANAGE_USERS, actor.top_unit_id)
    wanted = sorted(set(user_ids))[: _MOST_AT_ONCE + 1]
    if len(wanted) > _MOST_AT_ONCE:
        raise RuleViolation(_("Högst {n} länkar på en gång.").format(n=_MOST_AT_ONCE))
    known = set(session.exec(select(User.id).where(col(User.id).in_(wanted), col(User.active))))
    if known != set(wanted):
        raise RuleViolation(_("Kontot är avstängt eller finns inte. Öppna det först."))
    return {user_id: _new_link(session, actor, user_id) for user_id in wanted}


def use_link(session: Session, *, token: str, password_hash: str) -> bool:
    """Give the link's person her new password and sign her out everywhere; False when it does not hold.

    Nothing is raised: whoever comes with a link has not signed in.
    """
    # Locked, so that two who use it at once take turns: the second finds it gone.
    wanted = select(UserSession).where(UserSession.token_hash == link_digest(token)).with_for_update()
    row = session.exec(wanted).first()
    if row is None or row.expires_at <= session.info["database"].now():
        return False
    user = session.get_one(User, row.user_id)
    if not user.active:
        return False
    user.password_hash = password_hash
    close_sessions(session, row.user_id)
    own = Actor(row.user_id, user.name, (), 0, 0)
    audit.record(session, own, "password_chosen", subject=("user", row.user_id))
    return True


def _new_link(session: Session, actor: Actor, user_id: int) -> str:
    token = secrets.token_urlsafe(32)
    now = session.info["database"].now()
    session.add(
        UserSession(
            token_hash=link_digest(token),
            user_id=user_id,
            created_at=now,
            expires_at=now + timedelta(days=LINK_DAYS),
        )
    )
    audit.record(session, actor, "password_link_created", subject=("user", user_id))
    return token
