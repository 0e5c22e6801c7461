"""A person's own days for her calendar: her tasks and activities, and what open rounds ask of her.

build(session, actor, *, today: date, public_url: str) -> tuple[CalendarDay, ...]
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from core.exports.ical import CalendarDay
from core.queries.activity_duties import OwnDuty, list_own_duties
from core.queries.submission_duties import DeadlineRow, Duty, list_deadlines
from core.queries.tasks import TaskRow, list_own_tasks
from core.rules.access import Actor
from core.texts import _

_MOST_NAMES = 10


def build(session: Session, actor: Actor, *, today: date, public_url: str = "") -> tuple[CalendarDay, ...]:
    """Return the days in order; titles and units only, since a calendar is read by other programs."""
    days = [_of_task(task, public_url) for task in list_own_tasks(session, actor)]
    days += [_of_round(row, public_url) for row in list_deadlines(session, actor, today=today)]
    days += [_of_activity(duty, public_url) for duty in list_own_duties(session, actor)]
    return tuple(sorted(days, key=lambda one: (one.day, one.key)))


def _of_task(task: TaskRow, public_url: str) -> CalendarDay:
    return CalendarDay(
        key=f"task-{task.id}",
        day=task.due,
        title=task.title,
        text=task.unit,
        address=_link(task.address, public_url),
    )


def _of_activity(duty: OwnDuty, public_url: str) -> CalendarDay:
    return CalendarDay(
        key=f"activity-{duty.activity_id}-{duty.kind}-{duty.due}",
        day=duty.due,
        title=duty.title,
        text=_("{unit}, för {name}").format(unit=duty.unit, name=duty.owner) if duty.owner else duty.unit,
        address=_link(duty.address, public_url),
    )


def _of_round(row: DeadlineRow, public_url: str) -> CalendarDay:
    title = {
        Duty.SUBMIT: _("Lämna in {name}"),
        Duty.APPROVE: _("Godkänn {name}"),
        Duty.CONFIRM: _("Bekräfta {name}"),
    }[row.duty].format(name=row.round_name)
    return CalendarDay(
        key=f"round-{row.round_id}-{row.duty}-{row.day}",
        day=row.day,
        title=title,
        text=_units(row.units),
        address=_link("/", public_url),
    )


def _units(names: Sequence[str]) -> str:
    if len(names) > _MOST_NAMES:
        return _("{n} enheter").format(n=len(names))
    return ", ".join(names)


def _link(address: str, public_url: str) -> str:
    return f"{public_url.rstrip('/')}{address}" if public_url else ""
