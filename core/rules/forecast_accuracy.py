"""How right forecasts were: what was said of a year against how it ended. Öre, + is better than budget.

An error is what was said less how it ended: + was too hopeful, − too gloomy. Forecasts are told
apart by how many months were known when they were made.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.rules.spreading import to_kronor
from core.rules.variance import Limit


@dataclass(frozen=True, slots=True)
class SaidVariance:
    """What a forecast said of the year against the budget of its day, after so many known months."""

    name: str
    months: int
    variance: int


@dataclass(frozen=True, slots=True)
class PastYear:
    """A year of a unit: its budget, what was said in turn, and how it ended (None: it is not over)."""

    year: int
    budget: int
    gross_cost: int
    said: tuple[SaidVariance, ...]
    outcome: int | None

    def error(self, said: SaidVariance) -> int | None:
        """Return how wrong a forecast was; None before the year is over."""
        return None if self.outcome is None else said.variance - self.outcome


@dataclass(frozen=True, slots=True)
class Accuracy:
    """How the forecasts made after so many months did: `mean` is their bias, `typical` without sign."""

    months: int
    name: str
    of: int
    mean: int
    typical: int
    same_way: bool

    @property
    def skewed(self) -> bool:
        """Whether all of several erred the same way."""
        return self.same_way and self.of > 1


@dataclass(frozen=True, slots=True)
class Band:
    """How far from such a forecast years have ended: `low` at worst and `high` at best, öre, around it."""

    months: int
    low: int
    high: int
    of: int


def accuracy_of(years: Sequence[PastYear]) -> tuple[Accuracy, ...]:
    """Return how forecasts did by how many months were known, the earliest in the year first."""
    names = {said.months: _name(past, said) for past in years for said in past.said}
    return tuple(
        Accuracy(
            months=months,
            name=names[months],
            of=len(errors),
            mean=to_kronor(Fraction(sum(errors), len(errors))),
            typical=to_kronor(Fraction(sum(map(abs, errors)), len(errors))),
            same_way=min(errors) > 0 or max(errors) < 0,
        )
        for months, errors in sorted(_errors(years).items())
    )


def band_of(years: Sequence[PastYear], month: int) -> Band | None:
    """Return the band around a forecast made when `month` months are known; None without a year that is over.

    It is that of the latest forecasts that knew no more; before any of them, of the earliest.
    """
    errors = _errors(years)
    if not errors:
        return None
    months = max((known for known in errors if known <= month), default=min(errors))
    ended = [-error for error in errors[months]]
    return Band(months, min(0, *ended), max(0, *ended), len(ended))


def seen_after(past: PastYear, limit: Limit) -> SaidVariance | None:
    """Return the first forecast from which on at least half of a year's deficit was said, if any was.

    A year that is not over, or ended no worse than the limit, has nothing to see.
    """
    if not had_deficit(past, limit):
        return None
    found = None
    for said in reversed(past.said):
        if 2 * said.variance > (past.outcome or 0):
            break
        found = said
    return found


def had_deficit(past: PastYear, limit: Limit) -> bool:
    """Return whether a year that is over ended worse than its limit."""
    return past.outcome is not None and -past.outcome > limit.of(past.budget)


def _errors(years: Sequence[PastYear]) -> dict[int, list[int]]:
    """Return the errors of the years that are over by how many months were known."""
    found: defaultdict[int, list[int]] = defaultdict(list)
    for past in years:
        for said in past.said:
            error = past.error(said)
            if error is not None:
                found[said.months].append(error)
    return dict(found)


def _name(past: PastYear, said: SaidVariance) -> str:
    """Return a forecast's name without its year: what it is called every year."""
    return " ".join(said.name.replace(str(past.year), "").split())
