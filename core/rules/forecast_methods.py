"""Ways to say a row's full year from what was known at a month: pure, and the same for costs and revenues.

Amounts are öre, whole kronor out. A method answers None where it has nothing to go by; then
`full_year` falls back, so that every row with any figure gets an answer.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TypeAlias

from core.enums import ForecastMethod
from core.periods import MONTHS
from core.rules.forecast_smoothing import smoothed_path
from core.rules.spreading import to_kronor
from core.texts import _

_SMALLEST_SHARE = Fraction(1, 20)
"""Less than this of last year in the same months says nothing about the whole."""
_LARGEST_SHARE = Fraction(3, 2)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a row: this year's months so far, its budget by month, earlier years in order.

    `committed[m]` is what orders and contracts bound for the rest of the year, as they were known
    when `m` months were closed; empty where there are none.
    """

    months: tuple[int, ...]
    budget: tuple[int, ...] | None = None
    earlier: tuple[tuple[int, ...], ...] = ()
    committed: tuple[int, ...] = ()

    @property
    def outcome(self) -> int:
        """The sum of the months so far."""
        return sum(self.months)

    @property
    def plan(self) -> tuple[int, ...] | None:
        """What the months were expected to be: the budget's, else last year's; None for neither."""
        if self.budget is not None:
            return self.budget
        return self.earlier[-1] if self.earlier else None


Method: TypeAlias = Callable[[Known], int | None]


def rest_of_budget(known: Known) -> int | None:
    """Return the outcome and what the budget has for the months that are left; None without a budget."""
    if known.budget is None:
        return None
    return to_kronor(known.outcome + sum(known.budget[len(known.months) :]))


def run_rate(known: Known) -> int | None:
    """Return the year at the pace so far; None before the first month."""
    if not known.months:
        return None
    return to_kronor(Fraction(known.outcome * len(MONTHS), len(known.months)))


def last_year(known: Known) -> int | None:
    """Return the year when the months so far are the share of it that they were last year.

    None without a last year, or when its same months were next to nothing of it or more than all.
    """
    if not known.earlier or not known.months:
        return None
    before = known.earlier[-1]
    whole = sum(before)
    share = Fraction(sum(before[: len(known.months)]), whole) if whole else Fraction(0)
    if not _SMALLEST_SHARE <= share <= _LARGEST_SHARE:
        return None
    return to_kronor(known.outcome / share)


def smoothed(known: Known) -> int | None:
    """Return the rest of the budget corrected by the smoothed deviation so far; None without a plan."""
    path = smoothed_path(known.months, known.plan)
    return None if path is None else to_kronor(round(path[-1]))


def whole_budget(known: Known) -> int | None:
    """Return the year's budget as it is: what a lumpy row is best told as; None without one."""
    return None if known.budget is None else to_kronor(sum(known.budget))


def commitments(known: Known) -> int | None:
    """Return the outcome and what is bound for the rest of the year; None where nothing is bound."""
    if len(known.months) >= len(known.committed) or not known.committed[len(known.months)]:
        return None
    return to_kronor(known.outcome + known.committed[len(known.months)])


METHODS: dict[ForecastMethod, Method] = {
    ForecastMethod.REST_OF_BUDGET: rest_of_budget,
    ForecastMethod.RUN_RATE: run_rate,
    ForecastMethod.LAST_YEAR: last_year,
    ForecastMethod.SMOOTHED: smoothed,
    ForecastMethod.BUDGET: whole_budget,
    ForecastMethod.COMMITMENTS: commitments,
}
NAIVE = (ForecastMethod.REST_OF_BUDGET, ForecastMethod.RUN_RATE)
"""What everybody can do in the head: a choice that does not beat them is not made."""
_FALLBACK = (*NAIVE, ForecastMethod.BUDGET)


def full_year(
    known: Known, method: ForecastMethod, methods: Mapping[ForecastMethod, Method] = METHODS
) -> tuple[ForecastMethod, int] | None:
    """Return the year by a method, or by the first that can say it; None for a row without any figure."""
    if not any(known.months) and not any(known.budget or ()):
        return None
    for one in (method, *_FALLBACK):
        value = methods[one](known)
        if value is not None:
            return one, value
    return None


def method_words(method: ForecastMethod) -> str:
    """Return what a method does, as a reader is told."""
    words = {
        ForecastMethod.REST_OF_BUDGET: _("Utfall och resten av budgeten"),
        ForecastMethod.RUN_RATE: _("I samma takt som hittills"),
        ForecastMethod.LAST_YEAR: _("Som förra årets säsong"),
        ForecastMethod.SMOOTHED: _("Resten av budgeten, rättad efter avvikelsen hittills"),
        ForecastMethod.BUDGET: _("Årets budget, eftersom raden är ryckig"),
        ForecastMethod.COMMITMENTS: _("Utfall och det som är beställt eller avtalat"),
    }
    return words[method]
