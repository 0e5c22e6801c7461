"""What a change costs this year and later: the part of the year that it is in force."""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from core.errors import RuleViolation
from core.periods import MONTHS
from core.rules.budget_decision_draft import DecisionLine, LaterEffect
from core.rules.spreading import apportion, to_kronor
from core.texts import _


def year_effect(full_year: int, effective_month: int) -> int:
    """Return what a full year's amount (öre) is this year: from July half of it, in whole kronor."""
    return to_kronor(Fraction(full_year * _months_left(effective_month), len(MONTHS)))


def full_year_effect(this_year: int, effective_month: int) -> int:
    """Return the full year's amount (öre) of what is decided for the rest of this year."""
    return to_kronor(Fraction(this_year * len(MONTHS), _months_left(effective_month)))


def later_effects(
    lines: Sequence[DecisionLine], effective_month: int, years: Iterable[int]
) -> tuple[LaterEffect, ...]:
    """Return the suggestion for the plan years: each line's full year; a sum of zero stays zero."""
    exact = [Fraction(line.amount * len(MONTHS), _months_left(effective_month)) for line in lines]
    amounts = apportion(exact, to_kronor(sum(exact, Fraction(0)))) if exact else ()
    return tuple(
        LaterEffect(line.unit, year, amount)
        for year in years
        for line, amount in zip(lines, amounts, strict=True)
    )


def _months_left(effective_month: int) -> int:
    if effective_month not in MONTHS:
        raise RuleViolation(_("Välj från vilken månad det gäller."))
    return len(MONTHS) + 1 - effective_month
