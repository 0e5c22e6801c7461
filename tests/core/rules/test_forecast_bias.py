import pytest

from core.rules.forecast_bias import Bias, bias_of

MNKR = 100_000_000


def test_bias_is_the_mean_error_of_what_was_said() -> None:
    said_and_came = [(-880 * MNKR, -879 * MNKR), (-887 * MNKR, -879 * MNKR), (-886 * MNKR, -879 * MNKR)]

    bias = bias_of(said_and_came)

    assert bias == Bias(share=-61, of=3, same_way=True)
    assert bias.unusual
    assert bias.likely_error(-901 * MNKR) == -549_610_000


@pytest.mark.parametrize(
    ("points", "unusual"),
    [
        ([(-102, -100), (-103, -100)], False),
        ([(-102, -100), (-103, -100), (-98, -100)], False),
        ([(-10010, -10000), (-10010, -10000), (-10010, -10000)], False),
        ([(-98, -100), (-97, -100), (-96, -100)], True),
    ],
)
def test_bias_is_told_when_three_err_the_same_way_and_enough(
    points: list[tuple[int, int]], unusual: bool
) -> None:
    bias = bias_of(points)

    assert bias is not None
    assert bias.unusual is unusual


def test_without_any_outcome_nothing_is_said() -> None:
    assert bias_of([]) is None
    assert bias_of([(-100, 0)]) is None
