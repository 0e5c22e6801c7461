from decimal import Decimal

import pytest

from core.enums import Aggregation
from core.rules.indicator_sums import Measured, aggregate, ratio_of, value_of


def test_shares_are_added_by_their_parts_and_not_as_a_mean() -> None:
    parts = [
        Measured(Decimal(90), Decimal(18), Decimal(20)),
        Measured(Decimal(60), Decimal(90), Decimal(150)),
    ]

    found = aggregate(Aggregation.RATIO, parts, factor=100)

    assert found is not None
    assert found.value is not None
    assert round(found.value, 1) == Decimal("63.5")
    assert (found.numerator, found.denominator) == (108, 170)


def test_share_without_both_parts_has_no_sum() -> None:
    parts = [Measured(Decimal(90), Decimal(18), Decimal(20)), Measured(Decimal(60))]

    assert aggregate(Aggregation.RATIO, parts, factor=100) is None


@pytest.mark.parametrize(
    ("how", "expected"),
    [(Aggregation.SUM, Decimal(9)), (Aggregation.MEAN, Decimal("4.5")), (Aggregation.LATEST, Decimal(3))],
)
def test_values_are_added_as_the_definition_says(how: Aggregation, expected: Decimal) -> None:
    parts = [Measured(Decimal(6), at=(2025, 12)), Measured(Decimal(3), at=(2026, 4)), Measured(None)]

    found = aggregate(how, parts)

    assert found is not None
    assert found.value == expected


@pytest.mark.parametrize("how", list(Aggregation))
def test_nothing_gives_nothing(how: Aggregation) -> None:
    assert aggregate(how, [Measured(None)]) is None


def test_figure_that_is_not_added_has_no_sum() -> None:
    assert aggregate(Aggregation.NONE, [Measured(Decimal(6))]) is None


def test_share_of_nothing_is_no_share() -> None:
    assert ratio_of(Decimal(3), Decimal(0), 100) is None
    assert ratio_of(Decimal(18), Decimal(20), 100) == 90


def test_value_of_a_share_is_reckoned_from_its_parts_and_nothing_is_nothing() -> None:
    assert value_of(Measured(None, Decimal(18), Decimal(20)), 100) == 90
    assert value_of(Measured(Decimal("6.4")), 100) == Decimal("6.4")
    assert value_of(None, 100) is None
