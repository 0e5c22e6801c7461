from datetime import date, timedelta

import pytest

from core.enums import TaskStatus
from core.errors import RuleViolation
from core.rules.measures import (
    EXCEPTIONS,
    LARGEST,
    Clock,
    MeasureState,
    check_amount,
    check_measure,
    start_clock,
    state_of,
    state_words,
)

TODAY = date(2026, 11, 9)
OPEN, DONE, DROPPED = TaskStatus.OPEN, TaskStatus.DONE, TaskStatus.DROPPED


@pytest.mark.parametrize(
    ("status", "due", "effect", "realised", "state"),
    [
        (OPEN, date(2026, 11, 8), 100, None, MeasureState.LATE),
        (OPEN, TODAY, 100, None, MeasureState.UNDER_WAY),
        (OPEN, TODAY, 100, 40, MeasureState.UNDER_WAY),
        (OPEN, TODAY, None, None, MeasureState.NO_EFFECT),
        (DONE, date(2026, 10, 1), 100, None, MeasureState.NOT_FOLLOWED),
        (DONE, date(2026, 10, 1), 100, 99, MeasureState.BELOW),
        (DONE, date(2026, 10, 1), 100, 100, MeasureState.REACHED),
        (DONE, date(2026, 10, 1), None, 100, MeasureState.NO_EFFECT),
        (DROPPED, date(2026, 10, 1), None, None, MeasureState.DROPPED),
    ],
)
def test_state_of_tells_what_somebody_has_to_do_something_about(
    status: TaskStatus, due: date, effect: int | None, realised: int | None, state: MeasureState
) -> None:
    assert state_of(status, due, effect, realised, TODAY) is state


def test_state_words_has_a_word_for_every_state() -> None:
    words = [state_words(state) for state in MeasureState]

    assert len(set(words)) == len(MeasureState)
    assert {state_words(state) for state in EXCEPTIONS} == {
        "Försenad", "Saknar belopp", "Klar, men inte uppföljd", "Gav mindre",
    }  # fmt: skip


def test_check_measure_takes_a_month_without_an_amount() -> None:
    check_measure(None, 12, 2026)


@pytest.mark.parametrize(
    ("effect", "month", "year", "told"),
    [
        (-100_00, 9, 2026, "utan minus"),
        (100_50, 9, 2026, "hela kronor"),
        (LARGEST + 100, 9, 2026, "för stort"),
        (100_00, 0, 2026, "Välj från vilken månad"),
        (100_00, 13, 2026, "Välj från vilken månad"),
        (100_00, 9, 1899, "Välj ett år"),
    ],
)
def test_check_measure_refuses_in_words_what_cannot_hold(
    effect: int, month: int, year: int, told: str
) -> None:
    with pytest.raises(RuleViolation, match=told):
        check_measure(effect, month, year)


def test_check_amount_takes_a_measure_that_cost_more_than_it_gave() -> None:
    check_amount(-50_000_00)


def test_clock_gives_thirty_days_after_the_report() -> None:
    clock = start_clock(date(2026, 11, 9), 30)

    assert clock == Clock(date(2026, 11, 9), date(2026, 12, 9))


@pytest.mark.parametrize(
    ("left", "words", "late", "soon"),
    [
        (30, "30 dagar kvar", False, False),
        (7, "7 dagar kvar", False, True),
        (1, "1 dag kvar", False, True),
        (0, "sista dagen i dag", False, True),
        (-1, "1 dag över tiden", True, True),
        (-12, "12 dagar över tiden", True, True),
    ],
)
def test_clock_says_what_is_left(left: int, words: str, late: bool, soon: bool) -> None:
    clock = Clock(TODAY, TODAY + timedelta(days=left))

    assert (clock.words(TODAY), clock.late(TODAY), clock.soon(TODAY)) == (words, late, soon)
