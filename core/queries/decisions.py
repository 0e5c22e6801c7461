"""Decisions of bodies (KF, KS, nämnd): those about a subject, and those of a unit and all below it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from core.models import Decision
from core.queries.access import require, subtree
from core.queries.subjects import about, addresses, names_of_units, names_of_users, subject_of, visible
from core.rules.access import Action, Actor
from core.rules.subjects import Subject


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision as it is read: the body, its day, §, diarienummer and words, and who wrote it in."""

    id: int
    subject: Subject
    unit: str
    address: str
    body: str
    day: date
    paragraph: str
    diary_number: str
    text: str
    user: str
    at: datetime


def list_decisions_of(session: Session, actor: Actor, *, subject: Subject) -> list[DecisionRow]:
    """Return the decisions about a subject, newest first."""
    require(session, actor, subject.action, subject.unit_id)
    return _read(session, actor, about(actor, Decision, subject))


def list_decisions(session: Session, actor: Actor, *, unit_id: int) -> list[DecisionRow]:
    """Return the decisions of a unit and all below it, newest first."""
    require(session, actor, Action.VIEW_UNIT, unit_id)
    return _read(session, actor, col(Decision.unit_id).in_(subtree(actor.tree_id, (unit_id,))))


def _read(session: Session, actor: Actor, condition: ColumnElement[bool]) -> list[DecisionRow]:
    statement = select(Decision).where(condition, visible(actor, Decision))
    rows = list(session.exec(statement.order_by(col(Decision.day).desc(), col(Decision.id).desc())))
    units = names_of_units(session, actor, {row.unit_id for row in rows})
    names = names_of_users(session, {row.user_id for row in rows})
    links = addresses(session, actor, {subject_of(row) for row in rows})
    return [
        DecisionRow(
            id=row.id or 0,
            subject=subject_of(row),
            unit=units[row.unit_id].name,
            address=links[subject_of(row)],
            body=row.body,
            day=row.day,
            paragraph=row.paragraph,
            diary_number=row.diary_number,
            text=row.text,
            user=names[row.user_id],
            at=row.at,
        )
        for row in rows
    ]
