from dataclasses import replace

import pytest
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session, select, text

from core.enums import RoundKind, SubmissionState
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import AuditEvent, RoundAnswer
from core.queries.round_answers import list_answers
from core.services import audit
from core.services.round_answers import LONGEST_ANSWER, save_answer
from tests.core.process_town import BUDGET, Town, do, make_town, new_key, plan_and_open, submission

QUESTIONS = replace(BUDGET, kind=RoundKind.QUESTION, name="Frågor 2027")


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


@pytest.fixture
def round_id(session: Session, town: Town) -> int:
    return plan_and_open(session, town, QUESTIONS)


def _save(session: Session, town: Town, round_id: int, who: str, body: str, seen: int = 0) -> int:
    held = submission(session, town, round_id)
    return save_answer(
        session, town.actor(session, who), submission_id=held.id or 0, seen=seen, body=body, key=new_key()
    )


def _shown(
    session: Session, town: Town, round_id: int, who: str = "berit"
) -> list[tuple[int, str, str, str]]:
    held = submission(session, town, round_id)
    rows = list_answers(session, town.actor(session, who), submission_id=held.id or 0)
    return [(row.n, row.body, row.user_name, row.for_name) for row in rows]


def test_save_answer_begins_the_submission_and_keeps_every_version(
    session: Session, town: Town, round_id: int
) -> None:
    rev = _save(session, town, round_id, "maria", " Färre elever. ")
    again = _save(session, town, round_id, "eva", "Färre elever, fler bussar.", seen=1)

    held = submission(session, town, round_id)
    assert (rev, again, held.rev, held.state) == (1, 1, 1, SubmissionState.WORKING)
    assert _shown(session, town, round_id) == [
        (2, "Färre elever, fler bussar.", "Eva Ek", "Maria Sandell"),
        (1, "Färre elever.", "Maria Sandell", ""),
    ]


def test_save_answer_that_another_came_before_is_refused_by_name(
    session: Session, town: Town, round_id: int
) -> None:
    _save(session, town, round_id, "eva", "Först.")

    with pytest.raises(Conflict, match=r"^Eva Ek sparade ett annat svar 2026-11-09 08:12\."):
        _save(session, town, round_id, "maria", "Sedan.")


def test_save_answer_with_the_same_text_or_the_same_key_makes_no_version(
    session: Session, town: Town, round_id: int
) -> None:
    maria, held = town.actor(session, "maria"), submission(session, town, round_id).id or 0
    for _n in range(2):
        save_answer(session, maria, submission_id=held, seen=0, body="Ja.", key="k")
    _save(session, town, round_id, "maria", "Ja.")

    assert _shown(session, town, round_id) == [(1, "Ja.", "Maria Sandell", "")]


@pytest.mark.parametrize("body", ["", "  \n ", "x" * (LONGEST_ANSWER + 1)])
def test_save_answer_that_is_empty_or_too_long_is_refused(
    session: Session, town: Town, round_id: int, body: str
) -> None:
    with pytest.raises(RuleViolation):
        _save(session, town, round_id, "maria", body)
    assert submission(session, town, round_id).state is SubmissionState.NOT_STARTED


def test_save_answer_to_what_is_handed_in_is_refused_until_it_is_unlocked(
    session: Session, town: Town, round_id: int
) -> None:
    _save(session, town, round_id, "maria", "Ett.")
    do(session, town, "maria", "submit", round_id)
    with pytest.raises(RuleViolation):
        _save(session, town, round_id, "maria", "Två.", seen=1)

    do(session, town, "berit", "unlock", round_id)
    _save(session, town, round_id, "maria", "Två.", seen=1)

    assert [row[:2] for row in _shown(session, town, round_id)] == [(2, "Två."), (1, "Ett.")]
    assert submission(session, town, round_id).state is SubmissionState.SUBMITTED


@pytest.mark.parametrize("who", ["lars", "rune", "sol", "disa"])
def test_save_answer_by_somebody_who_does_not_run_the_unit_is_refused(
    session: Session, town: Town, round_id: int, who: str
) -> None:
    with pytest.raises(NotAllowed):
        _save(session, town, round_id, who, "Nej.")


@pytest.mark.parametrize("who", ["lars", "sol"])
def test_list_answers_of_another_unit_is_refused(
    session: Session, town: Town, round_id: int, who: str
) -> None:
    with pytest.raises(NotAllowed):
        _shown(session, town, round_id, who)


def test_save_answer_is_in_the_log_without_its_text(session: Session, town: Town, round_id: int) -> None:
    _save(session, town, round_id, "maria", "Ett.")
    audit.seal(session, session.info["database"].now())

    events = select(AuditEvent.new, AuditEvent.unit_id).where(AuditEvent.action == "answer_saved")
    assert session.exec(events).all() == [(1, town.units["412"])]


@pytest.mark.parametrize("change", ["UPDATE round_answer SET body = 'x'", "DELETE FROM round_answer"])
def test_answer_is_never_changed_in_the_database_itself(
    session: Session, town: Town, round_id: int, change: str
) -> None:
    _save(session, town, round_id, "maria", "Ett.")

    with pytest.raises(DatabaseError, match="kept for ever"), session.begin_nested():
        session.execute(text(change))
    assert len(session.exec(select(RoundAnswer)).all()) == 1
