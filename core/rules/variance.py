"""Signs and variances: the store keeps the ledger's sign, reports show revenue + and cost −.

In report sign the variance is actual − budget, and + is better, for revenue and cost alike.
"""

from dataclasses import dataclass
from decimal import Decimal

from core.rules.limits import USUAL, LimitKey, LimitValues

_NEAR_ZERO = Decimal("0.02")
_SHARE = USUAL.share(LimitKey.FOLLOW_UP_SHARE)
_AMOUNT = USUAL.ore(LimitKey.FOLLOW_UP_AMOUNT)


@dataclass(frozen=True, slots=True)
class Limit:
    """How large a variance may be before it is told: the larger of a share and an amount in öre."""

    share: Decimal = _SHARE
    amount: int = _AMOUNT

    def of(self, budget: int | None) -> int:
        """Return the limit in öre for a row with this budget."""
        return max(self.amount, int(abs(budget or 0) * self.share))


def limit_of(values: LimitValues, share: LimitKey, amount: LimitKey) -> Limit:
    """Return the limit that a share and an amount make together."""
    return Limit(values.share(share), values.ore(amount))


def report_sign(ledger: int) -> int:
    """Return a ledger amount (debit +) as a report shows it (revenue +)."""
    return -ledger


def variance_of(actual: int | None, budget: int | None) -> int | None:
    """Return actual − budget in report sign, öre; None when there is neither.

    Where only one of them exists the other counts as nothing, so that rows add up to the total.
    """
    if actual is None and budget is None:
        return None
    return (actual or 0) - (budget or 0)


def variance_share(variance: int | None, budget: int | None, gross_cost: int | None = None) -> Decimal | None:
    """Return the variance as a share of |budget|; None without a budget.

    A net near zero, less than 2 % of the budgeted gross cost, says nothing as a base: then the
    share is of the gross cost.
    """
    base = abs(budget or 0)
    gross = abs(gross_cost or 0)
    if gross and base < gross * _NEAR_ZERO:
        base = gross
    if variance is None or base == 0:
        return None
    return Decimal(variance) / Decimal(base)
