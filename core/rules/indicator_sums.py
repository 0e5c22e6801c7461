"""The value of a key figure at a unit above those that report it (rulings 3.12)."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from core.enums import Aggregation


@dataclass(frozen=True, slots=True)
class Measured:
    """A value; a share has its two parts. `at` orders what is latest (year, month)."""

    value: Decimal | None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    at: tuple[int, int] = (0, 0)


def ratio_of(numerator: Decimal | None, denominator: Decimal | None, factor: int) -> Decimal | None:
    """Return a share from its parts: 18 of 20 with factor 100 is 90. None without both, or of nothing."""
    if numerator is None or not denominator:
        return None
    return numerator / denominator * factor


def value_of(one: Measured | None, factor: int) -> Decimal | None:
    """Return a value as it is given, or that of a share from its parts; None for nothing."""
    if one is None:
        return None
    return one.value if one.value is not None else ratio_of(one.numerator, one.denominator, factor)


def aggregate(how: Aggregation, parts: Iterable[Measured], *, factor: int = 1) -> Measured | None:
    """Return the value of many units, or None when they have no common one.

    Shares are added by numerator and denominator: 18/20 and 90/150 are 108/170, 63,5 %, not the
    mean 75. A share without its parts has no sum.
    """
    known = [part for part in parts if part.value is not None or part.denominator is not None]
    if not known or how is Aggregation.NONE:
        return None
    if how is Aggregation.RATIO:
        return _ratio(known, factor)
    if how is Aggregation.LATEST:
        return max(known, key=lambda part: part.at)
    values = [part.value for part in known if part.value is not None]
    if not values:
        return None
    total = sum(values, Decimal(0))
    return Measured(total / len(values) if how is Aggregation.MEAN else total)


def _ratio(parts: list[Measured], factor: int) -> Measured | None:
    upper = [part.numerator for part in parts]
    lower = [part.denominator for part in parts]
    if None in upper or None in lower:
        return None
    numerator = sum((part for part in upper if part is not None), Decimal(0))
    denominator = sum((part for part in lower if part is not None), Decimal(0))
    value = ratio_of(numerator, denominator, factor)
    return None if value is None else Measured(value, numerator, denominator)
