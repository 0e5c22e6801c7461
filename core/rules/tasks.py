"""Tasks: how they end and begin again, and how their days are said."""

from dataclasses import dataclass
from datetime import date, timedelta

from core.enums import TaskStatus
from core.errors import RuleViolation
from core.periods import month_name
from core.rules.long_texts import checked_text, checked_title
from core.texts import _, ngettext

_WEEK = 7


@dataclass(frozen=True, slots=True)
class TaskText:
    """What a task says: a title of one line, a text, and the last day."""

    title: str
    due: date
    body: str = ""


def checked_task(text: TaskText) -> TaskText:
    """Return what a task says, trimmed; `RuleViolation` when the title is missing or a text too long."""
    return TaskText(
        title=checked_title(text.title, what=_("vad som ska göras")),
        due=text.due,
        body=checked_text(text.body, what=_("beskrivningen"), needed=False),
    )


def require_status(held: TaskStatus, wanted: TaskStatus) -> None:
    """Raise `RuleViolation` in words when a task does not stand as it must for a change."""
    if held is not wanted:
        raise RuleViolation(
            {
                TaskStatus.OPEN: _("Uppgiften är öppen."),
                TaskStatus.DONE: _("Uppgiften är redan klar. Öppna den igen om något ska ändras."),
                TaskStatus.DROPPED: _("Uppgiften är struken. Öppna den igen om något ska ändras."),
            }[held]
        )


def day_words(day: date, today: date) -> str:
    """Return a day as it is said: `15 september`, with the year when it is another."""
    words = f"{day.day} {month_name(day.month)}"
    return words if day.year == today.year else f"{words} {day.year}"


def due_words(due: date, today: date) -> str:
    """Return how near or late a day is: `3 dagar sen`, `i dag`, `om 5 dagar`, `senast 15 september`."""
    days = (due - today).days
    if days < 0:
        return ngettext("{n} dag sen", "{n} dagar sen", -days).format(n=-days)
    if days <= 1:
        return _("i morgon") if days else _("i dag")
    if days <= _WEEK:
        return _("om {n} dagar").format(n=days)
    return _("senast {day}").format(day=day_words(due, today))


def answer_by(asked: date) -> date:
    """Return the day by which somebody who has asked for something should have her answer: within a week."""
    return asked + timedelta(days=_WEEK)


def waiting_words(count: int, late: int) -> str:
    """Return how much there is to do and how much of it is late."""
    text = ngettext("{n} sak att göra", "{n} saker att göra", count).format(n=count)
    if not late:
        return f"{text}."
    return ngettext("{text}, {late} är sen.", "{text}, {late} är sena.", late).format(text=text, late=late)


def nothing_words(next_day: date | None, today: date) -> str:
    """Return that there is nothing to do, and until when that is known."""
    if next_day is None:
        return _("Inget att göra.")
    return _("Inget att göra till {day}.").format(day=day_words(next_day, today))
