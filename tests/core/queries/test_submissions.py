from datetime import date

import pytest
from sqlmodel import Session

from core.enums import SubmissionEventKind as Event
from core.enums import SubmissionState as State
from core.errors import NotAllowed
from core.queries.submissions import find_submission, history, list_submissions, read_submission
from core.services import submissions
from tests.core.process_town import Town, close, make_town, new_key, plan_and_open, submission
from tests.factories import TODAY


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


@pytest.fixture
def opened(session: Session, town: Town) -> int:
    return plan_and_open(session, town)


def _do(session: Session, town: Town, who: str, what: str, round_id: int, reason: str = "") -> None:
    held = submission(session, town, round_id)
    more = {"reason": reason} if reason else {}
    getattr(submissions, what)(
        session, town.actor(session, who), submission_id=held.id, rev=held.rev, key=new_key(), **more
    )


def test_submission_tells_who_has_it_by_when_and_what_may_be_done(
    session: Session, town: Town, opened: int
) -> None:
    maria, berit = town.actor(session, "maria"), town.actor(session, "berit")
    held = submission(session, town, opened).id or 0
    seen = read_submission(session, maria, submission_id=held, today=TODAY)
    assert [holder.name for holder in seen.row.people] == ["Maria Sandell", "Eva Ek"]
    assert (seen.row.deadline, seen.row.late, seen.editable.allowed) == (date(2026, 11, 13), False, True)
    assert seen.events == {Event.START, Event.SUBMIT}
    assert [(s.level, s.unit_name, s.deadline, s.people[0].name) for s in seen.steps] == [
        (1, "Barn- och utbildningsförvaltningen", date(2026, 11, 20), "Berit Berg"),
        (2, "Barn- och utbildningsnämnden", date(2026, 12, 4), "Bo Boman"),
    ]

    _do(session, town, "maria", "submit", opened)
    mine = read_submission(session, maria, submission_id=held, today=TODAY)
    hers = read_submission(session, berit, submission_id=held, today=TODAY)
    assert (mine.events, mine.editable.allowed) == ({Event.WITHDRAW}, False)
    assert hers.events == {Event.APPROVE, Event.RETURN, Event.UNLOCK, Event.WITHDRAW}
    assert (hers.row.deadline, hers.editable.allowed) == (date(2026, 11, 20), True)
    assert [holder.name for holder in hers.row.people] == ["Berit Berg"]


def test_every_event_offered_can_happen_and_no_other_for_those_who_see_it(
    session: Session, town: Town, opened: int
) -> None:
    _do(session, town, "maria", "submit", opened)
    held = submission(session, town, opened).id or 0
    auditor = read_submission(session, town.actor(session, "rune"), submission_id=held, today=TODAY)
    assert (auditor.events, auditor.editable.allowed) == (frozenset(), False)


@pytest.mark.parametrize(("day", "late"), [(date(2026, 11, 13), False), (date(2026, 11, 14), True)])
def test_submission_is_late_the_day_after_its_day(
    session: Session, town: Town, opened: int, day: date, late: bool
) -> None:
    sara = town.actor(session, "sara")
    rows = list_submissions(session, sara, round_id=opened, unit_id=town.units["1"], today=day)
    assert [(row.unit_name, row.late) for row in rows] == [
        ("Ekbackens skola", late),
        ("Lindens skola", late),
        ("Hemtjänst norr", late),
    ]


def test_late_submission_of_a_closed_round_stays_late(session: Session, town: Town, opened: int) -> None:
    for who, what in (("maria", "submit"), ("berit", "approve"), ("bo", "approve")):
        _do(session, town, who, what, opened)
    close(session, town, opened)
    rows = list_submissions(
        session, town.actor(session, "sara"), round_id=opened, unit_id=town.units["4"], today=TODAY
    )
    assert [(row.unit_name, row.standing.state, row.late) for row in rows] == [
        ("Ekbackens skola", State.APPROVED, False),
        ("Lindens skola", State.NOT_STARTED, True),
    ]


@pytest.mark.parametrize(("who", "allowed"), [("maria", True), ("bo", True), ("lars", False), ("sol", False)])
def test_submissions_are_listed_inside_and_above_only(
    session: Session, town: Town, opened: int, who: str, allowed: bool
) -> None:
    actor, unit = town.actor(session, who), town.units["412"]
    if allowed:
        rows = list_submissions(session, actor, round_id=opened, unit_id=unit, today=TODAY)
        assert [row.unit_id for row in rows] == [unit]
        found = find_submission(session, actor, round_id=opened, unit_id=unit, today=TODAY)
        assert found
        assert found.row == rows[0]
    else:
        with pytest.raises(NotAllowed):
            list_submissions(session, actor, round_id=opened, unit_id=unit, today=TODAY)
        with pytest.raises(NotAllowed):
            find_submission(session, actor, round_id=opened, unit_id=unit, today=TODAY)


def test_unit_that_is_not_asked_has_no_submission(session: Session, town: Town, opened: int) -> None:
    sara = town.actor(session, "sara")
    assert find_submission(session, sara, round_id=opened, unit_id=town.units["612"], today=TODAY) is None


def test_history_tells_every_step_with_names_and_reasons(session: Session, town: Town, opened: int) -> None:
    _do(session, town, "sara", "submit", opened)
    _do(session, town, "berit", "return_submission", opened, "Se rad 3.")
    held = submission(session, town, opened).id or 0
    rows = history(session, town.actor(session, "maria"), submission_id=held)

    assert [(r.n, r.kind, r.level, r.user_name, r.for_name, r.reason) for r in rows] == [
        (1, Event.SUBMIT, 0, "Sara Holm", "Maria Sandell", ""),
        (2, Event.RETURN, 1, "Berit Berg", "", "Se rad 3."),
    ]
    with pytest.raises(NotAllowed):
        history(session, town.actor(session, "lars"), submission_id=held)
