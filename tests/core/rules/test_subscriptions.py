from datetime import date

import pytest

from core.enums import ReportKind, ReportRhythm
from core.errors import RuleViolation
from core.periods import Period
from core.rules.subscriptions import (
    REPORT_ACTIONS,
    checked_weekday,
    occasion,
    report_words,
    rhythm_words,
)

WEEKLY, MONTHLY = ReportRhythm.WEEKLY, ReportRhythm.MONTHLY


@pytest.mark.parametrize(
    ("day", "weekday", "week"),
    [
        (date(2026, 11, 9), 1, "2026-W46"),
        (date(2026, 11, 11), 1, "2026-W46"),
        (date(2026, 11, 11), 3, "2026-W46"),
        (date(2026, 11, 11), 4, "2026-W45"),
        (date(2026, 11, 15), 5, "2026-W46"),
        (date(2027, 1, 1), 4, "2026-W53"),
    ],
)
def test_week_counts_from_its_weekday_on(day: date, weekday: int, week: str) -> None:
    assert occasion(WEEKLY, weekday, today=day, closed=None) == week


def test_month_is_due_when_it_is_closed() -> None:
    assert occasion(MONTHLY, None, today=date(2026, 11, 9), closed=Period(2026, 10)) == "2026-10"
    assert occasion(MONTHLY, None, today=date(2026, 11, 9), closed=None) == ""


def test_weekday_is_monday_to_friday_and_none_for_a_month() -> None:
    assert checked_weekday(WEEKLY, 5) == 5
    assert checked_weekday(MONTHLY, 3) is None
    for weekday in (None, 0, 6):
        with pytest.raises(RuleViolation, match="Välj en dag"):
            checked_weekday(WEEKLY, weekday)


def test_every_report_has_words_and_a_right() -> None:
    assert len({report_words(report) for report in ReportKind}) == len(ReportKind)
    assert set(REPORT_ACTIONS) == set(ReportKind)
    assert rhythm_words(WEEKLY, 5) == "varje fredag"
    assert rhythm_words(MONTHLY, None) == "varje månad, när den är stängd"
