from datetime import date

import pytest
from sqlmodel import Session, col, select

from core.db import Database
from core.enums import Role, RoundKind, SubmissionEventKind, SubmissionState
from core.errors import NotAllowed, RuleViolation
from core.models import AuditEvent, RoleAssignment, Submission
from core.rules.rounds import NewRound
from core.services import submission_bulk, submissions
from core.services.decisions import DecisionText
from core.services.transaction import transaction
from tests.core.process_town import (
    BUDGET,
    UP,
    Town,
    do,
    events_of,
    make_town,
    plan,
    plan_and_open,
    submission,
    way,
)
from tests.factories import give_role

Event = SubmissionEventKind
State = SubmissionState
DECISION = DecisionText("Barn- och utbildningsnämnden", date(2026, 11, 9), "98", "BUN 2026/211")
REPORT = NewRound(
    RoundKind.REPORT, "Delår", 2026, BUDGET.opens, BUDGET.deadline, BUDGET.closes, BUDGET.levels
)


def _edit(session: Session, town: Town, who: str, round_id: int, code: str = "412", **more: bool) -> int:
    return submissions.ensure_editable(
        session, town.actor(session, who), round_id=round_id, unit_id=town.units[code], **more
    )


def test_ensure_editable_begins_what_was_not_begun_and_only_once(
    session: Session, town: Town, opened: int
) -> None:
    held = _edit(session, town, "maria", opened)
    assert _edit(session, town, "eva", opened) == held
    assert events_of(session, held) == [(1, Event.START, 0, "")]
    assert submission(session, town, opened).state is State.WORKING


def test_ensure_editable_after_submit_lets_the_step_in_and_the_unit_out(
    session: Session, town: Town, opened: int
) -> None:
    do(session, town, "maria", "submit", opened)
    assert _edit(session, town, "berit", opened) == submission(session, town, opened).id
    with pytest.raises(RuleViolation, match="Det är inlämnat"):
        _edit(session, town, "maria", opened)
    with pytest.raises(NotAllowed):
        _edit(session, town, "rune", opened)
    with pytest.raises(NotAllowed):
        _edit(session, town, "lars", opened)


def test_ensure_editable_unlocked_lets_the_unit_in_until_locked(
    session: Session, town: Town, opened: int
) -> None:
    way(session, town, opened, ("maria", "submit"), ("berit", "unlock"))
    _edit(session, town, "maria", opened)
    do(session, town, "berit", "lock", opened)
    with pytest.raises(RuleViolation):
        _edit(session, town, "maria", opened)


def test_ensure_editable_taking_back_withdraws_visibly(session: Session, town: Town, opened: int) -> None:
    do(session, town, "maria", "submit", opened)
    held = _edit(session, town, "maria", opened, take_back=True)
    assert events_of(session, held)[-1] == (2, Event.WITHDRAW, 0 + 1, "ändrad")
    assert submission(session, town, opened).state is State.WORKING


@pytest.mark.parametrize("take_back", [False, True])
def test_ensure_editable_approved_is_refused(
    session: Session, town: Town, opened: int, take_back: bool
) -> None:
    way(session, town, opened, *UP)
    with pytest.raises(RuleViolation, match="Det är godkänt"):
        _edit(session, town, "maria", opened, take_back=take_back)


def test_ensure_editable_outside_a_round_says_so(session: Session, town: Town, opened: int) -> None:
    planned = plan(session, town)
    for round_id, code in ((planned, "412"), (opened, "612")):
        with pytest.raises(RuleViolation, match="har inte öppnat för enheten"):
            _edit(session, town, "sara", round_id, code)
    with pytest.raises(NotAllowed):
        _edit(session, town, "lars", opened, "612")


def test_approve_many_handles_what_can_be_and_tells_the_rest(
    session: Session, town: Town, opened: int
) -> None:
    for who, code in (("maria", "412"), ("lars", "413")):
        do(session, town, who, "submit", opened, code)
    one, two = (submission(session, town, opened, code).id or 0 for code in ("412", "413"))
    berit = town.actor(session, "berit")

    done = submission_bulk.approve_many(session, berit, chosen=[(one, 1), (two, 0)], key="many")
    assert done.done == (one,)
    assert [number for number, _why in done.told] == [two]
    assert "Lars Lind lämnade in" in done.told[0][1]
    assert submission_bulk.approve_many(session, berit, chosen=[(one, 1), (two, 0)], key="many") == done
    assert submission(session, town, opened).level == 2


def test_approve_many_with_somebody_elses_step_is_refused_as_a_whole(database: Database) -> None:
    with transaction(database) as session:
        town = make_town(session)
        opened = plan_and_open(session, town)
        for who, code in (("maria", "412"), ("hanna", "512")):
            do(session, town, who, "submit", opened, code)
        ids = [(submission(session, town, opened, code).id or 0, 1) for code in ("412", "512")]
    with pytest.raises(NotAllowed), transaction(database) as session:
        submission_bulk.approve_many(session, town.actor(session, "berit"), chosen=ids, key="many")

    with database.reading() as session:
        assert [submission(session, town, opened, code).level for code in ("412", "512")] == [1, 1]


def test_lock_many_ends_unlocking_for_whoever_manages_rounds(
    session: Session, town: Town, opened: int
) -> None:
    way(session, town, opened, ("maria", "submit"), ("berit", "unlock"))
    held = submission(session, town, opened)
    done = submission_bulk.lock_many(
        session, town.actor(session, "sara"), chosen=[(held.id or 0, held.rev)], key="lock"
    )
    assert done.done == (held.id,)
    assert not submission(session, town, opened).unlocked


def test_every_event_leaves_an_audit_event(database: Database) -> None:
    with transaction(database) as session:
        town = make_town(session)
        opened = plan_and_open(session, town)
        way(session, town, opened, *UP)
    with database.reading() as session:
        told = session.exec(
            select(AuditEvent.action)
            .where(AuditEvent.subject_kind == "submission")
            .order_by(col(AuditEvent.k))
        ).all()
    assert told == ["submission_submit", "submission_approve", "submission_approve"]


def test_step_of_a_closed_role_falls_to_the_one_above(session: Session, town: Town, opened: int) -> None:
    do(session, town, "maria", "submit", opened)
    held = session.exec(select(RoleAssignment).where(RoleAssignment.user_id == town.users["berit"])).one()
    held.valid_to = date(2026, 10, 31)
    session.flush()
    with pytest.raises(NotAllowed, match="väntar på Bo Boman"):
        do(session, town, "maria", "approve", opened)
    give_role(session, town.users["sol"], Role.DEPUTY, town.units["40"])
    assert do(session, town, "sol", "approve", opened).level == 2


def test_submission_without_levels_is_approved_when_handed_in(session: Session, town: Town) -> None:
    content = NewRound(RoundKind.QUESTION, "Fråga", 2026, BUDGET.opens, BUDGET.deadline, BUDGET.closes)
    asked = plan_and_open(session, town, content)
    assert do(session, town, "maria", "submit", asked).state is State.APPROVED
    with pytest.raises(NotAllowed):
        do(session, town, "maria", "return_submission", asked, reason="Fel.")
    assert do(session, town, "sara", "return_submission", asked, reason="Fel.").state is State.WORKING


def test_submission_ids_are_one_per_asked_unit(session: Session, opened: int) -> None:
    assert len(session.exec(select(Submission).where(Submission.round_id == opened)).all()) == 3
