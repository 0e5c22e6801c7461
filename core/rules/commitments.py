"""Known commitments: what orders and contracts bind an ansvar to pay, month by month.

A contract is spread evenly over its months; an order falls in its last month, when it is delivered.
Amounts are öre, cost +.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from core.enums import CommitmentKind
from core.periods import MONTHS
from core.texts import _

_YEAR = len(MONTHS)


@dataclass(frozen=True, slots=True)
class CommitmentLine:
    """One line of a file: an order or a contract of an ansvar, both days counted; `line` is its place."""

    line: int
    unit_code: str
    account: str
    function: str
    supplier: str
    text: str
    amount: int
    first: date
    last: date
    kind: CommitmentKind


def months_of_year(
    amount: int, first: date, last: date, *, kind: CommitmentKind, year: int
) -> tuple[int, ...]:
    """Return what falls in each month of a year; all years together are the amount to the öre."""
    if kind is CommitmentKind.ORDER:
        falls = last.year == year
        return tuple(amount if falls and month == last.month else 0 for month in MONTHS)
    start, end = _number(first), _number(last)
    count = end - start + 1

    def until(number: int) -> int:
        return round(amount * max(0, min(count, number - start + 1)) / count)

    january = year * _YEAR
    return tuple(until(january + at) - until(january + at - 1) for at in range(_YEAR))


def left_after(months: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    """Return, for 0–12 closed months, what is left of the year of some commitments together."""
    total = [sum(month) for month in zip(*months, strict=True)] or [0] * _YEAR
    return tuple(sum(total[closed:]) for closed in range(_YEAR + 1))


def kind_words(kind: CommitmentKind) -> str:
    """Return the word of a kind."""
    return {CommitmentKind.ORDER: _("Beställning"), CommitmentKind.CONTRACT: _("Avtal")}[kind]


def _number(day: date) -> int:
    return day.year * _YEAR + day.month - 1
