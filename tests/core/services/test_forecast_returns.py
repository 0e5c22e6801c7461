from datetime import date

import pytest
from sqlmodel import Session, select

from core.enums import Role, RoundState, SubmissionState
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import Comment, Round, Submission, SubmissionEvent, SubmissionStep
from core.queries.submissions import history
from core.rules.subjects import SubjectKind
from core.services.forecast_returns import Point, return_to_row
from tests.core.forecast_town import Town
from tests.core.services.test_forecast_proposals import book, open_forecast
from tests.factories import make_actor

PAY = Point("loner", "Räkna om vikarierna.")


def handed_in(
    session: Session, state: SubmissionState = SubmissionState.SUBMITTED
) -> tuple[Town, Submission]:
    """The school's forecast in a round that the controller approves, handed in."""
    town = book(session)
    version_id = open_forecast(session, town)
    round_id = session.exec(select(Round.id).where(Round.version_id == version_id)).one()
    row = session.exec(select(Submission).where(Submission.round_id == round_id)).one()
    step = {"level": 1, "unit_id": town.units["EKA"], "role": Role.CONTROLLER, "deadline": date(2026, 11, 20)}
    session.add(SubmissionStep(submission_id=row.id or 0, **step))
    row.state, row.level, row.rev = state, 1 if state is SubmissionState.SUBMITTED else 0, 3
    session.flush()
    return town, row


def asked_cells(session: Session) -> list[tuple[str, str, str]]:
    rows = session.exec(select(Comment).where(Comment.asked))
    return [(row.subject_kind, row.cell, row.body) for row in rows]


def test_return_points_at_the_row_and_says_so_in_the_reason(session: Session) -> None:
    town, row = handed_in(session)

    for _time in range(2):
        return_to_row(session, town.sara, submission=(row.id or 0, 3), point=PAY, key="k")

    assert (row.state, row.returned) == (SubmissionState.WORKING, True)
    assert asked_cells(session) == [(SubjectKind.FORECAST, "loner", "Räkna om vikarierna.")]
    events = history(session, town.sara, submission_id=row.id or 0)
    assert [event.reason for event in events] == ["Loner: Räkna om vikarierna."]


def test_what_is_with_the_unit_is_only_pointed_at(session: Session) -> None:
    town, row = handed_in(session, SubmissionState.WORKING)

    return_to_row(session, town.sara, submission=(row.id or 0, 3), point=Point("", "Mer text."), key="k")

    assert (row.state, row.rev) == (SubmissionState.WORKING, 3)
    assert session.exec(select(SubmissionEvent)).all() == []
    assert asked_cells(session) == [(SubjectKind.FORECAST, "", "Mer text.")]


def test_return_of_what_somebody_has_changed_meanwhile_is_refused(session: Session) -> None:
    town, row = handed_in(session)

    with pytest.raises(Conflict):
        return_to_row(session, town.sara, submission=(row.id or 0, 2), point=PAY, key="k")


def test_return_needs_words_a_row_an_open_round_and_the_right(session: Session) -> None:
    town, row = handed_in(session)
    where = {"submission": (row.id or 0, 3)}
    other = make_actor(session, Role.CONTROLLER, town.units["VON"])

    with pytest.raises(RuleViolation, match="Fyll i"):
        return_to_row(session, town.sara, **where, point=Point("loner", " "), key="a")
    with pytest.raises(RuleViolation, match="radindelningen"):
        return_to_row(session, town.sara, **where, point=Point("annat", "x"), key="b")
    with pytest.raises(NotAllowed):
        return_to_row(session, town.maria, **where, point=PAY, key="c")
    with pytest.raises(NotAllowed):
        return_to_row(session, other, **where, point=PAY, key="d")
    session.get_one(Round, row.round_id).state = RoundState.CLOSED
    session.flush()
    with pytest.raises(RuleViolation, match="är stängd"):
        return_to_row(session, town.sara, **where, point=PAY, key="e")
