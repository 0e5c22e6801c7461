from core.periods import Period
from core.rules.follow_up import (
    Amounts,
    Span,
    add_amounts,
    explaining,
    is_exception,
    judge,
    judge_variance,
    months_of,
)
from core.rules.variance import Limit
from core.table import Status

TKR = 100_000
LIMIT = Limit()


def test_months_of_the_year_so_far_end_with_the_period() -> None:
    october = Period(2026, 10)
    assert months_of(october, Span.MONTH) == (10, 10)
    assert months_of(october, Span.YTD) == (1, 10)
    assert months_of(october, Span.YEAR) == (1, 10)


def test_row_within_its_limit_follows_the_budget() -> None:
    assert judge(Amounts(actual=-1_090 * TKR, budget=-1_000 * TKR), LIMIT, compared=True) is Status.OK


def test_row_beyond_its_limit_is_worse_or_better_by_sign() -> None:
    assert judge(Amounts(actual=-1_101 * TKR, budget=-1_000 * TKR), LIMIT, compared=True) is Status.BAD
    assert judge(Amounts(actual=-899 * TKR, budget=-1_000 * TKR), LIMIT, compared=True) is Status.BETTER


def test_variance_on_the_limit_itself_follows_the_budget() -> None:
    assert judge_variance(-100 * TKR, 100 * TKR) is Status.OK
    assert judge_variance(-100 * TKR - 1, 100 * TKR) is Status.BAD


def test_row_without_comparison_is_not_judged() -> None:
    status = judge(Amounts(actual=-5_000 * TKR), LIMIT, compared=False)
    assert status is Status.NONE
    assert not is_exception(status)


def test_amounts_add_up_and_nothing_stays_nothing() -> None:
    total = add_amounts([Amounts(actual=-5, budget=-4), Amounts(actual=2, year_budget=9)])
    assert total == Amounts(actual=-3, budget=-4, last_year=None, year_budget=9, last_full_year=None)
    assert add_amounts([]).empty


def test_left_of_the_year_is_the_budget_without_what_is_used() -> None:
    assert Amounts(actual=-830 * TKR, year_budget=-1_200 * TKR).left == -370 * TKR


def test_explaining_rows_pull_the_same_way_largest_first() -> None:
    rows = [("timloner", -900), ("material", -300), ("avgifter", 500), ("lokaler", -100)]
    assert explaining(rows, -800) == ("timloner", "material")
    assert explaining(rows, 500) == ("avgifter",)
    assert explaining([("a", 5)], -5) == ()
