"""Whom a person stands in for: the managers of the units where she is the deputy now."""

from collections import defaultdict

from sqlalchemy import ColumnElement, and_, false, or_
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from core.enums import Role
from core.models import RoleAssignment
from core.queries.access import subtree
from core.queries.subjects import valid_today
from core.rules.access import Actor


def person_of(actor: Actor) -> int:
    """Return whose desk it is: the actor's, or that of whom she looks through the eyes of."""
    return actor.acting_as_id or actor.user_id


def managers_stood_in_for(session: Session, actor: Actor) -> dict[int, list[int]]:
    """Return the managers, by unit, of the units where the actor is the deputy today."""
    units = [grant.unit_id for grant in actor.grants if grant.role is Role.DEPUTY]
    managers: dict[int, list[int]] = defaultdict(list)
    held = select(RoleAssignment.unit_id, RoleAssignment.user_id).where(
        col(RoleAssignment.unit_id).in_(units),
        RoleAssignment.role == Role.MANAGER,
        valid_today(session),
    )
    for unit_id, user_id in session.exec(held):
        managers[unit_id].append(user_id)
    return dict(managers)


def own_or_stood_in(
    session: Session, actor: Actor, *, owner: Mapped[int] | Mapped[int | None], unit: Mapped[int]
) -> ColumnElement[bool]:
    """Return the condition that a thing is hers, or her manager's on a unit where she is the deputy."""
    stood_in_for = (
        and_(owner.in_(owners), unit.in_(subtree(actor.tree_id, (unit_id,))))
        for unit_id, owners in managers_stood_in_for(session, actor).items()
    )
    return or_(owner == person_of(actor), *stood_in_for, false())
