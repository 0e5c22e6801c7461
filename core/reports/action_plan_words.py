"""The sentences of Åtgärdsplanen: what the measures give, what has come, and whose clock runs out when."""

from collections.abc import Sequence
from datetime import date

from core.queries.action_plans import ActionPlanRow
from core.queries.measures import MeasureSum
from core.reports import words
from core.reports.decision_words import decided
from core.rules.forecast import Measures
from core.rules.tasks import day_words
from core.texts import _, ngettext


def answer(
    told: Measures | None, sums: MeasureSum, count: int, clocks: Sequence[ActionPlanRow], today: date
) -> words.Sentence:
    """Return the answer in a sentence or three: before, the measures, after, and the clock."""
    parts = [*_before(told), *_measures(sums, count), *_after(told, count), *_clock(clocks, today)]
    return tuple(parts[:-1] if parts[-1].text == " " else parts)


def clock_words(row: ActionPlanRow, today: date) -> str:
    """Return whose clock runs out when: `Socialnämnden ska besluta senast 9 december (30 dagar kvar)`."""
    return _("{unit} ska besluta senast {day} ({left})").format(
        unit=row.unit, day=day_words(row.clock.due, today), left=row.clock.words(today)
    )


def decision_words(row: ActionPlanRow) -> str:
    """Return why a clock was stopped: the body's decision, or the words of whoever stopped it."""
    decision = row.decision
    if decision is None:
        return row.words
    return decided(decision.body, decision.day, decision.paragraph, decision.diary_number)


def _before(told: Measures | None) -> words.Sentence:
    if told is None:
        return ()
    if told.before == 0:
        return (words.Part(_("Prognosen följer budgeten före åtgärder.")), words.Part(" "))
    verdict = words.verdict(told.before)
    return (*words.sentence(_("Prognosen är {verdict} före åtgärder."), verdict=verdict), words.Part(" "))


def _measures(sums: MeasureSum, count: int) -> words.Sentence:
    if not count:
        return (words.Part(_("Inga åtgärder är planerade.")), words.Part(" "))
    pattern = ngettext(
        "En åtgärd ska ge {{effect}}, varav {realised} har kommit.",
        "{n} åtgärder ska ge {{effect}}, varav {realised} har kommit.",
        count,
    ).format(n=count, realised=words.large_amount(sums.realised))
    return (*words.sentence(pattern, effect=words.large_amount(sums.effect)), words.Part(" "))


def _after(told: Measures | None, count: int) -> words.Sentence:
    if told is None or not count:
        return ()
    if told.after == 0:
        return (words.Part(_("Efter åtgärder följer den budgeten.")), words.Part(" "))
    text = _("Efter åtgärder är den {verdict}.")
    return (*words.sentence(text, verdict=words.verdict(told.after)), words.Part(" "))


def _clock(clocks: Sequence[ActionPlanRow], today: date) -> words.Sentence:
    running = [row for row in clocks if row.runs]
    if not running:
        return ()
    text = f"{clock_words(running[0], today)}."
    if len(running) > 1:
        more = len(running) - 1
        text += " " + ngettext("En klocka till går.", "{n} klockor till går.", more).format(n=more)
    return (words.Part(text),)
