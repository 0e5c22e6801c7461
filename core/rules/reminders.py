"""When people are reminded, and what reaches them by mail."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from core.enums import NoticeKind
from core.rules.limits import USUAL, LimitKey
from core.texts import _

MONDAY = 1


class MailChoice(StrEnum):
    """What a person wants of a kind of notice, beside seeing it in the application."""

    APPLICATION = "application"
    AT_ONCE = "at_once"
    WEEKLY = "weekly"


MAIL_WORDS: dict[MailChoice, str] = {
    MailChoice.APPLICATION: _("Bara här"),
    MailChoice.AT_ONCE: _("Mejl direkt"),
    MailChoice.WEEKLY: _("Veckans mejl"),
}

USUAL_CHOICES: dict[NoticeKind, MailChoice] = {
    NoticeKind.ASSIGNED: MailChoice.WEEKLY,
    NoticeKind.MENTIONED: MailChoice.WEEKLY,
    NoticeKind.ROUND_OPENED: MailChoice.WEEKLY,
    NoticeKind.RETURNED: MailChoice.AT_ONCE,
    NoticeKind.APPROVED: MailChoice.APPLICATION,
    NoticeKind.TO_APPROVE: MailChoice.WEEKLY,
    NoticeKind.REMINDER: MailChoice.AT_ONCE,
    NoticeKind.MESSAGE: MailChoice.APPLICATION,
}
"""What holds for whoever has chosen nothing. The choice for reminders also decides the list of tasks."""

KIND_WORDS: dict[NoticeKind, str] = {
    NoticeKind.ASSIGNED: _("Ny uppgift"),
    NoticeKind.MENTIONED: _("Du är nämnd"),
    NoticeKind.ROUND_OPENED: _("Omgång öppnad"),
    NoticeKind.RETURNED: _("Återlämnat"),
    NoticeKind.APPROVED: _("Godkänt"),
    NoticeKind.TO_APPROVE: _("Att godkänna"),
    NoticeKind.REMINDER: _("Påminnelse"),
    NoticeKind.MESSAGE: _("Meddelande"),
}


@dataclass(frozen=True, slots=True)
class ReminderDays:
    """How many days before a deadline and after it people are reminded; None: not at all."""

    before: int | None = USUAL.days(LimitKey.REMIND_BEFORE)
    after: int | None = USUAL.days(LimitKey.REMIND_AFTER)


def reminder_of(due: date, *, today: date, days: ReminderDays) -> str:
    """Return which reminder is due today, `before` or `after`; empty when none is.

    A day without a run loses none: each lasts until the other one or, after the deadline, a week.
    """
    if days.before is not None and due - timedelta(days=days.before) <= today < due:
        return "before"
    if days.after is None:
        return ""
    late = (today - due).days
    return "after" if days.after <= late < days.after + 7 and late > 0 else ""


def week_of(day: date) -> str:
    """Return the ISO week of a day: `2026-W46`."""
    year, week, _weekday = day.isocalendar()
    return f"{year:04d}-W{week:02d}"


def is_new_day(last: str, today: date) -> bool:
    """Return whether what runs once a day has not run today; `last` is the stored day."""
    return last < today.isoformat()


def is_new_week(last: str, today: date) -> bool:
    """Return whether what runs on Mondays has not run this week, also when Monday was missed."""
    return last < (today - timedelta(days=today.isoweekday() - MONDAY)).isoformat()
