"""Messages from the centre: those that reach one today, and those that one may end."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from core.models import Message, TreeUnit
from core.queries.access import subtree
from core.queries.subjects import names_of_units, names_of_users
from core.rules.access import Action, Actor, roots


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message: to which part of the organisation, from whom, and its first and last day."""

    id: int
    unit_id: int
    unit: str
    title: str
    body: str
    first_day: date
    last_day: date
    user: str


def list_current_messages(session: Session, actor: Actor, *, today: date) -> list[MessageRow]:
    """Return today's messages to the parts where one holds a role, newest first."""
    held = {grant.unit_id for grant in actor.grants}
    place, part = aliased(TreeUnit), aliased(TreeUnit)
    reaching = (
        select(col(part.unit_id))
        .select_from(place)
        .join(
            part,
            (col(part.tree_id) == col(place.tree_id)) & col(place.lft).between(col(part.lft), col(part.rgt)),
        )
        .where(col(place.tree_id) == actor.tree_id, col(place.unit_id).in_(held))
    )
    return _read(
        session, actor, Message.first_day <= today, Message.last_day >= today,
        col(Message.unit_id).in_(reaching),
    )  # fmt: skip


def list_messages(session: Session, actor: Actor, *, today: date) -> list[MessageRow]:
    """Return the messages that are shown or will be, to the parts where one may send such."""
    units = subtree(actor.tree_id, roots(actor, Action.SEND_MESSAGES))
    return _read(session, actor, Message.last_day >= today, col(Message.unit_id).in_(units))


def _read(session: Session, actor: Actor, *conditions: ColumnElement[bool] | bool) -> list[MessageRow]:
    rows = list(session.exec(select(Message).where(*conditions).order_by(col(Message.id).desc())))
    units = names_of_units(session, actor, {row.unit_id for row in rows})
    names = names_of_users(session, {row.user_id for row in rows})
    return [
        MessageRow(
            id=row.id or 0,
            unit_id=row.unit_id,
            unit=units[row.unit_id].name,
            title=row.title,
            body=row.body,
            first_day=row.first_day,
            last_day=row.last_day,
            user=names[row.user_id],
        )
        for row in rows
    ]
