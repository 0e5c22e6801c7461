"""Erasing a person: the account stays as a number, so that what was done stands; the personal data go."""

from typing import Any

from sqlalchemy import Delete, exists
from sqlmodel import Session, and_, col, delete, or_, select

from core.errors import RuleViolation
from core.models import (
    AuditEvent,
    AuditPersonal,
    CalendarFeed,
    Draft,
    Favourite,
    Mail,
    Notice,
    Preference,
    RoleAssignment,
    User,
)
from core.queries.access import require_write
from core.rules.access import Action, Actor
from core.services import audit
from core.services.sessions import close_sessions
from core.texts import _

_OWN: tuple[Any, ...] = (Preference, Favourite, Draft, CalendarFeed, Notice, Mail)
"""What is about nobody but the person."""


def erase_user(session: Session, actor: Actor, *, user_id: int) -> None:
    """Take away a closed account's name, addresses and password, and the personal data of its log.

    What the person wrote and did stands, under a name that says no more than a number. It cannot be
    taken back.
    """
    require_write(session, actor, Action.MANAGE_USERS, actor.top_unit_id)
    user = session.get(User, user_id)
    if user is None:
        raise RuleViolation(_("Personen finns inte längre. Ladda om sidan."))
    if user.active or user_id == actor.user_id:
        raise RuleViolation(_("Stäng av kontot först. Personuppgifter tas bara bort från ett stängt konto."))
    close_sessions(session, user_id)
    _end_roles(session, user_id)
    for table in _OWN:
        session.execute(delete(table).where(table.user_id == user_id))
    session.execute(_erase_log(user_id))
    _erase_refused(session, user.username)
    user.username, user.name = f"borttagen-{user_id}", _("Borttagen person {n}").format(n=user_id)
    user.email = user.password_hash = ""
    session.flush()
    audit.record(session, actor, "user_erased", subject=("user", user_id))


def _end_roles(session: Session, user_id: int) -> None:
    """End what has begun with today, and take back what has not."""
    today = session.info["database"].today()
    going_on = or_(col(RoleAssignment.valid_to).is_(None), col(RoleAssignment.valid_to) > today)
    for held in session.exec(select(RoleAssignment).where(RoleAssignment.user_id == user_id, going_on)).all():
        if held.valid_from > today:
            session.delete(held)
        else:
            held.valid_to = today


def _erase_log(user_id: int) -> Delete:
    """Return the statement that takes away the personal side of every event about the person."""
    about = exists().where(
        and_(
            col(AuditEvent.n) == col(AuditPersonal.n),
            col(AuditEvent.k) == col(AuditPersonal.k),
            AuditEvent.subject_kind == "user",
            AuditEvent.subject_id == str(user_id),
        )
    )
    return delete(AuditPersonal).where(about)


def _erase_refused(session: Session, username: str) -> None:
    """Take away the sign-ins under the name that failed: they are about no user, only about a name."""
    rows = session.exec(
        select(AuditPersonal)
        .join(
            AuditEvent,
            and_(col(AuditEvent.n) == col(AuditPersonal.n), col(AuditEvent.k) == col(AuditPersonal.k)),
        )
        .where(AuditEvent.action == "sign_in_refused")
    ).all()
    for row in rows:
        if isinstance(row.data, dict) and row.data.get("username") == username:
            session.delete(row)
