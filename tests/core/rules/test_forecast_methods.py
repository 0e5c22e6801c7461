import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.enums import ForecastMethod
from core.rules.forecast_methods import METHODS, Known, full_year, method_words
from core.rules.forecast_smoothing import smoothed_path

KR = 100
BUDGET = (-100 * KR,) * 12
SCHOOL_BUS = tuple(-share * KR for share in (10, 10, 10, 10, 10, 6, 0, 5, 10, 10, 10, 9))
MONTHS = st.lists(st.integers(-(10**9), 10**9), max_size=12).map(tuple)
YEAR = st.lists(st.integers(-(10**9), 10**9), min_size=12, max_size=12).map(tuple)


def test_rest_of_budget_adds_what_is_left_to_the_outcome() -> None:
    known = Known((-120 * KR,) * 8, BUDGET)

    assert METHODS[ForecastMethod.REST_OF_BUDGET](known) == -1360 * KR
    assert METHODS[ForecastMethod.REST_OF_BUDGET](Known((-120 * KR,))) is None


def test_run_rate_keeps_the_pace() -> None:
    assert METHODS[ForecastMethod.RUN_RATE](Known((-120 * KR,) * 8, BUDGET)) == -1440 * KR
    assert METHODS[ForecastMethod.RUN_RATE](Known(())) is None


def test_last_year_reads_the_year_from_the_share_that_the_months_had() -> None:
    known = Known(tuple(month * 2 for month in SCHOOL_BUS[:6]), BUDGET, (SCHOOL_BUS,))

    assert METHODS[ForecastMethod.LAST_YEAR](known) == -200 * KR


@pytest.mark.parametrize(
    "earlier",
    [(), ((0,) * 12,), ((0,) * 11 + (-900 * KR,),), ((-100 * KR, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 90 * KR),)],
)
def test_last_year_that_says_nothing_is_none(earlier: tuple[tuple[int, ...], ...]) -> None:
    assert METHODS[ForecastMethod.LAST_YEAR](Known((-10 * KR,), BUDGET, earlier)) is None


def test_budget_stands_for_a_lumpy_row() -> None:
    assert METHODS[ForecastMethod.BUDGET](Known((0, -700 * KR), BUDGET)) == -1200 * KR


def test_smoothing_carries_a_tenth_of_each_new_deviation_on_to_the_months_left() -> None:
    path = smoothed_path((-110 * KR, -130 * KR), BUDGET)

    assert path is not None
    first, second = path
    assert round(first) == (-110 - 11 * 100 - 11 * 1) * KR
    assert round(second) == (-240 - 10 * 100) * KR - 10 * 390


def test_smoothing_without_a_budget_deviates_from_last_year() -> None:
    assert METHODS[ForecastMethod.SMOOTHED](Known((-110 * KR,), None, (BUDGET,))) == -1221 * KR


def test_smoothing_without_a_plan_or_a_month_is_none() -> None:
    assert METHODS[ForecastMethod.SMOOTHED](Known((-90 * KR,))) is None
    assert METHODS[ForecastMethod.SMOOTHED](Known((), BUDGET)) is None


def test_commitments_add_what_is_bound_for_the_rest_of_the_year_to_the_outcome() -> None:
    known = Known((-120 * KR,) * 8, BUDGET, committed=(*(0,) * 8, -333 * KR))

    assert METHODS[ForecastMethod.COMMITMENTS](known) == (-960 - 333) * KR
    assert METHODS[ForecastMethod.COMMITMENTS](Known((-120 * KR,) * 8, BUDGET)) is None
    assert METHODS[ForecastMethod.COMMITMENTS](Known((-120 * KR,), BUDGET, committed=(-9 * KR, 0))) is None


def test_full_year_falls_back_to_the_first_method_that_can_say_it() -> None:
    assert full_year(Known((-50 * KR,), BUDGET), ForecastMethod.LAST_YEAR) == (
        ForecastMethod.REST_OF_BUDGET,
        -1150 * KR,
    )
    assert full_year(Known((-50 * KR,)), ForecastMethod.LAST_YEAR) == (ForecastMethod.RUN_RATE, -600 * KR)
    assert full_year(Known((0, 0), None, (SCHOOL_BUS,)), ForecastMethod.LAST_YEAR) is None


def test_every_method_has_words() -> None:
    assert len({method_words(method) for method in ForecastMethod}) == len(ForecastMethod)
    assert set(METHODS) == set(ForecastMethod)


@given(MONTHS, st.one_of(st.none(), YEAR), st.lists(YEAR, max_size=2).map(tuple))
def test_every_answer_is_whole_kronor_and_there_is_one_where_there_is_a_figure(
    months: tuple[int, ...], budget: tuple[int, ...] | None, earlier: tuple[tuple[int, ...], ...]
) -> None:
    known = Known(months, budget, earlier)
    naive = [method for method in ForecastMethod if method is not ForecastMethod.SMOOTHED]

    said = [full_year(known, method) for method in naive]

    assert all(one is None or one[1] % 100 == 0 for one in said)
    assert (None in said) == (not any(months) and not any(budget or ()))


@given(YEAR, MONTHS.filter(len))
def test_outcome_as_budgeted_leaves_the_budget(budget: tuple[int, ...], months: tuple[int, ...]) -> None:
    whole = tuple(month // 100 * 100 for month in budget)

    assert METHODS[ForecastMethod.REST_OF_BUDGET](Known(whole[: len(months)], whole)) == sum(whole)
