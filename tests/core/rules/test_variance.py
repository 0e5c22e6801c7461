"""The table of the rulings 3.1, in tkr."""

from decimal import Decimal

import pytest

from core.rules.variance import Limit, report_sign, variance_of, variance_share

TKR = 100_000


@pytest.mark.parametrize(
    ("budget", "actual", "variance"),
    [(100, 90, -10), (-500, -520, -20), (-400, -430, -30)],
)
def test_variance_in_report_sign_is_better_when_positive(budget: int, actual: int, variance: int) -> None:
    assert variance_of(actual * TKR, budget * TKR) == variance * TKR
    ledger_budget, ledger_actual = -budget * TKR, -actual * TKR
    assert ledger_budget - ledger_actual == variance * TKR
    assert report_sign(ledger_actual) == actual * TKR


def test_variance_share_is_of_the_size_of_the_budget() -> None:
    assert variance_share(-30 * TKR, -400 * TKR) == Decimal("-0.075")


def test_variance_share_of_no_budget_is_nothing() -> None:
    assert variance_share(-30 * TKR, 0) is None
    assert variance_share(-30 * TKR, None) is None


def test_variance_share_of_a_net_near_zero_is_of_the_gross_cost() -> None:
    assert variance_share(-150 * TKR, 1 * TKR, 10_000 * TKR) == Decimal("-0.015")
    assert variance_share(-150 * TKR, -3_000 * TKR, 10_000 * TKR) == Decimal("-0.05")


def test_variance_without_budget_counts_the_actual_and_without_either_is_nothing() -> None:
    assert variance_of(-500, None) == -500
    assert variance_of(None, -500) == 500
    assert variance_of(None, None) is None


def test_limit_is_the_larger_of_share_and_amount() -> None:
    limit = Limit(Decimal("0.01"), 100 * TKR)
    assert limit.of(-9_000 * TKR) == 100 * TKR
    assert limit.of(-30_000 * TKR) == 300 * TKR
    assert limit.of(None) == 100 * TKR
