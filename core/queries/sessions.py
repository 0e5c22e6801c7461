"""Who a browser belongs to, and what a sign-in is checked against. Asked before there is an actor."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from math import ceil

from sqlmodel import Session, col, or_, select

from core.enums import Role
from core.models import RoleAssignment, SignInDelay, Tree, TreeUnit, User, UserSession


@dataclass(frozen=True, slots=True)
class SessionUser:
    """The user of a live session, and whom she looks through for support."""

    user_id: int
    acting_as_id: int | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a typed name is checked against: an empty hash for an unknown one, and seconds to wait."""

    password_hash: str
    wait_seconds: int


@dataclass(frozen=True, slots=True)
class Person:
    """A person in a list: name, username, and one of the roles that she holds today."""

    username: str
    name: str
    role: Role
    unit_name: str


def token_digest(token: str) -> str:
    """Return what is stored of a token: its SHA-256 as 64 hex digits."""
    return hashlib.sha256(token.encode()).hexdigest()


def link_digest(token: str) -> str:
    """Return what is stored of the token of a password link.

    Its first sign is no hex digit, so that a link never passes for a session, nor a session for a link.
    """
    return f"p{token_digest(token)[1:]}"


def account_key(username: str) -> str:
    """Return the form in which a typed username is looked up: trimmed, lower case, at most 80 long."""
    return username.strip().casefold()[:80]


def user_of_token(session: Session, token: str | None, now: datetime) -> SessionUser | None:
    """Return the user of a token, or None when the session has ended or the user is inactive."""
    if not token:
        return None
    row = session.exec(
        select(UserSession.user_id, UserSession.acting_as_id)
        .join(User, col(User.id) == col(UserSession.user_id))
        .where(
            UserSession.token_hash == token_digest(token),
            UserSession.expires_at > now,
            col(User.active),
        )
    ).first()
    return SessionUser(*row) if row else None


def owner_of_link(session: Session, token: str, now: datetime) -> str | None:
    """Return the username that a live password link is for, or None when it has ended or was used."""
    return session.exec(
        select(User.username)
        .join(UserSession, col(UserSession.user_id) == col(User.id))
        .where(
            UserSession.token_hash == link_digest(token),
            UserSession.expires_at > now,
            col(User.active),
        )
    ).first()


def sign_in_candidate(session: Session, *, username: str, address: str, now: datetime) -> Candidate:
    """Return the hash to check a password against, and how long this address must wait first."""
    account = account_key(username)
    password_hash = session.exec(
        select(User.password_hash).where(User.username == account, col(User.active))
    ).first()
    delay = session.get(SignInDelay, (account, address))
    wait = (delay.wait_until - now).total_seconds() if delay else 0
    return Candidate(password_hash or "", max(0, ceil(wait)))


def people_with_roles(session: Session, *, today: date) -> list[Person]:
    """Return everybody who holds a role today, one row a role, for the demo's sign-in page."""
    tree_id = session.exec(
        select(Tree.id).where(Tree.valid_from <= today).order_by(col(Tree.valid_from).desc())
    ).first()
    rows = session.exec(
        select(User.username, User.name, RoleAssignment.role, TreeUnit.name)
        .join(RoleAssignment, col(RoleAssignment.user_id) == col(User.id))
        .join(TreeUnit, col(TreeUnit.unit_id) == col(RoleAssignment.unit_id))
        .where(
            TreeUnit.tree_id == tree_id,
            col(User.active),
            RoleAssignment.valid_from <= today,
            or_(col(RoleAssignment.valid_to).is_(None), col(RoleAssignment.valid_to) >= today),
        )
        .order_by(col(TreeUnit.lft), User.name)
    ).all()
    return [Person(username, name, Role(role), unit) for username, name, role, unit in rows]
