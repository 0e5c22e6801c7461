from datetime import UTC, date, datetime

import pytest

from core.periods import Period, local_time, month_name


def test_parse_gives_the_period_that_is_written_again() -> None:
    assert Period.parse("2026-10") == Period(2026, 10)
    assert str(Period(2026, 1)) == "2026-01"


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "2026-1x", "okt 2026", "1899-12", "3000-01"]
)
def test_parse_of_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Period.parse(text)


@pytest.mark.parametrize(
    ("period", "day"),
    [
        (Period(2026, 1), date(2026, 1, 31)),
        (Period(2026, 2), date(2026, 2, 28)),
        (Period(2028, 2), date(2028, 2, 29)),
        (Period(2026, 12), date(2026, 12, 31)),
    ],
)
def test_last_day_of_the_month(period: Period, day: date) -> None:
    assert period.last_day == day


def test_periods_are_ordered_by_time() -> None:
    assert sorted([Period(2026, 2), Period(2025, 12), Period(2026, 1)]) == [
        Period(2025, 12),
        Period(2026, 1),
        Period(2026, 2),
    ]


def test_words_are_swedish() -> None:
    assert Period(2026, 10).words() == "oktober 2026"
    assert [month_name(month) for month in (1, 5, 12)] == ["januari", "maj", "december"]


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (datetime(2026, 11, 9, 7, 12, tzinfo=UTC), "2026-11-09 08:12"),
        (datetime(2026, 7, 1, 22, 30, tzinfo=UTC), "2026-07-02 00:30"),
    ],
)
def test_local_time_follows_summer_and_winter(moment: datetime, shown: str) -> None:
    assert local_time(moment) == shown
