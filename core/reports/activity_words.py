"""Activities in words: how one stands, and how many of many are late."""

from collections.abc import Sequence
from datetime import date

from core.enums import ActivityEffect, ActivityState
from core.queries.activities import ActivityRow
from core.reports.words import Sentence, listed, sentence
from core.rules.activities import ENDED, rests
from core.rules.tasks import day_words, due_words
from core.table import Status
from core.texts import _, ngettext

_MOST_NAMED = 3
LATE, ASKED, RESTING, RUNNING, PLANNED, DONE, STOPPED = range(7)
"""How much an activity needs somebody, the most first."""


def state_word(state: ActivityState) -> str:
    """Return the word for a state."""
    return {
        ActivityState.PLANNED: _("Planerad"),
        ActivityState.RUNNING: _("Pågår"),
        ActivityState.DONE: _("Klar"),
        ActivityState.STOPPED: _("Avbruten"),
    }[state]


def move_word(state: ActivityState) -> str:
    """Return what is done to an activity that gets a state."""
    return {
        ActivityState.PLANNED: _("Tillbaka till planerad"),
        ActivityState.RUNNING: _("Sätt i gång"),
        ActivityState.DONE: _("Klar"),
        ActivityState.STOPPED: _("Avbryt"),
    }[state]


def effect_word(effect: ActivityEffect) -> str:
    """Return the answer to whether an activity had effect."""
    return {
        ActivityEffect.YES: _("Ja, den gjorde verkan"),
        ActivityEffect.PARTLY: _("Delvis"),
        ActivityEffect.NO: _("Nej, ingen verkan märks"),
    }[effect]


def rank(row: ActivityRow, today: date) -> int:
    """Return how much an activity needs somebody, 0 the most."""
    if row.late:
        return LATE
    if missed_check(row, today) or effect_asked(row, today):
        return ASKED
    if row.state not in ENDED and rests(row.pauses, today):
        return RESTING
    return {
        ActivityState.RUNNING: RUNNING,
        ActivityState.PLANNED: PLANNED,
        ActivityState.DONE: DONE,
        ActivityState.STOPPED: STOPPED,
    }[row.state]


def missed_check(row: ActivityRow, today: date) -> bool:
    """Return whether a reconciliation should have been made by now."""
    return row.state not in ENDED and row.next_check is not None and row.next_check < today


def effect_asked(row: ActivityRow, today: date) -> bool:
    """Return whether the effect of an activity is to be answered now."""
    done = row.state is ActivityState.DONE and row.effect is None
    return done and row.effect_due is not None and row.effect_due <= today


def standing(row: ActivityRow, today: date) -> tuple[Status, str]:
    """Return how an activity stands: a judgement and its words."""
    if row.late:
        return Status.BAD, _late(row, today)
    if missed_check(row, today) and row.next_check:
        return Status.PARTLY, _("Avstämning {day} saknas").format(day=day_words(row.next_check, today))
    if effect_asked(row, today):
        return Status.PARTLY, _("Klar, följ upp vad den gav")
    if row.state not in ENDED and rests(row.pauses, today):
        until = next(last for first, last in row.pauses if first <= today <= last)
        return Status.PARTLY, _("Vilar till {day}").format(day=day_words(until, today))
    if row.state is ActivityState.DONE:
        return Status.OK, _done(row)
    return Status.NONE, state_word(row.state)


def _late(row: ActivityRow, today: date) -> str:
    if row.ends is not None and row.ends < today:
        return due_words(row.ends, today).capitalize()
    return _("Skulle ha börjat {day}").format(day=day_words(row.starts, today))


def _done(row: ActivityRow) -> str:
    return {
        None: _("Klar"),
        ActivityEffect.YES: _("Klar, gjorde verkan"),
        ActivityEffect.PARTLY: _("Klar, delvis verkan"),
        ActivityEffect.NO: _("Klar, ingen verkan"),
    }[row.effect]


def days_words(row: ActivityRow, today: date) -> str:
    """Return the days of an activity: `3 mars till 30 juni`."""
    first = day_words(row.starts, today)
    if row.ends is None:
        return _("från {first}, tills vidare").format(first=first)
    return _("{first} till {last}").format(first=first, last=day_words(row.ends, today))


def answer(rows: Sequence[ActivityRow], year: int, today: date) -> Sentence:
    """Return how many activities are late and which, else that none is; and what waits for an answer."""
    if not rows:
        return sentence(_("Det finns inga aktiviteter {year} än.").format(year=year))
    late = [row for row in rows if row.late]
    asked = sum(rank(row, today) == ASKED for row in rows)
    more = ngettext(" {n} väntar på att stämmas av.", " {n} väntar på att stämmas av.", asked)
    tail = more.format(n=asked) if asked else ""
    if not late:
        words = ngettext("{n} aktivitet, den är inte sen.", "{n} aktiviteter, ingen är sen.", len(rows))
        return sentence("{words}" + tail, words=words.format(n=len(rows)))
    words = ngettext("{late} av {n} aktiviteter är sen", "{late} av {n} aktiviteter är sena", len(late))
    named = [f"”{row.title}”" for row in late[:_MOST_NAMED]]
    if len(late) > _MOST_NAMED:
        named.append(_("{n} till").format(n=len(late) - _MOST_NAMED))
    said = words.format(late=len(late), n=len(rows))
    return sentence("{said}: {named}." + tail, said=said, named=listed(named))
