"""One person as whoever manages users sees her: account, roles, last sign-in, who stands in."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, or_, select

from core.enums import Role
from core.models import AuditEvent, RoleAssignment, TreeUnit, User
from core.queries.access import require
from core.queries.users import RoleRow, UserRow, list_users
from core.rules.access import Action, Actor


@dataclass(frozen=True, slots=True)
class StandIn:
    """Somebody who stands in on a unit where the person is manager, now or later; both days included."""

    assignment_id: int
    name: str
    unit_id: int
    unit_name: str
    valid_from: date
    valid_to: date | None


@dataclass(frozen=True, slots=True)
class Person:
    """A person with everything that can be changed about her account."""

    user: UserRow
    last_sign_in: datetime | None
    stand_ins: tuple[StandIn, ...]

    def manages(self, today: date) -> tuple[RoleRow, ...]:
        """Return the roles as manager that have not ended."""
        return tuple(
            role
            for role in self.user.roles
            if role.role is Role.MANAGER and (role.valid_to is None or role.valid_to >= today)
        )


def read_person(session: Session, actor: Actor, *, user_id: int) -> Person | None:
    """Return a person, or None when there is nobody with the id."""
    require(session, actor, Action.MANAGE_USERS, actor.top_unit_id)
    user = next((row for row in list_users(session, actor) if row.user_id == user_id), None)
    if user is None:
        return None
    signed_in = session.exec(
        select(AuditEvent.at)
        .where(AuditEvent.user_id == user_id, AuditEvent.action == "sign_in")
        .order_by(col(AuditEvent.n).desc())
    ).first()
    return Person(user, signed_in, _stand_ins(session, actor.tree_id, user))


def _stand_ins(session: Session, tree_id: int, user: UserRow) -> tuple[StandIn, ...]:
    today = session.info["database"].today()
    managed = {role.unit_id for role in user.roles if role.role is Role.MANAGER}
    rows = session.exec(
        select(RoleAssignment, User.name, TreeUnit.name)
        .join(User, col(User.id) == col(RoleAssignment.user_id))
        .join(TreeUnit, col(TreeUnit.unit_id) == col(RoleAssignment.unit_id))
        .where(
            TreeUnit.tree_id == tree_id,
            RoleAssignment.role == Role.DEPUTY,
            col(RoleAssignment.unit_id).in_(managed),
            RoleAssignment.user_id != user.user_id,
            or_(col(RoleAssignment.valid_to).is_(None), col(RoleAssignment.valid_to) >= today),
        )
        .order_by(col(RoleAssignment.valid_from))
    )
    return tuple(
        StandIn(held.id or 0, name, held.unit_id, unit, held.valid_from, held.valid_to)
        for held, name, unit in rows
    )
