"""Answering the monthly control list: right, to be corrected, or a comment; and taking an answer back.

What is to be corrected becomes a task for the unit's economist. Nothing that is answered is asked again.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from sqlmodel import Session

from core.enums import ControlVerdict, Role, TaskStatus
from core.errors import Conflict
from core.models import ControlAnswer, Setting, Task
from core.periods import Period
from core.queries import access
from core.queries.control_list import SETTING
from core.queries.responsible import load_responsible
from core.rules.access import Action, Actor
from core.rules.control_lines import ControlRule
from core.rules.control_settings import checked_settings, points_of, read_settings, settings_text
from core.rules.long_texts import checked_text
from core.rules.subjects import control_list_subject
from core.rules.tasks import TaskText
from core.services import audit, tasks
from core.services.frames import hold_top
from core.services.requests import first_time
from core.texts import _

_LONGEST_TEXT = 2000
_LONGEST_TITLE = 200
_TIME_TO_CORRECT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class ControlPlace:
    """One thing on the list: its ansvar (a point: its unit), month, rule and key."""

    unit_id: int
    period: Period
    rule: ControlRule
    key: str

    @property
    def row(self) -> tuple[int, int, int, str, str]:
        """The key of its answer."""
        return self.unit_id, self.period.year, self.period.month, self.rule, self.key


@dataclass(frozen=True, slots=True)
class Said:
    """What is answered, with the words of the thing as they stood on the list, which a task repeats."""

    verdict: ControlVerdict
    text: str = ""
    title: str = ""
    reason: str = ""


def answer(session: Session, actor: Actor, *, place: ControlPlace, said: Said, key: str) -> int | None:
    """Answer one thing once; return the id of the task that it became, None for none.

    Raises `Conflict` when it has an answer already.
    """
    access.require_write(session, actor, Action.EDIT_SUBMISSION, place.unit_id)
    if not first_time(session, actor, key=key, action="control_answered", subject=(place, said)):
        held = session.get(ControlAnswer, place.row)
        return held.task_id if held else None
    text = checked_text(
        said.text, what=_("kommentaren"), longest=_LONGEST_TEXT, needed=said.verdict is ControlVerdict.NOTE
    )
    if session.get(ControlAnswer, place.row) is not None:
        raise Conflict(_("Någon annan har redan svarat. Läs svaret nedan."))
    wrong = said.verdict is ControlVerdict.WRONG
    row = ControlAnswer(
        unit_id=place.unit_id, year=place.period.year, month=place.period.month, rule=place.rule,
        key=place.key, verdict=said.verdict, text=text, user_id=actor.user_id,
        task_id=_to_correct(session, actor, place, said, key) if wrong else None,
        at=session.info["database"].now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    _record(session, actor, "control_answered", place, (None, _told(row)))
    return row.task_id


def undo_answer(session: Session, actor: Actor, *, place: ControlPlace, key: str) -> None:
    """Take an answer back, so that the thing is asked again; its task is struck while it is open."""
    access.require_write(session, actor, Action.EDIT_SUBMISSION, place.unit_id)
    if not first_time(session, actor, key=key, action="control_undone", subject=place):
        return
    row = session.get(ControlAnswer, place.row)
    if row is None:
        raise Conflict(_("Svaret är redan ångrat. Ladda om sidan."))
    task = session.get(Task, row.task_id) if row.task_id is not None else None
    told = _told(row)
    session.delete(row)
    session.flush()
    if task is not None and task.status is TaskStatus.OPEN:
        reason = _("Svaret på kontrollistan är ångrat.")
        tasks.drop_task(session, actor, task_id=task.id or 0, rev=task.rev, reason=reason)
    _record(session, actor, "control_undone", place, (told, None))


def change_points(session: Session, actor: Actor, *, points: Sequence[str], key: str) -> None:
    """Set the points of the municipality's list; its limits are changed in `limits`."""
    access.require_write(session, actor, Action.MANAGE_PERIODS, actor.top_unit_id)
    if not first_time(session, actor, key=key, action="control_settings", subject=list(points)):
        return
    hold_top(session, actor)
    row = session.get(Setting, SETTING, populate_existing=True) or Setting(key=SETTING)
    checked = checked_settings(replace(read_settings(row.value), points=points_of(points)))
    old, row.value = row.value, settings_text(checked)
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "control_settings", subject=("setting", SETTING), change=(old or None, row.value)
    )


def _to_correct(session: Session, actor: Actor, place: ControlPlace, said: Said, key: str) -> int:
    """Make the task of the economist nearest above, or of oneself where there is none; return its id."""
    today = session.info["database"].today()
    held = load_responsible(session, tree_id=actor.tree_id, today=today)
    economists = held.nearest(place.unit_id, {Role.CONTROLLER})
    title = _("Rätta bokföringen: {title}").format(title=said.title)
    body = "\n\n".join(filter(None, (said.text.strip(), said.reason)))
    return tasks.create_task(
        session, actor, key=str(uuid5(NAMESPACE_URL, key)),
        subject=control_list_subject(place.unit_id, place.period),
        text=TaskText(title[:_LONGEST_TITLE], today + _TIME_TO_CORRECT, body),
        owner_id=economists[0].user_id if economists else actor.user_id,
    )  # fmt: skip


def _record(
    session: Session, actor: Actor, action: str, place: ControlPlace, change: tuple[Any, Any]
) -> None:
    subject = ("control_list", f"{place.unit_id}/{place.period}")
    audit.record(session, actor, action, subject=subject, unit_id=place.unit_id, change=change)


def _told(row: ControlAnswer) -> dict[str, Any]:
    """Return an answer as the log keeps it."""
    return {"rule": row.rule, "key": row.key, "answer": row.verdict, "text": row.text, "task": row.task_id}
