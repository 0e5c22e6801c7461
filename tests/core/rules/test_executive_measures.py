from decimal import Decimal

import pytest

from core.errors import RuleViolation
from core.rules.executive_measures import (
    MEASURES,
    USUAL,
    AreaFigures,
    MeasureKey,
    checked,
    read_stored,
    stored,
)
from core.rules.goal_reach import Reach

TKR = 100_000
FIGURES = AreaFigures(
    forecast=-62_000 * TKR, budget=-60_000 * TKR, change=-500 * TKR, outcome=-51_000 * TKR,
    outcome_budget=-50_000 * TKR, outcome_last_year=-50_000 * TKR, effect=800 * TKR, realised=300 * TKR,
    goals=Reach(12, 20),
)  # fmt: skip


def test_every_measure_is_worked_out_from_the_areas_figures() -> None:
    found = {key: known.work_out(FIGURES) for key, known in MEASURES.items()}

    assert found == {
        MeasureKey.VARIANCE: -2_000 * TKR,
        MeasureKey.VARIANCE_SHARE: Decimal(-1) / 30,
        MeasureKey.CHANGE: -500 * TKR,
        MeasureKey.EFFECT: 800 * TKR,
        MeasureKey.AFTER: -1_200 * TKR,
        MeasureKey.REALISED: 300 * TKR,
        MeasureKey.OUTCOME: -1_000 * TKR,
        MeasureKey.GROWTH: Decimal("0.02"),
        MeasureKey.GOALS: "60\u00a0%\u00a0(12\u00a0av\u00a020)",
    }
    assert set(MEASURES) == set(MeasureKey)


def test_goals_without_a_judgement_are_no_measure() -> None:
    assert MEASURES[MeasureKey.GOALS].work_out(AreaFigures(0, 0, None, 0, 0, None)) is None


@pytest.mark.parametrize(("outcome", "last_year"), [(-1, None), (-1, 0), (5, -5), (-5, 5)])
def test_growth_without_two_net_costs_is_nothing(outcome: int, last_year: int | None) -> None:
    figures = AreaFigures(0, 0, None, outcome, 0, last_year)

    assert MEASURES[MeasureKey.GROWTH].work_out(figures) is None


def test_choice_is_kept_in_the_registrys_order() -> None:
    keys = (MeasureKey.GROWTH, MeasureKey.AFTER, MeasureKey.VARIANCE)

    assert checked(keys) == (MeasureKey.VARIANCE, MeasureKey.AFTER, MeasureKey.GROWTH)
    assert read_stored(stored(checked(keys))) == checked(keys)


@pytest.mark.parametrize("count", [0, 2, 6])
def test_fewer_than_three_or_more_than_five_are_refused(count: int) -> None:
    with pytest.raises(RuleViolation, match="tre till fem"):
        checked(list(MeasureKey)[:count])


@pytest.mark.parametrize("text", ["", "variance", "bort,okänd,variance"])
def test_stored_choice_that_no_longer_holds_is_the_usual_one(text: str) -> None:
    assert read_stored(text) == USUAL
