"""The users and their roles, for whoever manages them."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from core.enums import Role
from core.models import RoleAssignment, TreeUnit, User
from core.queries.access import require
from core.rules.access import Action, Actor
from core.texts import _

_ROLE_WORDS = {
    Role.MANAGER: _("chef"),
    Role.DEPUTY: _("ersättare för chef"),
    Role.CONTROLLER: _("ekonom"),
    Role.HR: _("HR-specialist"),
    Role.EXECUTIVE: _("ledning"),
    Role.ELECTED_OFFICIAL: _("förtroendevald"),
    Role.CONTROL_COORDINATOR: _("internkontrollsamordnare"),
    Role.SAFETY_REPRESENTATIVE: _("skyddsombud"),
    Role.AUDITOR: _("revisor"),
    Role.ADMINISTRATOR: _("administratör"),
}


@dataclass(frozen=True, slots=True)
class RoleRow:
    """A role on a unit with its days; `valid_to` is the last day, None when it has no end."""

    assignment_id: int
    role: Role
    unit_id: int
    unit_name: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class UserRow:
    """A user with all her roles, past and coming ones too."""

    user_id: int
    username: str
    name: str
    email: str
    active: bool
    has_password: bool
    roles: tuple[RoleRow, ...]


@dataclass(frozen=True, slots=True)
class Profile:
    """The municipality, one's own roles of today as (role, unit) in words, and whom one looks through.

    `has_password` is whether one's own account has one here; an account without cannot change it.
    """

    municipality: str
    roles: tuple[tuple[str, str], ...]
    acting_as: str
    has_password: bool


def list_users(session: Session, actor: Actor) -> list[UserRow]:
    """Return every user in the order of their names."""
    require(session, actor, Action.MANAGE_USERS, actor.top_unit_id)
    roles = _roles_by_user(session, actor.tree_id)
    return [
        UserRow(
            user_id=user.id or 0,
            username=user.username,
            name=user.name,
            email=user.email,
            active=user.active,
            has_password=bool(user.password_hash),
            roles=tuple(roles.get(user.id or 0, ())),
        )
        for user in session.exec(select(User).order_by(User.name, User.username))
    ]


def list_usernames(session: Session) -> list[tuple[str, str, bool]]:
    """Return (username, name, active) of everybody, for the console, where nobody is signed in."""
    rows = session.exec(select(User.username, User.name, User.active).order_by(User.username)).all()
    return [(username, name, active) for username, name, active in rows]


def user_ids(session: Session) -> dict[str, int]:
    """Return the id of every user by username, for the console and the demo."""
    rows = session.exec(select(User.username, User.id))
    return {username: user_id for username, user_id in rows if user_id is not None}


def user_name(session: Session, user_id: int) -> str:
    """Return a user's name as others see it; empty for an unknown one."""
    return session.exec(select(User.name).where(User.id == user_id)).first() or ""


def role_word(role: Role) -> str:
    """Return a role in Swedish, in lower case as in running text."""
    return _ROLE_WORDS[role]


def role_title(role: Role) -> str:
    """Return a role in Swedish as it begins a line."""
    word = role_word(role)
    return word[:1].upper() + word[1:]


def profile(session: Session, actor: Actor) -> Profile:
    """Return what the menu shows of whoever is signed in."""
    unit_ids = {grant.unit_id for grant in actor.grants} | {actor.top_unit_id}
    names = dict(
        session.exec(
            select(TreeUnit.unit_id, TreeUnit.name).where(
                TreeUnit.tree_id == actor.tree_id, col(TreeUnit.unit_id).in_(unit_ids)
            )
        ).all()
    )
    return Profile(
        municipality=names.get(actor.top_unit_id, ""),
        roles=tuple((role_title(grant.role), names.get(grant.unit_id, "")) for grant in actor.grants),
        acting_as=user_name(session, actor.acting_as_id) if actor.acting_as_id else "",
        has_password=session.exec(select(User.password_hash).where(User.id == actor.user_id)).first() != "",
    )


def _roles_by_user(session: Session, tree_id: int) -> dict[int, list[RoleRow]]:
    rows = session.exec(
        select(RoleAssignment, TreeUnit.name)
        .join(TreeUnit, col(TreeUnit.unit_id) == col(RoleAssignment.unit_id))
        .where(TreeUnit.tree_id == tree_id)
        .order_by(col(TreeUnit.lft), RoleAssignment.role, col(RoleAssignment.valid_from))
    ).all()
    roles: dict[int, list[RoleRow]] = {}
    for held, unit_name in rows:
        row = RoleRow(held.id or 0, held.role, held.unit_id, unit_name, held.valid_from, held.valid_to)
        roles.setdefault(held.user_id, []).append(row)
    return roles
