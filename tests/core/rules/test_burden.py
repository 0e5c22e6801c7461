import pytest

from core.rules.burden import Burden, words


@pytest.mark.parametrize(
    ("managers", "minutes", "text"),
    [
        # 214 × 38 = 8 132 minutes; a working day is 480; 16,94 days
        (214, 38, "Det här ber 214 chefer om 38 minuter, tillsammans 17 arbetsdagar."),
        (12, 40, "Det här ber 12 chefer om 40 minuter, tillsammans 1 arbetsdag."),
        (18, 40, "Det här ber 18 chefer om 40 minuter, tillsammans 2 arbetsdagar."),  # 1,5 is 2
        (3, 38, "Det här ber 3 chefer om 38 minuter, tillsammans 2 timmar."),  # 114 minutes
        (2, 30, "Det här ber 2 chefer om 30 minuter, tillsammans 1 timme."),
        (2, 10, "Det här ber 2 chefer om 10 minuter, tillsammans 20 minuter."),
        (2, 1, "Det här ber 2 chefer om 1 minut, tillsammans 2 minuter."),
        (1, 38, "Det här ber 1 chef om 38 minuter."),
        (0, 38, ""),
        (214, 0, ""),
    ],
)
def test_burden_is_said_in_its_largest_unit(managers: int, minutes: int, text: str) -> None:
    assert words(Burden(managers, minutes)) == text


@pytest.mark.parametrize(("total", "days"), [(239, 0), (240, 1), (719, 1), (720, 2), (8132, 17)])
def test_workdays_are_rounded_with_halves_up(total: int, days: int) -> None:
    assert Burden(1, total).workdays == days
