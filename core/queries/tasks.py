"""Tasks: those of a subject, of a unit and all below it, of a person and of whom she stands in for."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, or_, select

from core.enums import TaskStatus
from core.models import AuditEvent, Task
from core.queries.access import require, subtree
from core.queries.stand_ins import own_or_stood_in
from core.queries.subjects import (
    about,
    addresses,
    names_of_units,
    names_of_users,
    subject_of,
    visible,
)
from core.rules.access import Action, Actor
from core.rules.subjects import Subject

_MOST = 500


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task as it is read; `rev` is what a change must name, `address` opens what the task is about."""

    id: int
    rev: int
    subject: Subject
    unit: str
    address: str
    title: str
    body: str
    owner_id: int
    owner: str
    due: date
    quiet_until: date | None
    status: TaskStatus
    outcome: str
    created_by_id: int
    created_by: str
    created_at: datetime
    ended_at: datetime | None


def task_of(session: Session, actor: Actor, *, task_id: int) -> TaskRow | None:
    """Return one task; None when it is not there or not one's to see."""
    return next(iter(_read(session, actor, Task.id == task_id)), None)


def list_tasks_of(session: Session, actor: Actor, *, subject: Subject) -> list[TaskRow]:
    """Return the tasks about a subject, next deadline first, ended ones too."""
    require(session, actor, subject.action, subject.unit_id)
    return _read(session, actor, about(actor, Task, subject))


def list_tasks(
    session: Session, actor: Actor, *, unit_id: int, status: TaskStatus | None = TaskStatus.OPEN
) -> list[TaskRow]:
    """Return the tasks of a unit and all below it, next deadline first; a status None gives all."""
    require(session, actor, Action.VIEW_UNIT, unit_id)
    below = col(Task.unit_id).in_(subtree(actor.tree_id, (unit_id,)))
    return _read(session, actor, below, *([] if status is None else [Task.status == status]))


def list_own_tasks(session: Session, actor: Actor) -> list[TaskRow]:
    """Return one's open tasks and those of the managers whom one stands in for, next deadline first."""
    mine = own_or_stood_in(session, actor, owner=col(Task.owner_id), unit=col(Task.unit_id))
    return _read(session, actor, mine, Task.status == TaskStatus.OPEN)


def list_delegated_tasks(session: Session, actor: Actor) -> list[TaskRow]:
    """Return the open tasks that one has made for or handed to somebody else, next deadline first."""
    handed = select(AuditEvent.subject_id).where(
        AuditEvent.user_id == actor.user_id, AuditEvent.action == "task_delegated"
    )
    ids = {int(task_id) for task_id in session.exec(handed)}
    return _read(
        session,
        actor,
        Task.status == TaskStatus.OPEN,
        Task.owner_id != actor.user_id,
        or_(Task.created_by_id == actor.user_id, col(Task.id).in_(ids)),
    )


def _read(session: Session, actor: Actor, *conditions: ColumnElement[bool] | bool) -> list[TaskRow]:
    statement = select(Task).where(visible(actor, Task), *conditions)
    tasks = list(session.exec(statement.order_by(col(Task.due), col(Task.id)).limit(_MOST)))
    return _rows(session, actor, tasks)


def _rows(session: Session, actor: Actor, tasks: Iterable[Task]) -> list[TaskRow]:
    held = [(task, subject_of(task)) for task in tasks]
    if not held:
        return []
    units = names_of_units(session, actor, {task.unit_id for task, _subject in held})
    people = {user_id for task, _subject in held for user_id in (task.owner_id, task.created_by_id)}
    names = names_of_users(session, people)
    links = addresses(session, actor, {subject for _task, subject in held})
    return [
        TaskRow(
            id=task.id or 0,
            rev=task.rev,
            subject=subject,
            unit=units[task.unit_id].name,
            address=links[subject],
            title=task.title,
            body=task.body,
            owner_id=task.owner_id,
            owner=names[task.owner_id],
            due=task.due,
            quiet_until=task.quiet_until,
            status=task.status,
            outcome=task.outcome,
            created_by_id=task.created_by_id,
            created_by=names[task.created_by_id],
            created_at=task.created_at,
            ended_at=task.ended_at,
        )
        for task, subject in held
    ]
