"""What was promised in the dialogues about a unit, and what came of it."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlmodel import Session, col, select

from core.enums import TaskStatus
from core.models import Task
from core.queries.access import require, subtree
from core.queries.subjects import names_of_units, names_of_users
from core.rules.access import Action, Actor
from core.rules.subjects import SubjectKind

_REMEMBERED = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise: who is to do what by when, on which meeting's day it was made, and what came of it."""

    task_id: int
    unit_id: int
    unit: str
    title: str
    owner: str
    due: date
    status: TaskStatus
    outcome: str
    made_on: date

    def late(self, today: date) -> bool:
        """Return whether it should have been done."""
        return self.status is TaskStatus.OPEN and self.due < today


def list_promises(
    session: Session, actor: Actor, *, unit_id: int, today: date, with_below: bool = False
) -> list[PromiseRow]:
    """Return the promises of a year about a unit, or all below it too; those of the latest meeting first."""
    require(session, actor, Action.VIEW_PROCESS, unit_id)
    units = subtree(actor.tree_id, (unit_id,))
    rows = session.exec(
        select(Task)
        .where(
            Task.subject_kind == SubjectKind.MEETING,
            col(Task.unit_id).in_(units) if with_below else Task.unit_id == unit_id,
            Task.status != TaskStatus.DROPPED,
        )
        .order_by(col(Task.due), col(Task.id))
    ).all()
    names = names_of_units(session, actor, {row.unit_id for row in rows})
    people = names_of_users(session, {row.owner_id for row in rows})
    found = [
        PromiseRow(
            task_id=row.id or 0,
            unit_id=row.unit_id,
            unit=names[row.unit_id].name,
            title=row.title,
            owner=people[row.owner_id],
            due=row.due,
            status=row.status,
            outcome=row.outcome,
            made_on=date.fromisoformat(row.subject_id.partition("/")[2]),
        )
        for row in rows
    ]
    recent = [one for one in found if one.made_on > today - _REMEMBERED]
    return sorted(recent, key=lambda one: one.made_on, reverse=True)
