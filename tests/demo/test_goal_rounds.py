"""The follow-ups of goals in the built demo: one kept, one in the middle of its work."""

from collections import Counter
from collections.abc import Iterator

import pytest
from sqlmodel import Session, col, select

from core.enums import RoundState, SubmissionState
from core.models import Round, Snapshot, Submission
from core.queries.goal_findings import find_gaps
from demo.goal_rounds import AUGUST, AUTUMN
from tests.demo.built import Reader, build_once, reader_of


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    database = build_once(tmp_path_factory)
    with database.reading() as session:
        yield reader_of(session)
    database.dispose()


def _submissions(session: Session, name: str) -> tuple[RoundState, list[Submission]]:
    one = session.exec(select(Round).where(Round.name == name)).one()
    return one.state, list(session.exec(select(Submission).where(Submission.round_id == one.id)))


def test_the_follow_up_of_august_is_closed_and_every_answer_is_kept(reader: Reader) -> None:
    state, rows = _submissions(reader.session, AUGUST.name)

    kept = reader.session.exec(
        select(Snapshot.subject_id).where(
            Snapshot.subject_kind == "submission",
            col(Snapshot.subject_id).in_([str(row.id) for row in rows]),
        )
    ).all()
    assert state is RoundState.CLOSED
    assert {row.state for row in rows} == {SubmissionState.APPROVED}
    assert len(kept) == len(rows) == 20


def test_the_follow_up_of_autumn_shows_every_state_and_nobody_has_handed_in_with_a_gap(
    reader: Reader,
) -> None:
    state, rows = _submissions(reader.session, AUTUMN.name)

    handed_in = [row for row in rows if row.state in {SubmissionState.SUBMITTED, SubmissionState.APPROVED}]
    gaps = [
        find_gaps(reader.session, reader.actor, unit_id=row.unit_id, year=2026, month=10) for row in handed_in
    ]
    assert state is RoundState.OPEN
    assert set(Counter(row.state for row in rows)) >= {
        SubmissionState.NOT_STARTED, SubmissionState.WORKING, SubmissionState.SUBMITTED,
    }  # fmt: skip
    assert gaps == [()] * len(handed_in)
