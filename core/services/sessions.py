"""Signing in and out: sessions are rows, so ending one is felt at the next click in every tab."""

import hashlib
import secrets
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from core.errors import NotAllowed, RuleViolation
from core.models import SignInDelay, User, UserSession
from core.queries.access import require_write
from core.queries.sessions import account_key, token_digest
from core.rules.access import Action, Actor
from core.services import audit
from core.texts import _

SESSION_COOKIE = "rodret_session"
"""The cookie that carries the token; both the server and the pages read it."""

_FREE_FAILURES = 3
_LONGEST_WAIT_SECONDS = 60
_FORGET_FAILURES_AFTER = timedelta(hours=24)


def sign_in(
    session: Session, *, username: str, password_ok: bool, address: str, now: datetime, lifetime: timedelta
) -> str | None:
    """Open a session and return its token, or note the failure and return None.

    Call it for unknown names too. Nothing is raised, so that the failure is committed.
    """
    account = account_key(username)
    user = session.exec(select(User).where(User.username == account, col(User.active))).first()
    personal = {"username": account, "address": address}
    if user is None or user.id is None or not password_ok:
        note_failure(session, account, address, now)
        audit.record(session, None, "sign_in_refused", subject=("session", ""), personal=personal)
        return None
    forget_failures(session, account, address)
    _remove_old(session, now)
    token = secrets.token_urlsafe(32)
    session.add(
        UserSession(
            token_hash=token_digest(token), user_id=user.id, created_at=now, expires_at=now + lifetime
        )
    )
    audit.record(session, _bare_actor(user), "sign_in", subject=("user", user.id), personal=personal)
    return token


def sign_out(session: Session, *, token: str | None) -> None:
    """End the session of a token. A token that is unknown or has ended changes nothing."""
    if not token:
        return
    row = session.get(UserSession, token_digest(token))
    if row is None:
        return
    user = session.get_one(User, row.user_id)
    session.delete(row)
    audit.record(session, _bare_actor(user), "sign_out", subject=("user", user.id))


def end_sessions_of_user(session: Session, actor: Actor, *, user_id: int) -> int:
    """Sign a user out everywhere and return how many sessions that ended."""
    require_write(session, actor, Action.MANAGE_USERS, actor.top_unit_id)
    ended = close_sessions(session, user_id)
    audit.record(session, actor, "end_sessions", subject=("user", user_id), change=(ended, 0))
    return ended


def close_sessions(session: Session, user_id: int, *, but: str = "") -> int:
    """Delete a user's sessions and links, but that of the token `but`; return how many.

    Part of another service: whoever calls it has asked, and notes it.
    """
    kept = token_digest(but) if but else ""
    held = select(UserSession).where(UserSession.user_id == user_id, UserSession.token_hash != kept)
    rows = session.exec(held).all()
    for row in rows:
        session.delete(row)
    return len(rows)


def act_as(session: Session, actor: Actor, *, token: str, user_id: int) -> None:
    """Let an administrator look through another person's eyes, read-only, until `stop_acting`."""
    require_write(session, actor, Action.MANAGE_USERS, actor.top_unit_id)
    other = session.get(User, user_id)
    if other is None or not other.active or user_id == actor.user_id:
        raise RuleViolation(_("Välj en annan person som har ett aktivt konto."))
    _own_session(session, actor, token).acting_as_id = user_id
    audit.record(session, actor, "act_as", subject=("user", user_id))


def stop_acting(session: Session, actor: Actor, *, token: str) -> None:
    """Go back to one's own eyes."""
    row = _own_session(session, actor, token)
    audit.record(session, actor, "stop_acting", subject=("user", row.acting_as_id or ""))
    row.acting_as_id = None


def form_token(token: str) -> str:
    """Return what a form must carry to prove that our own page made it for this session."""
    return hashlib.sha256(f"form:{token}".encode()).hexdigest()


def _own_session(session: Session, actor: Actor, token: str) -> UserSession:
    row = session.get(UserSession, token_digest(token))
    if row is None or row.user_id != actor.user_id:
        raise NotAllowed(_("Du är inte inloggad. Logga in och försök igen."), action=Action.MANAGE_USERS)
    return row


def note_failure(session: Session, account: str, address: str, now: datetime) -> None:
    """Count a failure; from the third on each doubles the wait, up to a minute. Part of other services."""
    delay = session.get(SignInDelay, (account, address))
    if delay is None:
        delay = SignInDelay(account=account, address=address, failures=0, wait_until=now)
    elif delay.wait_until < now - _FORGET_FAILURES_AFTER:
        delay.failures = 0
    delay.failures += 1
    delay.wait_until = now + timedelta(seconds=_wait_after(delay.failures))
    session.add(delay)


def _wait_after(failures: int) -> int:
    """Return the seconds to wait: 0 for the first two, then 1, 2, 4 … 60."""
    doublings = min(failures - _FREE_FAILURES, _LONGEST_WAIT_SECONDS)
    return min(2**doublings, _LONGEST_WAIT_SECONDS) if doublings >= 0 else 0


def forget_failures(session: Session, account: str, address: str) -> None:
    """Forget the failures of an address, after a right password. Part of other services."""
    delay = session.get(SignInDelay, (account, address))
    if delay is not None:
        session.delete(delay)
    session.flush()


def _remove_old(session: Session, now: datetime) -> None:
    """Remove what nobody needs any more."""
    session.exec(delete(SignInDelay).where(col(SignInDelay.wait_until) < now - _FORGET_FAILURES_AFTER))
    session.exec(delete(UserSession).where(col(UserSession.expires_at) <= now))


def _bare_actor(user: User) -> Actor:
    """Return the user as the one who acts in the log; signing in and out needs no rights."""
    return Actor(user.id or 0, user.name, (), 0, 0)
