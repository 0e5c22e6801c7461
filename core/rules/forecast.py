"""A forecast's row: the year's value stands, what is left moves with the outcome. Öre in report sign."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from core.enums import ForecastCause
from core.money import MoneyUnit, format_money
from core.periods import MONTHS
from core.rules.spreading import curve_of, require_whole, respread, to_kronor
from core.rules.variance import Limit
from core.texts import _

_PACE_SHARE = Fraction(1, 20)
_TEN = 10


@dataclass(frozen=True, slots=True)
class SetAt:
    """When a value was set: how many months were known then, and their outcome."""

    months: int
    outcome: int


@dataclass(frozen=True, slots=True)
class Pace:
    """What is left of the year, a month of it, and a month of what was left when the value was set."""

    left: int
    per_month: int
    planned: int

    @property
    def flagged(self) -> bool:
        """Whether the pace that is left differs from the planned one by more than a twentieth."""
        return abs(self.per_month - self.planned) > abs(self.planned) * _PACE_SHARE

    def words(self) -> str:
        """Return "kvar 97 per månad, planerat 108" (tkr, without signs)."""
        return _("kvar {left} per månad, planerat {planned}").format(
            left=format_money(abs(self.per_month), MoneyUnit.TKR),
            planned=format_money(abs(self.planned), MoneyUnit.TKR),
        )


def left_of(value: int, outcome: int) -> int:
    """Return what is left of the year: −1 260 with −830 booked leaves −430."""
    return value - outcome


def pace_of(value: int, outcome: int, months: int, set_at: SetAt) -> Pace | None:
    """Return the pace of what is left after so many known months; None when the year is over."""
    if months >= len(MONTHS) or set_at.months >= len(MONTHS):
        return None
    left = left_of(value, outcome)
    planned = Fraction(left_of(value, set_at.outcome), len(MONTHS) - set_at.months)
    return Pace(left, to_kronor(Fraction(left, len(MONTHS) - months)), to_kronor(planned))


def month_mode(known: Sequence[int], planned: Sequence[int]) -> int:
    """Return the year when known months replace the planned ones and the rest is kept."""
    return sum(known) + sum(planned[len(known) :])


def lay_out(value: int, known: Sequence[int], profile: Sequence[int | None]) -> tuple[int, ...]:
    """Return a year's value over its months: known ones in whole kronor, the rest by a profile.

    When the whole year is known, December takes the difference. The sum is exactly the value.
    """
    require_whole(value)
    months = [to_kronor(month) for month in known][: len(MONTHS) - 1]
    year: list[int | None] = [*months, *[None] * (len(MONTHS) - len(months))]
    locked = frozenset(range(1, len(months) + 1))
    return tuple(month or 0 for month in respread(year, value, curve_of(profile), locked))


def needs_cause(value: int, budget: int | None, limit: Limit) -> bool:
    """Return whether a variance is above the limit; a surplus needs a cause too."""
    return abs(value - (budget or 0)) > limit.of(budget)


def rows_with_cause(rows: Mapping[str, tuple[int, int | None]], limit: Limit) -> tuple[bool, tuple[str, ...]]:
    """Return whether the net of a unit needs a cause, and which of its rows (value, budget) do."""
    own = tuple(key for key, (value, budget) in rows.items() if needs_cause(value, budget, limit))
    net = sum(value for value, _budget in rows.values())
    planned = sum(budget or 0 for _value, budget in rows.values())
    return needs_cause(net, planned, limit), own


@dataclass(frozen=True, slots=True)
class Measures:
    """A variance before measures, what decided measures give in the year, and what of it has come."""

    before: int
    effect: int
    realised: int

    @property
    def after(self) -> int:
        """What a nämnd reports: −14,0 with measures of +3,5 is −10,5."""
        return self.before + self.effect

    @property
    def to_come(self) -> int:
        """What of the measures is still to come."""
        return self.effect - self.realised


class Question(StrEnum):
    """What is asked about a value; never a reason to refuse it."""

    BELOW_BOOKED = "below_booked"
    TEN_TIMES = "ten_times"


def questions(value: int, outcome: int, last_year: int | None) -> tuple[Question, ...]:
    """Return what to ask: a year smaller than what is booked, or ten times last year's."""
    asked = []
    if (abs(value) < abs(outcome) and value * outcome >= 0) or value * outcome < 0:
        asked.append(Question.BELOW_BOOKED)
    if last_year and abs(value) >= _TEN * abs(last_year):
        asked.append(Question.TEN_TIMES)
    return tuple(asked)


def question_words(question: Question) -> str:
    """Return a question as it is put to whoever typed the value."""
    if question is Question.BELOW_BOOKED:
        return _("Prognosen är mindre än det som redan är bokfört. Stämmer det, till exempel en kreditering?")
    return _("Prognosen är minst tio gånger förra årets utfall. Kontrollera antalet nollor.")


class OpenReason(StrEnum):
    """Why a row is shown open from the start."""

    UNCERTAIN = "uncertain"
    OVER_LIMIT = "over_limit"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class RowState:
    """A row as the choice of open ones sees it; `previous` is the value of the forecast before."""

    value: int
    budget: int | None
    low: int | None = None
    high: int | None = None
    previous: int | None = None


def open_reasons(row: RowState, limit: Limit) -> tuple[OpenReason, ...]:
    """Return why a row stands open: an interval wider than the limit, a variance over it, a new value."""
    reasons = []
    if row.low is not None and row.high is not None and row.high - row.low > limit.of(row.budget):
        reasons.append(OpenReason.UNCERTAIN)
    if needs_cause(row.value, row.budget, limit):
        reasons.append(OpenReason.OVER_LIMIT)
    if row.previous is not None and row.previous != row.value:
        reasons.append(OpenReason.CHANGED)
    return tuple(reasons)


def cause_words(cause: ForecastCause) -> str:
    """Return a cause of the list as it is chosen and read."""
    words = {
        ForecastCause.VOLUME: _("Fler eller färre än planerat"),
        ForecastCause.PRICE: _("Priser och avtal"),
        ForecastCause.STAFFING: _("Bemanning: vakanser, vikarier, sjukfrånvaro"),
        ForecastCause.REVENUE: _("Bidrag, avgifter och andra intäkter"),
        ForecastCause.TIMING: _("Tidigare eller senare än planerat"),
        ForecastCause.ONE_OFF: _("Engångshändelse"),
        ForecastCause.BUDGET: _("Budgeten ligger fel"),
        ForecastCause.OTHER: _("Annat"),
    }
    return words[cause]
