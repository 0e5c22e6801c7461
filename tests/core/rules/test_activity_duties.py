from datetime import date

from core.enums import ActivityState
from core.rules.activity_duties import ActivityDuty, Duty, duties_of, duty_words

FIRST, LAST, CHECK, EFFECT = date(2026, 9, 1), date(2026, 12, 18), date(2026, 10, 31), date(2027, 6, 16)


def _kinds(state: ActivityState, last: date | None = LAST) -> list[tuple[Duty, date]]:
    return [(one.kind, one.due) for one in duties_of(state, (FIRST, last), [CHECK], EFFECT)]


def test_planned_activity_asks_to_begin_reconcile_and_end() -> None:
    assert _kinds(ActivityState.PLANNED) == [(Duty.BEGIN, FIRST), (Duty.CHECK, CHECK), (Duty.END, LAST)]


def test_running_one_without_a_last_day_asks_for_its_reconciliation_only() -> None:
    assert _kinds(ActivityState.RUNNING, None) == [(Duty.CHECK, CHECK)]


def test_done_one_asks_for_its_effect_on_the_day_and_a_stopped_one_for_nothing() -> None:
    assert duties_of(ActivityState.DONE, (FIRST, LAST), [], EFFECT) == (
        ActivityDuty(Duty.EFFECT, EFFECT, EFFECT),
    )
    assert _kinds(ActivityState.STOPPED) == []


def test_duty_is_told_two_weeks_before_and_in_words() -> None:
    (check,) = duties_of(ActivityState.RUNNING, (FIRST, None), [CHECK], None)

    assert check.quiet_until == date(2026, 10, 17)
    assert duty_words(Duty.CHECK, "Läslyft") == "Stäm av: Läslyft"
