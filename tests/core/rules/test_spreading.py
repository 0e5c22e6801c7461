"""The even year of the rulings 3.9, and the ways a controller spreads one."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from core.errors import RuleViolation
from core.rules.spreading import (
    EQUAL,
    apportion,
    curve_of,
    half_years,
    quarters,
    respread,
    scale,
    spread,
    to_kronor,
)

KR = 100
TOTALS = st.integers(-(10**12), 10**12).map(lambda kronor: kronor * KR)
WEIGHTS = st.lists(st.integers(0, 10**9), min_size=12, max_size=12).filter(any)
MONTH = st.integers(-(10**9), 10**9).map(lambda kronor: kronor * KR)
YEARS = st.lists(st.none() | MONTH, min_size=12, max_size=12)
FOOD = (9, 9, 9, 9, 9, 6, 3, 6, 10, 10, 10, 10)


def kronor(months: tuple[int | None, ...]) -> list[int | None]:
    return [None if month is None else month // KR for month in months]


def test_spread_equal_year_gives_the_rest_to_the_last_months() -> None:
    assert kronor(spread(100_000 * KR, EQUAL)) == [8_333] * 8 + [8_334] * 4


def test_spread_negative_total_is_the_mirror() -> None:
    assert kronor(spread(-100_000 * KR, EQUAL)) == [-8_333] * 8 + [-8_334] * 4


def test_spread_by_season_follows_the_percentages() -> None:
    assert kronor(spread(1_200_000 * KR, FOOD))[5:9] == [72_000, 36_000, 72_000, 120_000]


def test_spread_rest_goes_to_the_largest_fraction_before_the_latest() -> None:
    # 10 kr by 5, 3, 3: 4,54 + 2,73 + 2,73 → the two largest fractions are the threes.
    assert kronor(spread(10 * KR, (5, 3, 3))) == [4, 3, 3]


def test_spread_decimal_weights_are_exact() -> None:
    assert kronor(spread(1_000 * KR, (Decimal("0.1"), Decimal("0.2"), Decimal("0.7")))) == [100, 200, 700]


def test_spread_in_thousands_keeps_to_thousands() -> None:
    assert spread(922_000 * 100_000, (1, 1, 1), unit=100_000) == (
        307_333 * 100_000,
        307_333 * 100_000,
        307_334 * 100_000,
    )


def test_spread_without_weight_is_refused() -> None:
    with pytest.raises(RuleViolation, match="minst en månad"):
        spread(100 * KR, (0,) * 12)


def test_spread_odd_ore_is_refused() -> None:
    with pytest.raises(RuleViolation, match="hela kronor"):
        spread(12_345, EQUAL)


def test_quarters_and_half_years_weigh_their_months() -> None:
    assert kronor(spread(1_200 * KR, quarters(40, 30, 10, 20))) == (
        [160] * 3 + [120] * 3 + [40] * 3 + [80] * 3
    )
    assert kronor(spread(1_200 * KR, half_years(1, 3))) == [50] * 6 + [150] * 6


def test_curve_of_last_year_has_its_profile_whatever_the_sign() -> None:
    income = [-2 * KR] * 11 + [-78 * KR]

    assert kronor(spread(-1_000 * KR, curve_of(income))) == [-20] * 11 + [-780]


def test_curve_of_year_with_a_credit_keeps_it() -> None:
    months = [100 * KR] * 11 + [-100 * KR]

    assert kronor(spread(2_000 * KR, curve_of(months))) == [200] * 11 + [-200]


@pytest.mark.parametrize(
    "months",
    [[None] * 12, [0] * 12, [500, -500] + [0] * 10, [1_000, -999] + [None] * 10],
)
def test_curve_of_nothing_to_follow_is_equal(months: list[int | None]) -> None:
    assert curve_of(months) == EQUAL


def test_respread_leaves_locked_months_alone() -> None:
    months = [5_000 * KR, None] + [1_000 * KR] * 10

    new = respread(months, 25_000 * KR, EQUAL, frozenset({1, 2}))

    assert kronor(new) == [5_000, None] + [2_000] * 10


def test_respread_only_locked_months_left_is_refused() -> None:
    months = [100 * KR] * 12

    assert respread(months, 1_200 * KR, EQUAL, frozenset(range(1, 13))) == tuple(months)
    with pytest.raises(RuleViolation, match="Alla månader är låsta"):
        respread(months, 1_300 * KR, EQUAL, frozenset(range(1, 13)))


def test_respread_weights_on_locked_months_only_share_equally() -> None:
    new = respread([0] * 12, 1_100 * KR, (1,) + (0,) * 11, frozenset({1}))

    assert kronor(new) == [0] + [100] * 11


def test_scale_percent_keeps_profile_and_gives_the_exact_total() -> None:
    months = [1_000 * KR] * 6 + [None] * 5 + [4_001 * KR]

    new = scale(months, percent=Decimal("2.5"))

    # 10 001 kr and 2,5 % is 10 251,03 → 10 251: 6 × 1 025 and 4 101.
    assert kronor(new) == [1_025] * 6 + [None] * 5 + [4_101]


def test_scale_amount_keeps_profile() -> None:
    months = [1_000 * KR] * 6 + [None] * 5 + [4_000 * KR]

    assert kronor(scale(months, amount=-1_000 * KR)) == [900] * 6 + [None] * 5 + [3_600]


def test_scale_percent_then_amount() -> None:
    assert kronor(scale([100 * KR] * 12, percent=Decimal(10), amount=120 * KR)) == [120] * 12


def test_scale_empty_year_takes_the_amount_equally_and_percent_of_nothing_is_nothing() -> None:
    assert kronor(scale([None] * 12, amount=1_200 * KR)) == [100] * 12
    assert scale([None] * 12, percent=Decimal(5)) == (None,) * 12


def test_scale_signs_that_cancel_are_raised_evenly() -> None:
    months = [1_000 * KR, -1_000 * KR] + [0] * 10

    assert kronor(scale(months, amount=120 * KR)) == [1_010, -990] + [10] * 10


def test_scale_last_year_with_ore_becomes_whole_kronor() -> None:
    assert kronor(scale([33_33] * 12)) == [33] * 8 + [34] * 4


@pytest.mark.parametrize(("ore", "whole"), [(149, 100), (150, 200), (-150, -200), (-149, -100), (0, 0)])
def test_to_kronor_rounds_half_away_from_zero(ore: int, whole: int) -> None:
    assert to_kronor(ore) == whole


def test_apportion_shares_that_do_not_sum_to_the_total_are_a_fault() -> None:
    with pytest.raises(ValueError, match="5000"):
        apportion([Fraction(0), Fraction(0)], 5_000)


@given(TOTALS, WEIGHTS)
def test_spread_any_year_is_exact_whole_mirrored_and_within_a_krona(total: int, weights: list[int]) -> None:
    parts = spread(total, weights)

    assert sum(parts) == total
    assert all(part % KR == 0 for part in parts)
    assert spread(-total, weights) == tuple(-part for part in parts)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - Fraction(total * weight, sum(weights))) < KR


@given(YEARS, TOTALS, WEIGHTS, st.frozensets(st.integers(1, 12), max_size=11))
def test_respread_any_locks_keep_total_and_locked(
    months: list[int | None], total: int, weights: list[int], locked: frozenset[int]
) -> None:
    new = respread(months, total, weights, locked)

    assert sum(month or 0 for month in new) == total
    assert [new[month - 1] for month in locked] == [months[month - 1] for month in locked]


@given(YEARS, st.decimals(-100, 200, places=2))
def test_scale_any_percent_gives_the_exact_total(months: list[int | None], percent: Decimal) -> None:
    new = scale(months, percent=percent)

    old = Fraction(sum(month or 0 for month in months))
    assert sum(month or 0 for month in new) == to_kronor(old * (1 + Fraction(percent) / 100))
    assert [month is None for month in new] == [month is None for month in months]


@given(YEARS, TOTALS)
def test_scale_any_amount_gives_the_exact_total(months: list[int | None], amount: int) -> None:
    new = scale(months, amount=amount)

    assert sum(month or 0 for month in new) == sum(month or 0 for month in months) + amount


@given(YEARS, TOTALS)
def test_curve_of_any_year_can_be_spread(months: list[int | None], total: int) -> None:
    assert sum(spread(total, curve_of(months))) == total


@given(WEIGHTS, TOTALS)
def test_spread_nothing_on_a_month_without_weight(weights: list[int], total: int) -> None:
    assume(0 in weights)

    assert {part for part, weight in zip(spread(total, weights), weights, strict=True) if not weight} == {0}
