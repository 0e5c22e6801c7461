"""A year's amount over its months: whole kronor, and the sum is kept to the last one.

Amounts are öre in multiples of `unit` (a krona where nothing else is said). What does not divide
goes to the largest fractions, and of equal ones to the latest month.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import lcm
from typing import TypeAlias, TypeVar

from core.errors import RuleViolation
from core.money import ORE_PER_KRONA
from core.periods import MONTHS
from core.texts import _

Weight: TypeAlias = int | Decimal
Year: TypeAlias = tuple[int | None, ...]

Number = TypeVar("Number", int, Fraction)

EQUAL: tuple[int, ...] = (1,) * len(MONTHS)
"""The same every month."""

_PERCENT = 100


def quarters(first: Weight, second: Weight, third: Weight, fourth: Weight) -> tuple[Weight, ...]:
    """Return the weights of the months when each quarter has one of its own."""
    return tuple(weight for weight in (first, second, third, fourth) for _month in range(3))


def half_years(first: Weight, second: Weight) -> tuple[Weight, ...]:
    """Return the weights of the months when each half-year has one of its own."""
    return quarters(first, first, second, second)


def curve_of(months: Sequence[int | None]) -> tuple[int, ...]:
    """Return another year's months (öre) as weights whose sum is above zero.

    It is `EQUAL` when there is nothing to follow: no amount at all, or signs that cancel so far
    that less than half is left.
    """
    held = [month or 0 for month in months]
    if not _has_profile(held):
        return EQUAL
    return tuple(held) if sum(held) > 0 else tuple(-month for month in held)


def spread(total: int, weights: Sequence[Weight], *, unit: int = ORE_PER_KRONA) -> tuple[int, ...]:
    """Return a total (öre, a multiple of `unit`) by weights: 100 000 kr over a year is 8 × 8 333 + 4 × 8 334.

    A negative total is the mirror of the positive one. Raises `RuleViolation` when the total is no
    multiple of the unit or the weights do not sum to more than zero.
    """
    exact = [weight if isinstance(weight, int) else Fraction(weight) for weight in weights]
    whole = Fraction(sum(exact))
    if whole <= 0:
        raise RuleViolation(_("Ange minst en månad som beloppet ska fördelas på."))
    rate = total / whole
    return apportion([rate * weight for weight in exact], total, unit=unit)


def apportion(shares: Sequence[Fraction], total: int, *, unit: int = ORE_PER_KRONA) -> tuple[int, ...]:
    """Return shares (öre) as multiples of `unit` whose sum is exactly the total.

    The shares must sum to the total within as many units as there are shares.
    """
    require_whole(total, unit=unit)
    sign = -1 if total < 0 else 1
    common = lcm(*(share.denominator for share in shares))
    exact = [
        divmod(sign * share.numerator * (common // share.denominator), common * unit) for share in shares
    ]
    whole = [units for units, _rest in exact]
    left = sign * total // unit - sum(whole)
    if not 0 <= left <= len(whole):
        raise ValueError(total)
    by_fraction = sorted(range(len(exact)), key=lambda n: (exact[n][1], n), reverse=True)
    for position in by_fraction[:left]:
        whole[position] += 1
    return tuple(sign * amount * unit for amount in whole)


def respread(
    months: Sequence[int | None], total: int, weights: Sequence[Weight], locked: frozenset[int] = frozenset()
) -> Year:
    """Return a year's twelve months with a new total (öre); locked months (1–12) stand as they are.

    Where the weights give the open months nothing, they share equally. Raises `RuleViolation` when
    every month is locked and the total is another than theirs.
    """
    kept = sum(months[month - 1] or 0 for month in locked)
    free = [month for month in MONTHS if month not in locked]
    if not free and kept == total:
        return tuple(months)
    if not free:
        raise RuleViolation(_("Alla månader är låsta. Lås upp minst en, så kan beloppet fördelas."))
    own: list[Weight] = [weights[month - 1] for month in free]
    amounts = spread(total - kept, own if sum(own) > 0 else [1] * len(free))
    new = dict(zip(free, amounts, strict=True))
    return tuple(new[month] if month in new else months[month - 1] for month in MONTHS)


def scale(months: Sequence[int | None], *, percent: Decimal | None = None, amount: int | None = None) -> Year:
    """Return a year raised by a percentage (`2.5` is 2,5 %), then by an amount in öre for the year.

    The profile is kept and the sum is exactly the old one raised, to the krona. Months without a
    figure stay so, unless there is no profile to follow: then the amount goes equally to all.
    """
    factor = 1 + Fraction(percent or 0) / _PERCENT
    shares = [(month or 0) * factor for month in months]
    raised = sum(shares, Fraction(0))
    total = to_kronor(raised + (amount or 0))
    if not amount:
        return _with_gaps(months, apportion(shares, total))
    if _has_profile(shares):
        return _with_gaps(months, apportion([share * total / raised for share in shares], total))
    added = (total - raised) / len(shares)
    return apportion([share + added for share in shares], total)


def to_kronor(ore: Fraction | int) -> int:
    """Return an amount in whole kronor, as öre; half a krona away from zero."""
    over, under = int(ore.numerator), int(ore.denominator)
    nearest = (2 * abs(over) + ORE_PER_KRONA * under) // (2 * ORE_PER_KRONA * under) * ORE_PER_KRONA
    return nearest if over >= 0 else -nearest


def require_whole(total: int, *, unit: int = ORE_PER_KRONA) -> None:
    """Raise `RuleViolation` when an amount in öre is no multiple of the unit."""
    if total % unit:
        raise RuleViolation(_("Budgeten förs i hela kronor. Skriv beloppet utan ören."))


def _has_profile(months: Sequence[Number]) -> bool:
    """Return whether the months pull one way enough to be followed."""
    size = sum(map(abs, months))
    pull = 2 * sum(months)
    return size > 0 and (pull >= size or pull <= -size)


def _with_gaps(months: Sequence[int | None], new: Sequence[int]) -> Year:
    return tuple(None if old is None else amount for old, amount in zip(months, new, strict=True))
