"""Rights as they are explained: one's own roles with their days, and who may do what on a unit."""

from bisect import bisect
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from core.enums import Role, UnitKind, UnitState
from core.models import RoleAssignment, TreeUnit, User
from core.queries.access import require, valid_on
from core.rules.access import GRANTS, WHOLE_MUNICIPALITY, Action, Actor


@dataclass(frozen=True, slots=True)
class OwnRole:
    """A role of one's own today: where, how many units lie below, from and to which day (None: no end)."""

    role: Role
    unit_id: int
    unit_name: str
    units_below: int
    valid_from: date
    valid_to: date | None
    actions: tuple[Action, ...]


@dataclass(frozen=True, slots=True)
class Permitted:
    """Somebody who may: by which role on which unit, and until which day (None: no end)."""

    user_id: int
    name: str
    role: Role
    unit_id: int
    unit_name: str
    valid_to: date | None


def own_roles(session: Session, actor: Actor) -> list[OwnRole]:
    """Return one's own roles of today with what each allows there, in the order of the tree.

    Whoever looks through another person's eyes gets that person's, cut to what both may.
    """
    user_id = actor.acting_as_id or actor.user_id
    places = _places_of_units(session, actor.tree_id)
    return [
        OwnRole(
            role=held.role,
            unit_id=held.unit_id,
            unit_name=place.name,
            units_below=bisect(places, place.rgt) - bisect(places, place.lft),
            valid_from=held.valid_from,
            valid_to=held.valid_to,
            actions=_allowed(actor, held.role, held.unit_id),
        )
        for held, place, _user in _held_today(session, actor.tree_id)
        if held.user_id == user_id
    ]


def who_may(session: Session, actor: Actor, *, action: Action, unit_id: int) -> list[Permitted]:
    """Return who may do something on a unit today, nearest role first, for whoever manages users."""
    require(session, actor, Action.MANAGE_USERS, actor.top_unit_id)
    at = session.exec(
        select(TreeUnit).where(TreeUnit.tree_id == actor.tree_id, TreeUnit.unit_id == unit_id)
    ).first()
    if at is None:
        return []
    found = [
        Permitted(held.user_id, user.name, held.role, held.unit_id, place.name, held.valid_to)
        for held, place, user in _held_today(session, actor.tree_id)
        if place.lft <= at.lft
        and at.rgt <= place.rgt
        and action in GRANTS[held.role]
        and (action not in WHOLE_MUNICIPALITY or held.unit_id == actor.top_unit_id)
    ]
    return found[::-1]


def _allowed(actor: Actor, role: Role, unit_id: int) -> tuple[Action, ...]:
    return tuple(
        action
        for action in Action
        if action in GRANTS[role]
        and (action not in WHOLE_MUNICIPALITY or unit_id == actor.top_unit_id)
        and (actor.limit is None or action in actor.limit)
    )


def _places_of_units(session: Session, tree_id: int) -> list[int]:
    """Return the places in the tree of all open units, in order, without the cost centers."""
    statement = select(TreeUnit.lft).where(
        TreeUnit.tree_id == tree_id,
        TreeUnit.kind != UnitKind.COST_CENTER,
        TreeUnit.state == UnitState.OPEN,
    )
    return sorted(session.exec(statement))


def _held_today(session: Session, tree_id: int) -> list[tuple[RoleAssignment, TreeUnit, User]]:
    """Return the roles of open accounts on open units that are valid today, in tree order."""
    rows = session.exec(
        select(RoleAssignment, TreeUnit, User)
        .join(User, col(User.id) == col(RoleAssignment.user_id))
        .join(TreeUnit, col(TreeUnit.unit_id) == col(RoleAssignment.unit_id))
        .where(
            TreeUnit.tree_id == tree_id,
            TreeUnit.state == UnitState.OPEN,
            col(User.active),
            valid_on(session.info["database"].today()),
        )
        .order_by(col(TreeUnit.lft), col(User.name).desc(), RoleAssignment.role)
    )
    return [(held, place, user) for held, place, user in rows]
