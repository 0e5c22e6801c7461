"""Indexation of a budget: what a percent adds to last year's rows, and how to say where it came from.

Amounts are öre in the ledger's sign, whole kronor out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from core.money import ORE_PER_KRONA, format_number
from core.rules.assumptions import percent_words
from core.rules.spreading import to_kronor
from core.texts import _

_PERCENT = 100


@dataclass(frozen=True, slots=True)
class GeneratedLine:
    """A line that a generator makes: where, its name, its months, and what it was worked out from."""

    unit_id: int
    coding_id: int
    label: str
    months: tuple[int | None, ...]
    explain: Mapping[str, Any]

    @property
    def total(self) -> int:
        """The year."""
        return sum(month or 0 for month in self.months)


def indexed_months(months: Sequence[int], percent: Decimal) -> tuple[int | None, ...]:
    """Return what a percent adds to each month; the year's sum is exact, the largest month takes the rest."""
    total = _added(sum(months), percent)
    added = [_added(month, percent) for month in months]
    largest = max(range(len(months)), key=lambda n: abs(months[n]))
    added[largest] += total - sum(added)
    return tuple(month or None for month in added)


def explain_words(explain: Mapping[str, Any]) -> str:
    """Return how a line was worked out: `Löneindex 2027, 3 % av 1 234 000 kr i Reviderad budget 2026.`"""
    return _("{title} {year}, {percent} av {base} kr i {version}.").format(
        title=explain["title"],
        year=explain["year"],
        percent=percent_words(Decimal(explain["percent"])),
        base=format_number(Decimal(explain["base"]) / ORE_PER_KRONA),
        version=explain["version"],
    )


def _added(amount: int, percent: Decimal) -> int:
    return to_kronor(Fraction(amount) * Fraction(percent) / _PERCENT)
