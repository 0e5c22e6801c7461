"""Reports by mail: what each needs of its reader, and when one is due."""

from datetime import date

from core.enums import ReportKind, ReportRhythm
from core.errors import RuleViolation
from core.periods import Period
from core.rules.access import Action
from core.rules.reminders import week_of
from core.texts import _

WEEKDAYS = range(1, 6)

REPORT_ACTIONS: dict[ReportKind, Action] = {
    ReportKind.FOLLOW_UP: Action.VIEW_ECONOMY,
    ReportKind.COMMITTEE_TABLE: Action.VIEW_PLAN,
    ReportKind.ACTION_PLAN: Action.VIEW_ECONOMY,
}
"""The right that a reader needs on the unit, when she asks for it and each time when it is sent."""


def report_words(report: ReportKind) -> str:
    """Return a report's name."""
    words = {
        ReportKind.FOLLOW_UP: _("Uppföljning"),
        ReportKind.COMMITTEE_TABLE: _("Prognos, nämnder och resultat"),
        ReportKind.ACTION_PLAN: _("Åtgärdsplan"),
    }
    return words[report]


def weekday_words(weekday: int) -> str:
    """Return the name of a weekday, 1 Monday–5 Friday."""
    return (_("måndag"), _("tisdag"), _("onsdag"), _("torsdag"), _("fredag"))[weekday - 1]


def rhythm_words(rhythm: ReportRhythm, weekday: int | None) -> str:
    """Return when a report comes, in words."""
    if rhythm is ReportRhythm.MONTHLY:
        return _("varje månad, när den är stängd")
    return _("varje {weekday}").format(weekday=weekday_words(weekday or 1))


def checked_weekday(rhythm: ReportRhythm, weekday: int | None) -> int | None:
    """Return the weekday that a rhythm keeps; `RuleViolation` for a week without one, 1 Monday–5 Friday."""
    if rhythm is ReportRhythm.MONTHLY:
        return None
    if weekday not in WEEKDAYS:
        raise RuleViolation(_("Välj en dag från måndag till fredag."))
    return weekday


def occasion(rhythm: ReportRhythm, weekday: int | None, *, today: date, closed: Period | None) -> str:
    """Return the latest time that a report was due: a week (`2026-W46`) or a closed month (`2026-10`).

    A week counts from its weekday on, so that a day when nothing ran is made up for. "" before any.
    """
    if rhythm is ReportRhythm.MONTHLY:
        return str(closed) if closed is not None else ""
    day = today.toordinal() - (today.isoweekday() - (weekday or 1)) % 7
    return week_of(date.fromordinal(day))
