from datetime import date

import pytest

from core.enums import NoticeKind
from core.rules.reminders import (
    KIND_WORDS,
    USUAL_CHOICES,
    ReminderDays,
    is_new_day,
    is_new_week,
    reminder_of,
    week_of,
)

DUE = date(2026, 11, 12)


@pytest.mark.parametrize(
    ("day", "which"),
    [(8, ""), (9, "before"), (11, "before"), (12, ""), (13, "after"), (19, "after"), (20, "")],
)
def test_reminder_of_is_due_from_its_day_on_so_that_a_day_off_loses_none(day: int, which: str) -> None:
    assert reminder_of(DUE, today=date(2026, 11, day), days=ReminderDays()) == which


@pytest.mark.parametrize(
    ("days", "day", "which"),
    [
        (ReminderDays(None, 1), 11, ""),
        (ReminderDays(None, 1), 13, "after"),
        (ReminderDays(3, None), 13, ""),
        (ReminderDays(0, 0), 12, ""),
        (ReminderDays(1, 0), 13, "after"),
    ],
)
def test_reminder_of_follows_the_days_that_are_set(days: ReminderDays, day: int, which: str) -> None:
    assert reminder_of(DUE, today=date(2026, 11, day), days=days) == which


def test_every_kind_of_notice_has_a_usual_choice_and_a_word() -> None:
    assert set(USUAL_CHOICES) == set(KIND_WORDS) == set(NoticeKind)


@pytest.mark.parametrize(
    ("last", "today", "new"),
    [
        ("", date(2026, 11, 9), True),
        ("2026-11-08", date(2026, 11, 9), True),
        ("2026-11-09", date(2026, 11, 9), False),
        ("2026-11-09", date(2026, 11, 15), False),
        ("2026-11-09", date(2026, 11, 16), True),
        ("2026-11-09", date(2026, 11, 18), True),
    ],
)
def test_is_new_week_runs_on_monday_or_the_first_day_after(last: str, today: date, new: bool) -> None:
    assert is_new_week(last, today) is new


def test_is_new_day_is_once_a_day() -> None:
    assert (is_new_day("2026-11-08", DUE), is_new_day("2026-11-12", DUE)) == (True, False)


@pytest.mark.parametrize(
    ("day", "week"),
    [(date(2026, 11, 9), "2026-W46"), (date(2027, 1, 3), "2026-W53"), (date(2025, 12, 29), "2026-W01")],
)
def test_week_of_is_the_iso_week_of_its_own_year(day: date, week: str) -> None:
    assert week_of(day) == week
