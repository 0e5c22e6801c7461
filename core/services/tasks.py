"""Tasks: made, changed, handed over, kept quiet, ended with an outcome, opened again; never deleted.

Who manages tasks on the unit may do all of it; the owner may also end it and keep it quiet. Each
change names the `rev` that it was made from: who comes second is told so and loses nothing.
"""

from datetime import date
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col

from core.enums import NoticeKind, TaskStatus
from core.errors import Conflict, RuleViolation
from core.models import Task
from core.queries.access import require, require_write
from core.queries.subjects import (
    addresses,
    names_of_units,
    not_there,
    require_subject,
    subject_of,
    why_not,
)
from core.rules.access import Action, Actor
from core.rules.long_texts import checked_text
from core.rules.subjects import Subject
from core.rules.tasks import TaskText, checked_task, require_status
from core.services import audit, notices, requests
from core.texts import _


def create_task(
    session: Session, actor: Actor, *, key: str, subject: Subject, text: TaskText, owner_id: int
) -> int:
    """Make a task about a subject for somebody with a role on its unit or above; return its id."""
    require_write(session, actor, Action.MANAGE_TASKS, subject.unit_id)
    require(session, actor, subject.action, subject.unit_id)
    require_subject(session, subject)
    asked = (subject, text, owner_id)
    if not requests.first_time(session, actor, key=key, action="create_task", subject=asked):
        return int(requests.result_of(session, key))
    task_id = insert_task(session, actor, subject=subject, text=text, owner_id=owner_id)
    requests.keep_result(session, key, task_id)
    return task_id


def insert_task(session: Session, actor: Actor, *, subject: Subject, text: TaskText, owner_id: int) -> int:
    """Store a task and tell its owner; part of services that have asked for the right and the subject."""
    _require_owner(session, subject, owner_id)
    clean = checked_task(text)
    task = Task(
        unit_id=subject.unit_id,
        subject_kind=subject.kind,
        subject_id=subject.id,
        cell=subject.cell,
        title=clean.title,
        body=clean.body,
        due=clean.due,
        owner_id=owner_id,
        created_by_id=actor.user_id,
        created_at=session.info["database"].now(),
    )
    session.add(task)
    session.flush()
    new = {"title": clean.title, "due": clean.due, "owner": owner_id}
    audit.record(
        session, actor, "task_created", subject=("task", task.id), unit_id=task.unit_id, change=(None, new)
    )
    _tell_owner(session, actor, task)
    return task.id or 0


def change_task(session: Session, actor: Actor, *, task_id: int, rev: int, text: TaskText) -> int:
    """Change what a task says and its last day; return its new `rev`."""
    task = _managed(session, actor, task_id)
    require_status(task.status, TaskStatus.OPEN)
    clean = checked_task(text)
    old = {"title": task.title, "body": task.body, "due": task.due}
    new = {"title": clean.title, "body": clean.body, "due": clean.due}
    _compare_and_set(session, task, rev, **new)
    audit.record(
        session, actor, "task_changed", subject=("task", task_id), unit_id=task.unit_id, change=(old, new)
    )
    return task.rev


def delegate_task(session: Session, actor: Actor, *, task_id: int, rev: int, owner_id: int) -> int:
    """Hand a task to somebody else with a role on the unit or above, and tell her; return its new `rev`."""
    task = _ownable(session, actor, task_id)
    require_status(task.status, TaskStatus.OPEN)
    _require_owner(session, subject_of(task), owner_id)
    old = task.owner_id
    _compare_and_set(session, task, rev, owner_id=owner_id, quiet_until=None)
    audit.record(
        session, actor, "task_delegated", subject=("task", task_id), unit_id=task.unit_id,
        change=({"owner": old}, {"owner": owner_id}),
    )  # fmt: skip
    _tell_owner(session, actor, task)
    return task.rev


def keep_task_quiet(session: Session, actor: Actor, *, task_id: int, rev: int, until: date | None) -> int:
    """Leave a task out of the list until a day, at most its last one; None shows it. Return its new `rev`."""
    task = _ownable(session, actor, task_id)
    require_status(task.status, TaskStatus.OPEN)
    if until is not None and until > task.due:
        raise RuleViolation(_("Uppgiften kan vara tyst längst till sin sista dag."))
    old = task.quiet_until
    _compare_and_set(session, task, rev, quiet_until=until)
    audit.record(
        session, actor, "task_quieted", subject=("task", task_id), unit_id=task.unit_id, change=(old, until)
    )
    return task.rev


def finish_task(session: Session, actor: Actor, *, task_id: int, rev: int, outcome: str) -> int:
    """End a task with what came of it; return its new `rev`."""
    task = _ownable(session, actor, task_id)
    require_status(task.status, TaskStatus.OPEN)
    text = checked_text(outcome, what=_("vad det ledde till"))
    _end(session, task, rev, TaskStatus.DONE, text)
    audit.record(
        session, actor, "task_done", subject=("task", task_id), unit_id=task.unit_id, change=(None, text)
    )
    return task.rev


def drop_task(session: Session, actor: Actor, *, task_id: int, rev: int, reason: str) -> int:
    """Strike a task that is not wanted any more, with the reason; return its new `rev`."""
    task = _managed(session, actor, task_id)
    require_status(task.status, TaskStatus.OPEN)
    text = checked_text(reason, what=_("varför uppgiften stryks"))
    _end(session, task, rev, TaskStatus.DROPPED, text)
    audit.record(session, actor, "task_dropped", subject=("task", task_id), unit_id=task.unit_id, cause=text)
    return task.rev


def reopen_task(session: Session, actor: Actor, *, task_id: int, rev: int) -> int:
    """Open an ended task again, its outcome kept in the log; return its new `rev`."""
    task = _ownable(session, actor, task_id)
    if task.status is TaskStatus.OPEN:
        require_status(task.status, TaskStatus.DONE)
    old = {"status": task.status, "outcome": task.outcome}
    _compare_and_set(session, task, rev, status=TaskStatus.OPEN, outcome="", ended_at=None, quiet_until=None)
    audit.record(
        session, actor, "task_reopened", subject=("task", task_id), unit_id=task.unit_id, change=(old, None)
    )
    return task.rev


def _end(session: Session, task: Task, rev: int, status: TaskStatus, outcome: str) -> None:
    now = session.info["database"].now()
    _compare_and_set(session, task, rev, status=status, outcome=outcome, ended_at=now)


def _compare_and_set(session: Session, task: Task, rev: int, **values: Any) -> None:
    """Write values where the task still stands at `rev`; `Conflict` when somebody else came first."""
    written = session.execute(
        update(Task)
        .where(col(Task.id) == task.id, col(Task.rev) == rev)
        .values(rev=rev + 1, **values)
        .returning(col(Task.id))
        .execution_options(synchronize_session=False)
    ).first()
    if written is None:
        raise Conflict(_("Någon annan har ändrat uppgiften sedan du öppnade den. Läs den och försök igen."))
    session.refresh(task)


def _managed(session: Session, actor: Actor, task_id: int) -> Task:
    """Return a task that the actor may manage."""
    task = session.get(Task, task_id)
    if task is None:
        raise not_there(session, actor, Action.MANAGE_TASKS)
    require_write(session, actor, Action.MANAGE_TASKS, task.unit_id)
    require(session, actor, subject_of(task).action, task.unit_id)
    return task


def _ownable(session: Session, actor: Actor, task_id: int) -> Task:
    """Return a task that the actor may manage, or owns and may still see."""
    task = session.get(Task, task_id)
    if task is None or task.owner_id != actor.user_id:
        return _managed(session, actor, task_id)
    require_write(session, actor, subject_of(task).action, task.unit_id)
    return task


def _require_owner(session: Session, subject: Subject, owner_id: int) -> None:
    reason = why_not(session, user_id=owner_id, action=subject.action, unit_id=subject.unit_id)
    if reason:
        raise RuleViolation(reason)


def _tell_owner(session: Session, actor: Actor, task: Task) -> None:
    if task.owner_id == actor.user_id:
        return
    subject = subject_of(task)
    unit = names_of_units(session, actor, {task.unit_id})[task.unit_id]
    notices.tell(
        session,
        user_ids=[task.owner_id],
        kind=NoticeKind.ASSIGNED,
        text=_("{name} har gett dig en uppgift: {title}, {unit}.").format(
            name=actor.name, title=task.title, unit=unit.name
        ),
        address=addresses(session, actor, {subject})[subject],
        key=f"task:{task.id}:{task.rev}",
    )
