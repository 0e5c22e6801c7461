from datetime import date
from decimal import Decimal

from core.rules.activity_gantt import Lane, Stretch, lane_of, place_of, stretch_of


def test_place_of_a_day_is_its_share_of_the_year() -> None:
    assert place_of(2026, date(2026, 1, 1)) == 0
    assert place_of(2026, date(2026, 3, 15)) == Decimal("20.00")  # 73 of 365 days
    assert place_of(2024, date(2024, 7, 2)) == Decimal("50.00")  # 183 of 366 days


def test_stretch_is_cut_at_the_ends_of_the_year() -> None:
    whole = Stretch(Decimal(0), Decimal(100))

    assert stretch_of(2026, date(2025, 3, 1), date(2027, 3, 1)) == whole
    assert stretch_of(2026, date(2026, 1, 1), date(2026, 3, 14)) == Stretch(Decimal(0), Decimal(20))
    assert stretch_of(2026, date(2025, 1, 1), date(2025, 12, 31)) is None


def test_lane_without_a_last_day_is_open_and_keeps_pins_of_the_year_only() -> None:
    lane = lane_of(
        2026, (date(2026, 3, 15), None), [(date(2026, 3, 15), date(2026, 5, 26))],
        [date(2025, 12, 1), date(2026, 3, 15)],
    )  # fmt: skip

    assert lane == Lane(
        Stretch(Decimal(20), Decimal(80)), (Stretch(Decimal(20), Decimal(20)),), (Decimal(20),),
        open_end=True,
    )  # fmt: skip


def test_lane_of_another_year_has_no_bar() -> None:
    assert lane_of(2027, (date(2026, 3, 1), date(2026, 4, 1)), [], []) == Lane(None, (), (), open_end=False)
