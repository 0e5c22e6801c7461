"""Who is responsible: the people who hold a role on a unit, or on the nearest one above that has any.

Names of colleagues are no secret inside the municipality, so nothing here is narrowed by rights.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, or_, select

from core.enums import Role, UnitState
from core.models import RoleAssignment, TreeUnit, User

RUNS_UNIT = frozenset({Role.MANAGER, Role.DEPUTY})
"""The roles that answer for a unit's own work."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody who holds a role on a unit today."""

    user_id: int
    name: str
    role: Role
    unit_id: int


@dataclass(frozen=True, slots=True)
class Responsible:
    """Everybody's roles of one day on the units of one tree."""

    holders: Mapping[int, tuple[Holder, ...]]
    parents: Mapping[int, int | None]

    def on(self, unit_id: int, roles: Collection[Role]) -> tuple[Holder, ...]:
        """Return who holds one of the roles on the unit itself, the longest first."""
        return tuple(holder for holder in self.holders.get(unit_id, ()) if holder.role in roles)

    def nearest(self, unit_id: int, roles: Collection[Role]) -> tuple[Holder, ...]:
        """Return who holds one of the roles on the unit, or on the nearest unit above that has anybody."""
        at: int | None = unit_id
        while at is not None:
            found = self.on(at, roles)
            if found:
                return found
            at = self.parents.get(at)
        return ()


def load_responsible(session: Session, *, tree_id: int, today: date) -> Responsible:
    """Return everybody's roles on open units, as they are valid on a day."""
    places = session.exec(
        select(TreeUnit.unit_id, TreeUnit.parent_id).where(TreeUnit.tree_id == tree_id)
    ).all()
    held = session.exec(
        select(RoleAssignment.user_id, User.name, RoleAssignment.role, RoleAssignment.unit_id)
        .join(User, col(User.id) == col(RoleAssignment.user_id))
        .join(TreeUnit, col(TreeUnit.unit_id) == col(RoleAssignment.unit_id))
        .where(
            TreeUnit.tree_id == tree_id,
            TreeUnit.state == UnitState.OPEN,
            col(User.active),
            col(RoleAssignment.valid_from) <= today,
            or_(col(RoleAssignment.valid_to).is_(None), col(RoleAssignment.valid_to) >= today),
        )
        .order_by(col(RoleAssignment.valid_from), col(RoleAssignment.id))
    ).all()
    holders: dict[int, tuple[Holder, ...]] = {}
    for user_id, name, role, unit_id in held:
        holders[unit_id] = (*holders.get(unit_id, ()), Holder(user_id, name, Role(role), unit_id))
    return Responsible(holders, dict(places))


def name_list(holders: Collection[Holder]) -> str:
    """Return the names, each once, separated by commas."""
    return ", ".join(dict.fromkeys(holder.name for holder in holders))
