from core.rules.forecast_accuracy import (
    Accuracy,
    Band,
    PastYear,
    SaidVariance,
    accuracy_of,
    band_of,
    had_deficit,
    seen_after,
)
from core.rules.variance import Limit

TKR = 100_000
LIMIT = Limit()


def year(of: int, outcome: int | None, *said: int) -> PastYear:
    """A year with a budget of −5 000 tkr, said in April, August and September, all in tkr."""
    made = zip(("T1", "T2", "oktober"), (4, 8, 9), said, strict=False)
    return PastYear(
        year=of,
        budget=-5_000 * TKR,
        gross_cost=6_000 * TKR,
        said=tuple(SaidVariance(f"Prognos {name} {of}", months, tkr * TKR) for name, months, tkr in made),
        outcome=None if outcome is None else outcome * TKR,
    )


FIRST, SECOND = year(2024, -400, 0, -300, -500), year(2025, 500, -300, -200, 100)


def test_accuracy_is_the_mean_error_of_each_forecast_with_and_without_sign() -> None:
    found = accuracy_of([FIRST, SECOND])

    assert found == (
        Accuracy(4, "Prognos T1", 2, (400 - 800) // 2 * TKR, 600 * TKR, same_way=False),
        Accuracy(8, "Prognos T2", 2, (100 - 700) // 2 * TKR, 400 * TKR, same_way=False),
        Accuracy(9, "Prognos oktober", 2, (-100 - 400) // 2 * TKR, 250 * TKR, same_way=True),
    )
    assert [one.skewed for one in found] == [False, False, True]


def test_year_that_is_not_over_has_no_error() -> None:
    now = year(2026, None, -700, -880, -310)

    assert accuracy_of([now]) == ()
    assert now.error(now.said[0]) is None
    assert accuracy_of([FIRST, now]) == accuracy_of([FIRST])


def test_one_year_alone_is_not_skewed() -> None:
    assert [one.skewed for one in accuracy_of([FIRST])] == [False, False, False]


def test_error_without_any_is_no_way_at_all() -> None:
    assert accuracy_of([year(2024, -100, -100)])[0].same_way is False


def test_mean_is_in_whole_kronor() -> None:
    years = [year(2024, 0, 1), year(2025, 0, 0), year(2023, 0, 0)]

    assert accuracy_of(years)[0].mean == 333_00


def test_band_holds_how_far_from_the_forecast_the_years_ended() -> None:
    assert band_of([FIRST, SECOND], 9) == Band(9, 0, 400 * TKR, 2)
    assert band_of([FIRST, SECOND], 4) == Band(4, -400 * TKR, 800 * TKR, 2)


def test_band_of_a_month_between_is_that_of_the_forecast_before_it() -> None:
    assert band_of([FIRST, SECOND], 11) == Band(9, 0, 400 * TKR, 2)
    assert band_of([FIRST, SECOND], 6) == band_of([FIRST, SECOND], 4)
    assert band_of([FIRST, SECOND], 2) == band_of([FIRST, SECOND], 4)


def test_band_without_a_year_that_is_over_is_none() -> None:
    assert band_of([year(2026, None, -700)], 9) is None
    assert band_of([], 9) is None


def test_deficit_is_seen_by_the_first_forecast_that_says_half_of_it() -> None:
    late = seen_after(year(2024, -400, 0, -200, -350), LIMIT)

    assert late is not None
    assert late.months == 8


def test_forecast_that_was_taken_back_has_seen_nothing() -> None:
    seen = seen_after(year(2024, -400, -300, -100, -350), LIMIT)

    assert seen is not None
    assert seen.months == 9


def test_deficit_that_no_forecast_said_is_seen_by_none() -> None:
    past = year(2024, -400, 0, 0, -199)

    assert seen_after(past, LIMIT) is None
    assert had_deficit(past, LIMIT)


def test_year_within_the_limit_had_no_deficit() -> None:
    within = year(2024, -100, 0, -100, -100)

    assert not had_deficit(within, LIMIT)
    assert seen_after(within, LIMIT) is None
    assert not had_deficit(year(2026, None, -900), LIMIT)
