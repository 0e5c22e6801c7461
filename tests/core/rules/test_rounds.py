from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from core.enums import Role, RoundKind, RoundState, SubmissionState, UnitKind
from core.errors import RuleViolation
from core.queries.calendar import shipped_holidays
from core.rules.process import Standing
from core.rules.rounds import (
    AskedUnit,
    NewLevel,
    NewRound,
    SkippedLevel,
    Step,
    check_change,
    check_round,
    check_unit_deadline,
    check_units,
    copied_round,
    deadline_now,
    is_late,
    roles_for,
    steps_above,
)

DEPARTMENT = NewLevel(UnitKind.DEPARTMENT, Role.MANAGER, date(2026, 11, 20))
COMMITTEE = NewLevel(UnitKind.COMMITTEE, Role.MANAGER, date(2026, 12, 4))
ROUND = NewRound(
    RoundKind.BUDGET, "Budget 2027", 2027, date(2026, 9, 1), date(2026, 11, 13), date(2026, 12, 18),
    (DEPARTMENT, COMMITTEE),
)  # fmt: skip
UNITS = {
    unit.unit_id: unit
    for unit in (
        AskedUnit(1, "Ekarboda", UnitKind.MUNICIPALITY, None, True),
        AskedUnit(4, "Nämnden", UnitKind.COMMITTEE, 1, True),
        AskedUnit(40, "Förvaltningen", UnitKind.DEPARTMENT, 4, True),
        AskedUnit(412, "Ekbacken", UnitKind.UNIT, 40, True),
        AskedUnit(41, "Stängd förvaltning", UnitKind.DEPARTMENT, 4, False),
        AskedUnit(413, "Linden", UnitKind.UNIT, 41, True),
        AskedUnit(6, "Kultur", UnitKind.COMMITTEE, 1, True),
        AskedUnit(612, "Biblioteket", UnitKind.UNIT, 6, True),
        AskedUnit(6120, "Ansvar", UnitKind.COST_CENTER, 612, True),
    )
}


def _levels(*levels: NewLevel) -> Callable[[NewRound], NewRound]:
    return lambda content: replace(content, levels=levels)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda c: replace(c, name=" "), "Ge omgången ett namn"),
        (lambda c: replace(c, name="x" * 121), "högst 120 tecken"),
        (lambda c: replace(c, instruction="x" * 4001), "högst 4000 tecken"),
        (lambda c: replace(c, minutes=-1), "minuter per chef"),
        (lambda c: replace(c, opens=date(2026, 11, 14)), "2026-11-13 ligger före öppningen 2026-11-14"),
        (lambda c: replace(c, closes=date(2026, 11, 12)), "stänger 2026-11-12, före sista dag 2026-11-13"),
        (_levels(replace(DEPARTMENT, deadline=date(2026, 11, 12))), "2026-11-12 ligger före 2026-11-13"),
        (_levels(DEPARTMENT, replace(COMMITTEE, deadline=date(2026, 11, 19))), "ligger före 2026-11-20"),
        (_levels(replace(COMMITTEE, deadline=date(2026, 12, 19))), "före sista stegets dag 2026-12-19"),
        (_levels(replace(COMMITTEE, deadline=date(2026, 11, 20)), DEPARTMENT), "närmast enheten först"),
        (_levels(DEPARTMENT, DEPARTMENT), "Samma steg står med två gånger"),
        (_levels(replace(DEPARTMENT, role=Role.HR)), "Välj chef, ersättare, ekonom eller ledning"),
    ],
)  # fmt: skip
def test_round_that_does_not_hold_together_is_refused(
    change: Callable[[NewRound], NewRound], words: str
) -> None:
    with pytest.raises(RuleViolation, match=words):
        check_round(change(ROUND))


def test_round_of_one_day_holds_together() -> None:
    day = date(2026, 11, 9)
    check_round(replace(ROUND, opens=day, deadline=day, closes=day, levels=()))


@pytest.mark.parametrize(
    ("change", "allowed"),
    [
        (lambda c: replace(c, instruction="Läs först."), True),
        (lambda c: replace(c, minutes=40, source="KS 2026-05-01"), True),
        (lambda c: replace(c, closes=date(2026, 12, 19)), True),
        (lambda c: replace(c, deadline=date(2026, 11, 14)), True),
        (_levels(replace(DEPARTMENT, deadline=date(2026, 11, 23)), COMMITTEE), True),
        (lambda c: replace(c, deadline=date(2026, 11, 12)), False),
        (_levels(replace(DEPARTMENT, deadline=date(2026, 11, 19)), COMMITTEE), False),
        (lambda c: replace(c, opens=date(2026, 9, 2)), False),
        (lambda c: replace(c, name="Budget"), False),
        (lambda c: replace(c, year=2028), False),
        (_levels(DEPARTMENT), False),
        (_levels(replace(DEPARTMENT, role=Role.CONTROLLER), COMMITTEE), False),
    ],
)
def test_open_round_gets_only_later_dates_and_another_instruction(
    change: Callable[[NewRound], NewRound], allowed: bool
) -> None:
    new = change(ROUND)
    check_change(ROUND, new, RoundState.PLANNED)
    if allowed:
        check_change(ROUND, new, RoundState.OPEN)
    else:
        with pytest.raises(RuleViolation, match="Omgången är öppen"):
            check_change(ROUND, new, RoundState.OPEN)
    with pytest.raises(RuleViolation, match="stängd"):
        check_change(ROUND, new, RoundState.CLOSED)


@pytest.mark.parametrize(
    ("day", "allowed"),
    [
        (date(2026, 8, 31), False),
        (date(2026, 9, 1), True),
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
    ],
)
def test_units_own_day_lies_between_opening_and_the_first_step(day: date, allowed: bool) -> None:
    if allowed:
        check_unit_deadline(ROUND, day)
    else:
        with pytest.raises(RuleViolation, match="från 2026-09-01 till 2026-11-20"):
            check_unit_deadline(ROUND, day)


@pytest.mark.parametrize(
    ("ids", "words"),
    [
        ((412, 412), "Ekbacken står med två gånger"),
        ((41,), "Stängd förvaltning är stängd"),
        ((6120,), "är ett ansvar"),
    ],
)
def test_units_that_cannot_be_asked_are_refused(ids: tuple[int, ...], words: str) -> None:
    with pytest.raises(RuleViolation, match=words):
        check_units([UNITS[unit_id] for unit_id in ids])


def test_steps_are_the_nearest_units_of_each_levels_kind() -> None:
    assert steps_above(412, ROUND.levels, UNITS) == (
        (Step(1, 40, Role.MANAGER, date(2026, 11, 20)), Step(2, 4, Role.MANAGER, date(2026, 12, 4))),
        (),
    )


@pytest.mark.parametrize(("unit_id", "name", "above"), [(612, "Biblioteket", 6), (413, "Linden", 4)])
def test_level_without_an_open_unit_above_is_skipped_and_told(unit_id: int, name: str, above: int) -> None:
    steps, skipped = steps_above(unit_id, ROUND.levels, UNITS)
    assert steps == (Step(1, above, Role.MANAGER, date(2026, 12, 4)),)
    assert skipped == (SkippedLevel(unit_id, name, UnitKind.DEPARTMENT, Role.MANAGER),)


def test_level_of_the_asked_units_own_kind_is_skipped() -> None:
    steps, skipped = steps_above(40, ROUND.levels, UNITS)
    assert [step.unit_id for step in steps] == [4]
    assert [level.unit_kind for level in skipped] == [UnitKind.DEPARTMENT]


def test_copied_round_moves_whole_years_off_weekends_and_holidays() -> None:
    # 2027-09-01 Wednesday; 2027-11-13 Saturday; 20 November Saturday; 4 December and 18 December Saturdays
    assert copied_round(ROUND, 1, shipped_holidays()) == replace(
        ROUND,
        name="Budget 2028",
        year=2028,
        opens=date(2027, 9, 1),
        deadline=date(2027, 11, 12),
        closes=date(2027, 12, 17),
        levels=(
            replace(DEPARTMENT, deadline=date(2027, 11, 19)),
            replace(COMMITTEE, deadline=date(2027, 12, 3)),
        ),
    )


def test_copied_round_always_holds_together() -> None:
    for years in range(1, 30):
        check_round(copied_round(ROUND, years, shipped_holidays()))


def test_deputy_and_executive_stand_in_for_a_manager_only() -> None:
    assert roles_for(Role.MANAGER) == {Role.MANAGER, Role.DEPUTY, Role.EXECUTIVE}
    assert roles_for(Role.CONTROLLER) == {Role.CONTROLLER}


@pytest.mark.parametrize(
    ("state", "level", "expected"),
    [
        (SubmissionState.WORKING, 0, date(2026, 11, 13)),
        (SubmissionState.SUBMITTED, 1, date(2026, 11, 20)),
        (SubmissionState.SUBMITTED, 2, date(2026, 12, 4)),
        (SubmissionState.APPROVED, 2, None),
    ],
)
def test_deadline_is_that_of_whoever_has_it(
    state: SubmissionState, level: int, expected: date | None
) -> None:
    days = {1: date(2026, 11, 20), 2: date(2026, 12, 4)}
    assert deadline_now(Standing(state, level, 2), date(2026, 11, 13), days) == expected


def test_late_is_after_the_day_or_left_in_a_closed_round() -> None:
    day = date(2026, 11, 13)
    assert not is_late(day, day, closed=False)
    assert is_late(day, date(2026, 11, 14), closed=False)
    assert is_late(day, day, closed=True)
    assert not is_late(None, date(2026, 11, 14), closed=True)
