from decimal import Decimal

import pytest

from core.enums import Direction
from core.rules.indicator_status import is_better, missing_to, status_of
from core.table import Status


@pytest.mark.parametrize(
    ("value", "target", "direction", "expected"),
    [
        ("6.0", "6.0", Direction.LOWER, Status.OK),
        ("6.4", "6.0", Direction.LOWER, Status.PARTLY),
        ("6.5", "6.0", Direction.LOWER, Status.PARTLY),
        ("6.6", "6.0", Direction.LOWER, Status.BAD),
        ("85", "80", Direction.HIGHER, Status.OK),
        ("79.5", "80", Direction.HIGHER, Status.PARTLY),
        ("79.4", "80", Direction.HIGHER, Status.BAD),
    ],
)
def test_status_is_the_value_against_its_target(
    value: str, target: str, direction: Direction, expected: Status
) -> None:
    found = status_of(Decimal(value), Decimal(target), direction=direction, decimals=1, partly=Decimal("0.5"))

    assert found is expected


def test_figure_without_value_or_target_is_not_judged() -> None:
    assert status_of(None, Decimal(6), direction=Direction.LOWER, decimals=1) is Status.NONE
    assert status_of(Decimal(6), None, direction=Direction.LOWER, decimals=1) is Status.NONE


def test_without_room_there_is_no_partly() -> None:
    assert status_of(Decimal("6.1"), Decimal(6), direction=Direction.LOWER, decimals=1) is Status.BAD


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [("7.03", 1, Status.OK), ("7.05", 1, Status.BAD), ("7.03", 2, Status.BAD), ("7.4", 0, Status.OK)],
)
def test_value_is_judged_as_it_is_shown(value: str, decimals: int, expected: Status) -> None:
    found = status_of(Decimal(value), Decimal(7), direction=Direction.LOWER, decimals=decimals)

    assert found is expected


def test_target_with_more_decimals_than_are_shown_is_rounded_alike() -> None:
    found = status_of(Decimal("6.34"), Decimal("6.25"), direction=Direction.LOWER, decimals=1)

    assert found is Status.OK


def test_distance_and_movement_follow_the_good_direction() -> None:
    assert missing_to(Decimal("6.4"), Decimal(6), Direction.LOWER) == Decimal("0.4")
    assert missing_to(Decimal(85), Decimal(80), Direction.HIGHER) == -5
    assert is_better(Decimal(5), Decimal(6), Direction.LOWER)
    assert not is_better(Decimal(5), Decimal(6), Direction.HIGHER)
