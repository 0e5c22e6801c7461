"""From July: 2 this year, 4 next (rulings 3.4); 0,45 mnkr from August is 0,19 (3.14)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import RuleViolation
from core.rules.budget_decisions import DecisionLine, LaterEffect
from core.rules.year_effects import full_year_effect, later_effects, year_effect

MNKR = 100_000_000


@pytest.mark.parametrize(
    ("full_year", "month", "this_year"),
    [
        (4 * MNKR, 7, 2 * MNKR),
        (45_000_000, 8, 18_750_000),
        (1_200_00, 12, 100_00),
        (-4 * MNKR, 7, -2 * MNKR),
        (4 * MNKR, 1, 4 * MNKR),
        (100_00, 12, 8_00),
    ],
)
def test_year_effect_is_the_part_of_the_year(full_year: int, month: int, this_year: int) -> None:
    assert year_effect(full_year, month) == this_year


def test_full_year_effect_turns_it_back() -> None:
    assert full_year_effect(2 * MNKR, 7) == 4 * MNKR


@pytest.mark.parametrize("month", [0, 13])
def test_year_effect_no_month_is_refused(month: int) -> None:
    with pytest.raises(RuleViolation, match="vilken månad"):
        year_effect(100, month)


def test_later_effects_are_full_years_for_every_plan_year() -> None:
    lines = (DecisionLine("BUN", "BUN", -2 * MNKR), DecisionLine("VON", "VON", 2 * MNKR))

    assert later_effects(lines, 7, (2027, 2028)) == (
        LaterEffect("BUN", 2027, -4 * MNKR),
        LaterEffect("VON", 2027, 4 * MNKR),
        LaterEffect("BUN", 2028, -4 * MNKR),
        LaterEffect("VON", 2028, 4 * MNKR),
    )
    assert later_effects((), 7, (2027,)) == ()


@given(st.lists(st.integers(-(10**8), 10**8), min_size=1, max_size=9), st.integers(1, 12))
def test_later_effects_of_lines_that_sum_to_zero_still_do(kronor: list[int], month: int) -> None:
    amounts = [*kronor, -sum(kronor)]

    effects = later_effects(
        [DecisionLine(str(n), "A", 100 * a) for n, a in enumerate(amounts)], month, (2027,)
    )

    assert sum(effect.amount for effect in effects) == 0
