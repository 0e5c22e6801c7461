from datetime import date

import pytest
from sqlmodel import Session, select

from core.enums import Role
from core.errors import NotAllowed
from core.models import RoleAssignment
from core.queries.submission_duties import DeadlineRow, Duty, list_deadlines, list_to_remind, waiting_for
from core.services import submissions
from core.services.rounds import set_unit_deadline
from tests.core.process_town import Town, close, make_town, new_key, plan, plan_and_open, submission
from tests.factories import TODAY, give_role


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


@pytest.fixture
def opened(session: Session, town: Town) -> int:
    return plan_and_open(session, town)


def _do(session: Session, town: Town, who: str, what: str, round_id: int, code: str = "412") -> None:
    held = submission(session, town, round_id, code)
    getattr(submissions, what)(
        session, town.actor(session, who), submission_id=held.id, rev=held.rev, key=new_key()
    )


def _waiting(session: Session, town: Town, who: str, today: date = TODAY) -> list[tuple[str, Duty, date]]:
    rows = waiting_for(session, town.actor(session, who), today=today)
    return [(row.submission.unit_name, row.duty, row.due) for row in rows]


SCHOOL = ("Ekbackens skola", Duty.SUBMIT, date(2026, 11, 13))


def test_unit_waits_for_its_own_manager_and_deputy_and_nobody_above(
    session: Session, town: Town, opened: int
) -> None:
    told = {who: _waiting(session, town, who) for who in town.users}
    assert {who: rows for who, rows in told.items() if rows} == {
        "maria": [SCHOOL],
        "eva": [SCHOOL],
        "lars": [("Lindens skola", Duty.SUBMIT, date(2026, 11, 13))],
        "hanna": [("Hemtjänst norr", Duty.SUBMIT, date(2026, 11, 13))],
    }
    assert [row.as_deputy for row in waiting_for(session, town.actor(session, "eva"), today=TODAY)] == [True]


def test_submitted_waits_for_the_step_with_its_day(session: Session, town: Town, opened: int) -> None:
    _do(session, town, "maria", "submit", opened)
    assert _waiting(session, town, "maria") == []
    assert _waiting(session, town, "berit") == [("Ekbackens skola", Duty.APPROVE, date(2026, 11, 20))]
    _do(session, town, "berit", "approve", opened)
    assert _waiting(session, town, "berit") == []
    assert _waiting(session, town, "bo") == [("Ekbackens skola", Duty.APPROVE, date(2026, 12, 4))]
    _do(session, town, "bo", "approve", opened)
    assert [_waiting(session, town, who) for who in ("maria", "berit", "bo")] == [[], [], []]


def test_unit_without_manager_waits_for_the_nearest_above(session: Session, town: Town, opened: int) -> None:
    for held in session.exec(select(RoleAssignment).where(RoleAssignment.unit_id == town.units["412"])):
        held.valid_to = date(2026, 10, 31)
    session.flush()
    assert _waiting(session, town, "berit") == [SCHOOL]


def test_deputy_for_a_time_sees_it_only_then(session: Session, town: Town, opened: int) -> None:
    give_role(session, town.users["sol"], Role.DEPUTY, town.units["413"], valid_to=date(2026, 11, 9))
    lindens = ("Lindens skola", Duty.SUBMIT, date(2026, 11, 13))
    assert _waiting(session, town, "sol") == [lindens]
    later = date(2026, 11, 10)
    rows = waiting_for(session, town.actor(session, "sol", later), today=later)
    assert rows == []


def test_confirmation_waits_for_the_manager(session: Session, town: Town, opened: int) -> None:
    _do(session, town, "sara", "submit", opened)
    assert _waiting(session, town, "maria") == [("Ekbackens skola", Duty.CONFIRM, date(2026, 11, 20))]
    _do(session, town, "maria", "confirm", opened)
    assert _waiting(session, town, "maria") == []


def test_next_day_comes_first_over_several_rounds(session: Session, town: Town, opened: int) -> None:
    other = plan(session, town, codes="412")
    sara = town.actor(session, "sara")
    set_unit_deadline(
        session, sara, round_id=opened, unit_ids=[town.units["412"]], deadline=date(2026, 11, 18)
    )
    from core.services.round_opening import open_round

    open_round(session, sara, round_id=other, key=new_key())
    assert [due for _unit, _duty, due in _waiting(session, town, "maria")] == [
        date(2026, 11, 13),
        date(2026, 11, 18),
    ]


def test_nothing_waits_in_planned_and_closed_rounds(session: Session, town: Town) -> None:
    plan(session, town)
    assert _waiting(session, town, "maria") == []
    opened = plan_and_open(session, town)
    close(session, town, opened)
    assert _waiting(session, town, "maria") == []


def test_reminders_name_who_is_late_and_leave_out_what_is_done(
    session: Session, town: Town, opened: int
) -> None:
    for who, what in (("maria", "submit"), ("berit", "approve"), ("bo", "approve")):
        _do(session, town, who, what, opened)
    _do(session, town, "lars", "submit", opened, "413")
    sara, day = town.actor(session, "sara"), date(2026, 11, 16)
    rows = list_to_remind(session, sara, round_id=opened, unit_id=town.units["1"], today=day)
    assert [(row.submission.unit_name, row.late, row.people[0].name) for row in rows] == [
        ("Hemtjänst norr", True, "Hanna Holm"),
        ("Lindens skola", False, "Berit Berg"),
    ]
    soon = list_to_remind(
        session, sara, round_id=opened, unit_id=town.units["1"], today=day, by=date(2026, 11, 16)
    )
    assert [row.submission.unit_name for row in soon] == ["Hemtjänst norr"]
    with pytest.raises(NotAllowed):
        list_to_remind(
            session, town.actor(session, "lars"), round_id=opened, unit_id=town.units["1"], today=day
        )


def test_deadlines_are_those_to_come_at_every_level(session: Session, town: Town, opened: int) -> None:
    def days(who: str) -> list[DeadlineRow]:
        return list_deadlines(session, town.actor(session, who), today=TODAY)

    def row(duty: Duty, day: date, *units: str) -> DeadlineRow:
        return DeadlineRow(opened, "Budget 2027", duty, day, units)

    approve = date(2026, 11, 20)
    assert days("maria") == [row(Duty.SUBMIT, date(2026, 11, 13), "Ekbackens skola")]
    assert days("berit") == [row(Duty.APPROVE, approve, "Ekbackens skola", "Lindens skola")]
    _do(session, town, "maria", "submit", opened)
    _do(session, town, "berit", "approve", opened)
    assert days("maria") == []
    assert days("berit") == [row(Duty.APPROVE, approve, "Lindens skola")]
    assert days("rune") == []
