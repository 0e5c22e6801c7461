"""What to ask in the dialogue about a forecast: named rules on the figures, each with its reason in words.

Öre in report sign, + = better. A question opens a talk; it never judges a person.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.money import format_large, format_number
from core.periods import MONTHS
from core.rules.meeting_facts import MeasureFacts, MeetingFacts, RowFacts
from core.rules.spreading import to_kronor
from core.texts import _, ngettext

MOST = 5
_PACE_SHARE = Fraction(1, 10)
_HALF = Fraction(1, 2)


class QuestionRule(StrEnum):
    """The rules, in the order that their questions are asked when they are about the same amount."""

    NO_CAUSE = "no_cause"
    NO_MEASURE = "no_measure"
    MEASURE_BEHIND = "measure_behind"
    PROMISE_LATE = "promise_late"
    WORSE = "worse"
    PACE = "pace"
    OUTSIDE = "outside"
    SURPLUS = "surplus"


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question, why it is asked, and the amount (öre) that it is about."""

    rule: QuestionRule
    text: str
    reason: str
    weight: int


def ask(facts: MeetingFacts, *, most: int = MOST) -> tuple[AskedQuestion, ...]:
    """Return the questions, those about the largest amounts first; late promises always."""
    found = [*_of_rows(facts), *_of_measures(facts)]
    found.sort(key=lambda one: (-one.weight, list(QuestionRule).index(one.rule)))
    late = _of_promises(facts)
    return tuple([*found[: max(most - len(late), 0)], *late][:most])


def _of_rows(facts: MeetingFacts) -> list[AskedQuestion]:
    asked = []
    for row in facts.rows:
        for rule in (_no_cause, _worse, _pace, _outside, _surplus):
            found = rule(row, facts)
            if found is not None:
                asked.append(found)
                break
    return asked


def _no_cause(row: RowFacts, facts: MeetingFacts) -> AskedQuestion | None:
    if row.explained or abs(row.variance) <= facts.limit.of(row.budget):
        return None
    return AskedQuestion(
        QuestionRule.NO_CAUSE,
        _("{row}: vad beror avvikelsen på?").format(row=row.title),
        _("Prognosen är {verdict}, och ingen orsak är angiven.").format(verdict=_verdict(row.variance)),
        abs(row.variance),
    )


def _worse(row: RowFacts, facts: MeetingFacts) -> AskedQuestion | None:
    change = row.value - row.before if row.before is not None else 0
    if change >= -facts.limit.of(row.budget):
        return None
    return AskedQuestion(
        QuestionRule.WORSE,
        _("{row}: vad har hänt sedan förra prognosen?").format(row=row.title),
        _("Prognosen är {amount} sämre än den förra.").format(amount=format_large(-change)),
        -change,
    )


def _pace(row: RowFacts, facts: MeetingFacts) -> AskedQuestion | None:
    """Ask when what is left a month differs by a tenth from the months so far, and by more than the limit."""
    left = len(MONTHS) - facts.months
    if not left or not facts.months or not row.outcome:
        return None
    so_far, to_come = Fraction(row.outcome, facts.months), Fraction(row.value - row.outcome, left)
    change = (to_come - so_far) / abs(so_far) * (1 if so_far > 0 else -1)
    amount = to_kronor(abs(to_come - so_far) * left)
    if abs(change) < _PACE_SHARE or amount <= facts.limit.of(row.budget):
        return None
    share = format_number(round(abs(change) * 100))
    text = _("{row}: kvar per månad är {share} % högre än hittills – vad är det som kommer?")
    if change < 0:
        text = _("{row}: kvar per månad är {share} % lägre än hittills – vad ska ändras?")
    reason = _("Hittills {so_far} per månad, kvar {left} per månad.").format(
        so_far=format_large(to_kronor(abs(so_far))), left=format_large(to_kronor(abs(to_come)))
    )
    return AskedQuestion(QuestionRule.PACE, text.format(row=row.title, share=share), reason, amount)


def _outside(row: RowFacts, facts: MeetingFacts) -> AskedQuestion | None:
    if row.low is None or row.high is None or row.low <= row.value <= row.high:
        return None
    nearest = row.low if row.value < row.low else row.high
    apart = abs(row.value - nearest)
    if apart <= facts.limit.of(row.budget):
        return None
    return AskedQuestion(
        QuestionRule.OUTSIDE,
        _("{row}: vad vet du som siffrorna inte visar?").format(row=row.title),
        _("Prognosen ligger {amount} utanför det som årets månader och tidigare år talar för.").format(
            amount=format_large(apart)
        ),
        apart,
    )


def _surplus(row: RowFacts, facts: MeetingFacts) -> AskedQuestion | None:
    if row.variance <= facts.limit.of(row.budget):
        return None
    return AskedQuestion(
        QuestionRule.SURPLUS,
        _("{row}: är det bara i år, eller kan budgeten bli lägre?").format(row=row.title),
        _("Prognosen är {verdict}.").format(verdict=_verdict(row.variance)),
        row.variance,
    )


def _of_measures(facts: MeetingFacts) -> list[AskedQuestion]:
    asked = []
    effect = sum(one.effect for one in facts.measures)
    rest = facts.variance + effect
    if rest < -facts.limit.of(facts.budget):
        asked.append(_no_measure(facts.variance, effect))
    return [*asked, *(found for one in facts.measures if (found := _behind(one)) is not None)]


def _no_measure(variance: int, effect: int) -> AskedQuestion:
    deficit, rest = format_large(-variance), format_large(-variance - effect)
    if effect:
        text = _("Vad görs åt resten av underskottet?")
        reason = _("Underskottet är {deficit} och åtgärderna ger {effect}. {rest} återstår.").format(
            deficit=deficit, effect=format_large(effect), rest=rest
        )
    else:
        text = _("Vad görs åt underskottet?")
        reason = _("Underskottet är {deficit}, och ingen åtgärd har effekt i år.").format(deficit=deficit)
    return AskedQuestion(QuestionRule.NO_MEASURE, text, reason, -variance - effect)


def _behind(measure: MeasureFacts) -> AskedQuestion | None:
    """Ask when less than half has come of what the time that has passed would give."""
    expected = to_kronor(measure.effect * measure.passed)
    if expected <= 0 or measure.realised >= expected * _HALF:
        return None
    return AskedQuestion(
        QuestionRule.MEASURE_BEHIND,
        _("{measure}: vad hindrar, och vad behöver du?").format(measure=measure.title),
        _("Åtgärden ska ge {effect} i år, {realised} har kommit.").format(
            effect=format_large(measure.effect), realised=format_large(measure.realised)
        ),
        measure.effect - measure.realised,
    )


def _of_promises(facts: MeetingFacts) -> list[AskedQuestion]:
    late = [one for one in facts.promises if facts.today is not None and one.due < facts.today]
    if not late:
        return []
    names = "; ".join(f"{one.title} ({one.owner}, {one.due.isoformat()})" for one in late)
    text = ngettext(
        "Det som lovades är inte klart – vad behövs?", "{n} löften är inte klara – vad behövs?", len(late)
    )
    return [AskedQuestion(QuestionRule.PROMISE_LATE, text.format(n=len(late)), names, 0)]


def _verdict(variance: int) -> str:
    word = _("{amount} sämre än budget") if variance < 0 else _("{amount} bättre än budget")
    return word.format(amount=format_large(abs(variance)))
