from datetime import date
from decimal import Decimal

import pytest

from core.enums import ActivityState
from core.errors import RuleViolation
from core.rules.activities import (
    ActivityText,
    Gathered,
    Spent,
    check_days,
    check_pause,
    checked_activity,
    effect_due,
    gather,
    is_late,
    require_next,
    rests,
)

JANUARY, TODAY, LATER = date(2026, 1, 15), date(2026, 11, 9), date(2026, 12, 1)
PLANNED, RUNNING, DONE, STOPPED = ActivityState


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (ActivityText("Läslyft", LATER, TODAY), "före den första"),
        (ActivityText("Läslyft", TODAY, None), "sista dag"),
        (ActivityText("  ", TODAY, LATER), "Fyll i aktivitetens namn"),
        (ActivityText("Läslyft", TODAY, LATER, cost=-100), "hela kronor"),
        (ActivityText("Läslyft", TODAY, LATER, cost=150), "hela kronor"),
        (ActivityText("Läslyft", TODAY, LATER, hours=Decimal(-1)), "rimligt antal"),
    ],
)
def test_activity_that_cannot_hold_is_refused_in_words(asked: ActivityText, words: str) -> None:
    with pytest.raises(RuleViolation, match=words):
        checked_activity(asked, end_needed=True)


def test_activity_may_have_no_end_where_none_is_needed() -> None:
    assert checked_activity(ActivityText(" Läs  lyft ", TODAY), end_needed=False).title == "Läs lyft"


@pytest.mark.parametrize(
    ("state", "starts", "ends", "expected"),
    [
        (RUNNING, JANUARY, date(2026, 11, 8), True),
        (RUNNING, JANUARY, TODAY, False),
        (RUNNING, JANUARY, None, False),
        (PLANNED, JANUARY, LATER, True),
        (PLANNED, LATER, None, False),
        (DONE, JANUARY, date(2026, 2, 1), False),
        (STOPPED, JANUARY, date(2026, 2, 1), False),
    ],
)
def test_activity_is_late_when_it_should_have_begun_or_ended(
    state: ActivityState, starts: date, ends: date | None, expected: bool
) -> None:
    assert is_late(state, starts, ends, TODAY) is expected


def test_activity_that_ended_is_taken_up_again_but_not_stopped_twice() -> None:
    require_next(DONE, RUNNING)

    with pytest.raises(RuleViolation):
        require_next(STOPPED, DONE)


def test_days_of_reconciliation_keep_to_the_month() -> None:
    days = check_days(date(2026, 1, 31), date(2026, 5, 1), every_months=1)

    assert days == (date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30))
    assert check_days(JANUARY, LATER, every_months=4) == (JANUARY, date(2026, 5, 15), date(2026, 9, 15))
    assert check_days(JANUARY, LATER, every_months=0) == (JANUARY,)


def test_too_many_days_and_an_end_before_the_start_are_refused() -> None:
    with pytest.raises(RuleViolation, match="fler än 60"):
        check_days(JANUARY, date(2036, 1, 1), every_months=1)
    with pytest.raises(RuleViolation, match="före den första"):
        check_days(LATER, JANUARY, every_months=1)


def test_pause_rests_and_does_not_run_into_another() -> None:
    pauses = [(date(2026, 6, 15), date(2026, 8, 15))]

    assert rests(pauses, date(2026, 7, 1))
    assert not rests(pauses, date(2026, 8, 16))
    check_pause(pauses, date(2026, 8, 16), date(2026, 8, 20))
    with pytest.raises(RuleViolation, match="redan en paus"):
        check_pause(pauses, date(2026, 8, 15), date(2026, 8, 20))
    with pytest.raises(RuleViolation, match="innan den börjar"):
        check_pause(pauses, LATER, JANUARY)


def test_effect_is_asked_about_half_a_year_later() -> None:
    assert effect_due(date(2026, 6, 30)) == date(2026, 12, 27)


def test_many_activities_are_added_up() -> None:
    found = gather(
        [
            Spent(RUNNING, True, 120_000_00, Decimal(40)),
            Spent(DONE, False, 30_000_00, Decimal("2.5")),
            Spent(RUNNING, False, 0, Decimal(0)),
        ]
    )

    assert found == Gathered({PLANNED: 0, RUNNING: 2, DONE: 1, STOPPED: 0}, 1, 150_000_00, Decimal("42.5"))
