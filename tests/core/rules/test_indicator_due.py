from datetime import date

import pytest

from core.enums import Periodicity
from core.periods import Period
from core.rules.indicator_due import is_asked_for, lacks_value, period_of

OCTOBER = Period(2026, 10)


def test_monthly_figure_lacks_the_month_itself() -> None:
    assert lacks_value(Periodicity.MONTH, (2026, 9), OCTOBER)
    assert not lacks_value(Periodicity.MONTH, (2026, 10), OCTOBER)


def test_quarter_and_tertial_lack_the_one_that_ended_last() -> None:
    assert lacks_value(Periodicity.QUARTER, (2026, 6), OCTOBER)
    assert not lacks_value(Periodicity.QUARTER, (2026, 7), OCTOBER)
    assert lacks_value(Periodicity.TERTIAL, (2026, 4), OCTOBER)
    assert not lacks_value(Periodicity.TERTIAL, (2026, 8), OCTOBER)


def test_yearly_figure_lacks_last_year_only_when_nothing_came_of_it() -> None:
    assert not lacks_value(Periodicity.YEAR, (2025, 12), OCTOBER)
    assert not lacks_value(Periodicity.YEAR, (2026, 6), OCTOBER)
    assert lacks_value(Periodicity.YEAR, (2024, 12), OCTOBER)
    assert lacks_value(Periodicity.YEAR, None, OCTOBER)


def test_figure_is_asked_for_two_weeks_before_its_day_until_it_has_come() -> None:
    day = date(2026, 11, 20)

    assert not is_asked_for(Periodicity.MONTH, day, (2026, 9), date(2026, 11, 5))
    assert is_asked_for(Periodicity.MONTH, day, (2026, 9), date(2026, 11, 6))
    assert is_asked_for(Periodicity.MONTH, day, (2026, 9), date(2026, 12, 24))
    assert not is_asked_for(Periodicity.MONTH, day, (2026, 10), date(2026, 11, 20))
    assert not is_asked_for(Periodicity.MONTH, None, None, date(2026, 11, 20))


def test_yearly_figure_is_asked_for_until_its_year_has_a_value() -> None:
    day = date(2027, 3, 1)

    assert is_asked_for(Periodicity.YEAR, day, (2025, 12), date(2027, 2, 20))
    assert not is_asked_for(Periodicity.YEAR, day, (2026, 12), date(2027, 2, 20))


@pytest.mark.parametrize(
    ("day", "period"),
    [(date(2026, 11, 20), Period(2026, 10)), (date(2026, 1, 31), Period(2025, 12))],
)
def test_value_is_about_the_month_that_ends_before_its_day(day: date, period: Period) -> None:
    assert period_of(day) == period
