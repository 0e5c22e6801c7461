"""Follow-up: what a reader chooses to see, the figures of a row, and how bad a variance is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.periods import Period
from core.rules.variance import Limit, variance_of
from core.table import Status


class Span(StrEnum):
    """Which months the figures cover: the month alone, the year to date, or the whole year."""

    MONTH = "month"
    YTD = "ytd"
    YEAR = "year"


class Comparison(StrEnum):
    """What the actuals are compared with; LATEST is the revised budget, else the budget."""

    LATEST = "latest"
    BUDGET = "budget"
    REVISED = "revised"
    NONE = "none"


class TreeChoice(StrEnum):
    """Whether figures stand in today's organisation or in that of their own time."""

    TODAY = "today"
    THEN = "then"


def months_of(period: Period, span: Span) -> tuple[int, int]:
    """Return the first and last month that a span covers; the year so far ends with the period."""
    return (period.month if span is Span.MONTH else 1), period.month


@dataclass(frozen=True, slots=True)
class Amounts:
    """A row's figures in öre, report sign (revenue +); None where there is nothing at all.

    `actual`, `budget` and `last_year` cover the months shown, the other two their whole years.
    """

    actual: int | None = None
    budget: int | None = None
    last_year: int | None = None
    year_budget: int | None = None
    last_full_year: int | None = None

    @property
    def variance(self) -> int | None:
        """Actual − budget, + when better; what is missing counts as nothing."""
        return variance_of(self.actual, self.budget)

    @property
    def left(self) -> int | None:
        """What is left of the year's budget."""
        return variance_of(self.year_budget, self.actual)

    @property
    def empty(self) -> bool:
        """Whether there is no figure at all."""
        return all(value is None for value in self.values())

    def values(self) -> tuple[int | None, ...]:
        """Return the five figures in order."""
        return (self.actual, self.budget, self.last_year, self.year_budget, self.last_full_year)

    def times(self, weight: int) -> "Amounts":
        """Return every figure multiplied; nothing stays nothing."""
        return Amounts(*(None if value is None else value * weight for value in self.values()))


def add_amounts(many: Iterable[Amounts]) -> Amounts:
    """Return the sum of rows, figure by figure; nothing plus nothing is nothing."""
    columns = list(zip(*(one.values() for one in many), strict=True))
    sums = [
        sum(value for value in column if value is not None) if any(v is not None for v in column) else None
        for column in columns
    ]
    return Amounts(*sums) if sums else Amounts()


@dataclass(frozen=True, slots=True)
class Months:
    """A row month by month, January–December with period 13 inside December, öre in report sign."""

    actual: tuple[int, ...] | None
    budget: tuple[int, ...] | None
    last_year: tuple[int, ...] | None

    def times(self, weight: int) -> "Months":
        """Return every month multiplied; nothing stays nothing."""
        series = (self.actual, self.budget, self.last_year)
        return Months(*(None if one is None else tuple(value * weight for value in one) for one in series))


def add_months(many: Sequence[Months]) -> Months:
    """Return the sum of rows month by month; nothing plus nothing is nothing."""
    return Months(
        _added([one.actual for one in many]),
        _added([one.budget for one in many]),
        _added([one.last_year for one in many]),
    )


def _added(many: Sequence[tuple[int, ...] | None]) -> tuple[int, ...] | None:
    held = [one for one in many if one is not None]
    return tuple(map(sum, zip(*held, strict=True))) if held else None


def judge(amounts: Amounts, limit: Limit, *, compared: bool) -> Status:
    """Return the status of a row: within the limit, worse, better, or nothing to compare with."""
    variance = amounts.variance
    if not compared or variance is None:
        return Status.NONE
    return judge_variance(variance, limit.of(amounts.budget))


def judge_variance(variance: int, limit: int) -> Status:
    """Return the status of a variance against a limit, both in öre."""
    if abs(variance) <= limit:
        return Status.OK
    return Status.BETTER if variance > 0 else Status.BAD


def is_exception(status: Status) -> bool:
    """Return whether a row stands outside its limit, so that it is shown first."""
    return status in {Status.BAD, Status.BETTER}


def explaining(variances: Iterable[tuple[str, int]], total: int, *, most: int = 3) -> tuple[str, ...]:
    """Return the few rows that pull the same way as the total, the largest first.

    A row that is less than a fifth of the largest one explains nothing and is left out.
    """
    same_way = sorted(
        ((abs(value), key) for key, value in variances if value and (value > 0) == (total > 0)), reverse=True
    )
    if not same_way:
        return ()
    largest = same_way[0][0]
    return tuple(key for value, key in same_way[:most] if value * 5 >= largest)
