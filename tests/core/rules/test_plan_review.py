from datetime import date

import pytest

from core.rules.plan_review import ItemChoice, PlanChoice, PlanItem, goes_on, in_order, same_day


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 6, 11), date(2027, 6, 11)),
        (date(2028, 2, 29), date(2027, 2, 28)),
        (None, date(2027, 12, 31)),
    ],
)
def test_same_day_of_another_year(day: date | None, expected: date) -> None:
    assert same_day(day, 2027) == expected


@pytest.mark.parametrize(
    ("ends", "expected"), [(None, True), (date(2027, 1, 1), True), (date(2026, 12, 31), False)]
)
def test_activity_goes_on_by_itself_when_it_ends_later_or_never(ends: date | None, expected: bool) -> None:
    assert goes_on(ends, 2027) is expected


def test_goals_come_before_the_activities_that_are_for_them() -> None:
    kinds = (PlanItem.ACTIVITY, PlanItem.INDICATOR, PlanItem.GOAL, PlanItem.TEXT)

    ordered = in_order(ItemChoice(kind, "1", 0, PlanChoice.KEEP) for kind in kinds)

    assert [choice.kind for choice in ordered] == [
        PlanItem.TEXT, PlanItem.GOAL, PlanItem.INDICATOR, PlanItem.ACTIVITY,
    ]  # fmt: skip
