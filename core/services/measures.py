"""Measures against a deficit: a task each, with what it is to give in the year, and what it has given.

Who manages tasks on the unit may add and change; the owner may also say what it has given. Each
change names the `rev` that it was made from: who comes second is told so and loses nothing.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import update
from sqlmodel import Session, col

from core.enums import TaskStatus
from core.errors import Conflict, RuleViolation
from core.models import Measure, MeasureFollowUp, Task
from core.queries.access import require, require_write
from core.queries.measures import row_titles
from core.queries.subjects import not_there, subject_of
from core.rules.access import Action, Actor
from core.rules.long_texts import checked_text
from core.rules.measures import check_amount, check_measure
from core.rules.subjects import action_plan_subject
from core.rules.tasks import TaskText
from core.services import audit, requests, tasks
from core.texts import _

_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class NewMeasure:
    """A measure as it is written: effect in öre in the year (+ = better; None: not known yet).

    `row_key` is the report row that it helps, the empty one the net.
    """

    unit_id: int
    row_key: str
    year: int
    title: str
    owner_id: int
    due: date
    effect: int | None
    from_month: int
    body: str = ""


@dataclass(frozen=True, slots=True)
class MeasureChange:
    """What may be changed of a measure, with the `rev` of the task and of the measure that were read."""

    task_rev: int
    rev: int
    text: TaskText
    effect: int | None
    from_month: int
    row_key: str


def add_measure(session: Session, actor: Actor, *, measure: NewMeasure, key: str) -> int:
    """Make a measure for somebody with a role on its unit or above, and return its task's id.

    Raises `NotAllowed`, and `RuleViolation` in words for an amount, month, row or owner that cannot hold.
    """
    subject = action_plan_subject(measure.unit_id, measure.year)
    require_write(session, actor, Action.MANAGE_TASKS, measure.unit_id)
    require(session, actor, subject.action, measure.unit_id)
    check_measure(measure.effect, measure.from_month, measure.year)
    _require_row(session, measure.row_key)
    if not requests.first_time(session, actor, key=key, action="add_measure", subject=measure):
        return int(requests.result_of(session, key))
    text = TaskText(measure.title, measure.due, measure.body)
    task_id = tasks.insert_task(session, actor, subject=subject, text=text, owner_id=measure.owner_id)
    session.add(
        Measure(
            task_id=task_id,
            year=measure.year,
            row_key=measure.row_key,
            effect=measure.effect,
            from_month=measure.from_month,
        )
    )
    session.flush()
    audit.record(
        session, actor, "measure_added", subject=("task", task_id), unit_id=measure.unit_id,
        change=(None, _held(measure.effect, measure.from_month, measure.row_key)),
    )  # fmt: skip
    requests.keep_result(session, key, task_id)
    return task_id


def change_measure(session: Session, actor: Actor, *, task_id: int, change: MeasureChange) -> None:
    """Change what a measure says and is to give; `Conflict` when somebody else has changed it meanwhile."""
    measure, task = _measure(session, actor, task_id)
    require_write(session, actor, Action.MANAGE_TASKS, task.unit_id)
    check_measure(change.effect, change.from_month, measure.year)
    if change.row_key != measure.row_key:
        _require_row(session, change.row_key)
    held = TaskText(task.title, task.due, task.body)
    if change.text != held or change.task_rev != task.rev:
        tasks.change_task(session, actor, task_id=task_id, rev=change.task_rev, text=change.text)
    old = _held(measure.effect, measure.from_month, measure.row_key)
    new = _held(change.effect, change.from_month, change.row_key)
    _compare_and_set(session, measure, change.rev, **new)
    audit.record(
        session, actor, "measure_changed", subject=("task", task_id), unit_id=task.unit_id, change=(old, new)
    )


def follow_measure(
    session: Session, actor: Actor, *, task_id: int, rev: int, realised: int, text: str = "", key: str
) -> None:
    """Say what a measure has given so far (öre, whole kronor), open or done; its owner may too.

    Raises `Conflict` when somebody else has followed it up since `rev` was read, and `RuleViolation`
    for one that is dropped or an amount that cannot hold.
    """
    measure, task = _measure(session, actor, task_id)
    action = subject_of(task).action if task.owner_id == actor.user_id else Action.MANAGE_TASKS
    require_write(session, actor, action, task.unit_id)
    check_amount(realised)
    words = checked_text(text, what=_("vad som har hänt"), longest=_LONGEST, needed=False)
    asked = (task_id, rev, realised, words)
    if not requests.first_time(session, actor, key=key, action="follow_measure", subject=asked):
        return
    if task.status is TaskStatus.DROPPED:
        raise RuleViolation(_("Åtgärden är struken. Öppna den igen om den ska följas upp."))
    old = measure.realised
    _compare_and_set(session, measure, rev, realised=realised)
    session.add(
        MeasureFollowUp(
            task_id=task_id, n=measure.rev, amount=realised, text=words, user_id=actor.user_id,
            at=session.info["database"].now(),
        )
    )  # fmt: skip
    session.flush()
    audit.record(
        session, actor, "measure_followed", subject=("task", task_id), unit_id=task.unit_id,
        change=(old, realised), cause=words,
    )  # fmt: skip


def _held(effect: int | None, from_month: int, row_key: str) -> dict[str, int | str | None]:
    return {"effect": effect, "from_month": from_month, "row_key": row_key}


def _measure(session: Session, actor: Actor, task_id: int) -> tuple[Measure, Task]:
    """Return a measure that the actor may see, and its task."""
    measure = session.get(Measure, task_id, populate_existing=True)
    task = session.get(Task, task_id, populate_existing=True)
    if measure is None or task is None:
        raise not_there(session, actor, Action.MANAGE_TASKS)
    require(session, actor, subject_of(task).action, task.unit_id)
    return measure, task


def _require_row(session: Session, row_key: str) -> None:
    if row_key and row_key not in row_titles(session):
        raise RuleViolation(_("Raden finns inte längre. Välj en annan rad, eller hela enheten."))


def _compare_and_set(session: Session, measure: Measure, rev: int, **values: int | str | None) -> None:
    written = session.execute(
        update(Measure)
        .where(col(Measure.task_id) == measure.task_id, col(Measure.rev) == rev)
        .values(rev=rev + 1, **values)
        .returning(col(Measure.task_id))
        .execution_options(synchronize_session=False)
    ).first()
    if written is None:
        raise Conflict(_("Någon annan har ändrat åtgärden sedan du öppnade den. Läs den och försök igen."))
    session.refresh(measure)
