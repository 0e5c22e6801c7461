import pytest

from core.rules.forecast_accuracy import PastYear, SaidVariance
from core.rules.forecast_bias import Bias, bias_of
from core.rules.variance import Limit

MNKR = 100_000_000
TKR = 100_000


def past(year: int, outcome: int | None, *said: int) -> PastYear:
    """A year with a budget of −100 mnkr, what was said of it in turn, and how it ended (mnkr)."""
    spoken = tuple(SaidVariance(f"Prognos {n}", 4 * n, one * MNKR) for n, one in enumerate(said, 1))
    return PastYear(year, -100 * MNKR, 100 * MNKR, spoken, None if outcome is None else outcome * MNKR)


def test_bias_is_the_mean_error_of_the_years_before() -> None:
    years = [past(2024, 3, 0, 1, 2), past(2025, 5, 2, 3, 4), past(2026, None, 0)]

    assert bias_of(years, 2026) == Bias(mean=-2 * MNKR, of=6, same_way=True)
    assert bias_of(years, 2025) == Bias(mean=-2 * MNKR, of=3, same_way=True)
    assert bias_of(years, 2024) is None


@pytest.mark.parametrize(
    ("bias", "unusual"),
    [
        (Bias(-500 * TKR, 3, same_way=True), True),
        (Bias(-499 * TKR, 3, same_way=True), False),
        (Bias(-500 * TKR, 2, same_way=True), False),
        (Bias(-500 * TKR, 3, same_way=False), False),
    ],
)
def test_bias_is_told_from_half_of_what_needs_a_cause(bias: Bias, unusual: bool) -> None:
    assert bias.unusual(-100 * MNKR, Limit()) is unusual


def test_forecasts_that_err_both_ways_have_no_way() -> None:
    found = bias_of([past(2025, 0, -1, 1, 1)], 2026)

    assert found is not None
    assert not found.same_way
