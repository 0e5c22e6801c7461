"""A submission in words: the answer sentence, its steps as a line, and its history."""

from collections.abc import Sequence
from datetime import date

from core.enums import RoundKind, SubmissionState
from core.enums import SubmissionEventKind as Event
from core.periods import local_time
from core.queries.responsible import name_list
from core.queries.submissions import HistoryRow, SubmissionRow, SubmissionView
from core.queries.users import role_word
from core.rules.process import event_words
from core.rules.tasks import day_words
from core.texts import _
from pages.ui import pieces
from pages.ui.comments import said
from pages.ui.markup import Markup, fill, join

_UNIT_HAS_IT = frozenset({SubmissionState.NOT_STARTED, SubmissionState.WORKING})


def answer(view: SubmissionView, history: Sequence[HistoryRow], today: date) -> Markup:
    """Return who is to do what, and when; or how it ended."""
    row = view.row
    if row.standing.state is SubmissionState.ADOPTED:
        latest = next((each for each in reversed(history) if each.kind is Event.ADOPT), None)
        return fill(_("Beslutat: {words}."), words=pieces.strong(latest.reason if latest else _("antaget")))
    if row.standing.state is SubmissionState.APPROVED:
        return fill(_("{done} i alla steg."), done=pieces.strong(_("Godkänt")))
    first = _unit_sentence(row, today) if row.standing.state in _UNIT_HAS_IT else _step_sentence(row, today)
    names = name_list(row.people)
    who = (
        _("Ansvarig är {names}.").format(names=names)
        if names
        else _("Ingen har rollen som ansvarig just nu.")
    )
    return join([first, who], " ")


def _unit_sentence(row: SubmissionRow, today: date) -> Markup:
    day = pieces.strong(_day(row, today))
    if row.late:
        return fill(_("Skulle ha lämnats in {day} och är sen."), day=day)
    if row.standing.returned:
        return fill(_("Återlämnat. Lämnas in igen senast {day}."), day=day)
    return fill(_("Lämnas in senast {day}."), day=day)


def _step_sentence(row: SubmissionRow, today: date) -> Markup:
    day = pieces.strong(_day(row, today))
    if row.late:
        return fill(_("Inlämnat. Skulle ha godkänts {day} och är sent."), day=day)
    return fill(_("Inlämnat. Godkänns senast {day}."), day=day)


def _day(row: SubmissionRow, today: date) -> str:
    return day_words(row.deadline or row.unit_deadline, today)


def steps(view: SubmissionView, kind: RoundKind, today: date) -> list[tuple[str, str, str]]:
    """Return the process as `sparks.steps` draws it: the unit, each step above it, the decision."""
    standing = view.row.standing
    unit_day = _("senast {day}").format(day=day_words(view.row.unit_deadline, today))
    lines = [(_state(view, 0), view.row.unit_name, unit_day)]
    for step in view.steps:
        name = f"{role_word(step.role).capitalize()} {step.unit_name}"
        names = name_list(step.people) or _("ingen har rollen")
        when = _("{names}, senast {day}").format(names=names, day=day_words(step.deadline, today))
        lines.append((_state(view, step.level), name, when))
    adopted = standing.state is SubmissionState.ADOPTED
    if adopted or kind is not RoundKind.QUESTION:
        now = "now" if standing.state is SubmissionState.APPROVED else ""
        lines.append(("done" if adopted else now, _("Beslut"), ""))
    return lines


def _state(view: SubmissionView, level: int) -> str:
    waits_for = view.row.standing.waits_for
    if waits_for is None or level < waits_for:
        return "done"
    return "now" if level == waits_for else ""


def moved_meanwhile(latest: HistoryRow) -> str:
    """Return who did what while the page stood open, for whoever clicks on what is gone."""
    return _("{name} {did} {when}. Sidan visar hur det står nu.").format(
        name=latest.user_name, did=event_words(latest.kind), when=local_time(latest.at)
    )


def history_log(history: Sequence[HistoryRow]) -> Markup:
    """Return everything that was done, latest first: when, who, for whom and why."""
    return pieces.log((local_time(row.at), _event(row)) for row in reversed(history))


def _event(row: HistoryRow) -> Markup:
    what = _("{name} {did}").format(name=row.user_name, did=event_words(row.kind))
    if row.for_name:
        what = _("{what} för {name}").format(what=what, name=row.for_name)
    return join([f"{what}.", said(row.reason) if row.reason else None])
