from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlmodel import Session, col, select

from core import jobs as worker
from core.db import Database
from core.enums import JobState, RoundState
from core.models import AuditEvent, Job, Notice, Round, Snapshot, Submission
from core.queries.snapshots import list_snapshots
from core.reports.process_state import submission_table
from core.rules.access import Actor
from core.rules.rounds import NewRound
from core.services import round_runs, rounds
from core.services.transaction import transaction
from core.table import Table
from tests.core.process_town import BUDGET, Town, make_town, plan, plan_and_open, submission

NOVEMBER = replace(BUDGET, opens=date(2026, 11, 9))


@pytest.fixture
def town(database: Database) -> Town:
    with transaction(database) as session:
        return make_town(session)


def _plan(database: Database, town: Town, content: NewRound = NOVEMBER, codes: str = "412 413") -> int:
    with transaction(database) as session:
        return plan(session, town, content, codes)


def _on(database: Database, month: int, day: int, hour: int = 7) -> None:
    """Let it be another moment of 2026, in UTC."""
    database.now = lambda: datetime(2026, month, day, hour, tzinfo=UTC)  # type: ignore[method-assign]


def _day(database: Database, month: int, day: int) -> tuple[bool, int]:
    """Let a day begin; return whether a run was asked for and how many jobs were run."""
    _on(database, month, day)
    return round_runs.ask_for_due(database), worker.run_waiting(database)


def _state(database: Database, round_id: int) -> RoundState:
    with database.reading() as session:
        return session.get_one(Round, round_id).state


def _told(database: Database) -> list[tuple[int, str, str]]:
    with database.reading() as session:
        rows = session.exec(select(Notice).where(col(Notice.key).like("round %")).order_by(col(Notice.id)))
        return [(row.user_id, row.text, row.address) for row in rows]


def test_round_opens_on_its_day_in_the_name_of_whoever_planned_it(database: Database, town: Town) -> None:
    round_id = _plan(database, town)

    before = (_day(database, 11, 8), _state(database, round_id))
    after = (_day(database, 11, 9), _state(database, round_id))

    assert (before, after) == (((False, 0), RoundState.PLANNED), ((True, 1), RoundState.OPEN))
    with database.reading() as session:
        event = session.exec(select(AuditEvent).where(AuditEvent.action == "round_opened")).one()
        assert (event.user_id, event.acting_as_id) == (None, town.users["sara"])
        assert len(session.exec(select(Submission)).all()) == 2
        job = session.exec(select(Job)).one()
        assert (job.state, job.message) == (
            JobState.DONE,
            "1 öppnade, 0 stängda, 0 gick inte att öppna.",
        )


def test_round_closes_after_its_last_day_with_what_it_keeps(database: Database, town: Town) -> None:
    with transaction(database) as session:
        round_id = plan_and_open(session, town, codes="412")

    during = (_day(database, 12, 18), _state(database, round_id))
    after = (_day(database, 12, 19), _state(database, round_id))

    assert (during, after) == (((False, 0), RoundState.OPEN), ((True, 1), RoundState.CLOSED))
    with database.reading() as session:
        held = submission(session, town, round_id)
        (kept,) = list_snapshots(session, town.actor(session, "sara"), subject=("submission", held.id))
        assert (kept.title, kept.user_name) == ("Budget 2027", "Sara Holm")
        events = session.exec(select(AuditEvent).where(AuditEvent.action == "round_closed")).all()
        assert [(one.user_id, one.acting_as_id) for one in events] == [(None, town.users["sara"])]


def test_round_of_which_people_decide_stays_as_it_is(database: Database, town: Town) -> None:
    round_id = _plan(database, town, replace(NOVEMBER, by_itself=False))

    assert (_day(database, 11, 9), _state(database, round_id)) == ((False, 0), RoundState.PLANNED)


def test_round_without_units_is_told_once_and_opens_when_it_has_some(database: Database, town: Town) -> None:
    round_id = _plan(database, town, codes="")

    first, second = _day(database, 11, 9), _day(database, 11, 10)
    told = _told(database)
    with transaction(database) as session:
        sara = town.actor(session, "sara")
        rounds.choose_units(session, sara, round_id=round_id, unit_ids=[town.units["412"]])
    _day(database, 11, 11)

    assert (first, second) == ((True, 1), (True, 1))
    words = "Budget 2027 öppnades inte av sig själv. Omgången frågar ingen enhet än. Välj enheter först."
    assert told == [(town.users["sara"], words, f"/omgangar?omgang={round_id}")]
    assert _state(database, round_id) is RoundState.OPEN


def test_round_whose_last_day_has_passed_is_told_and_left_to_people(database: Database, town: Town) -> None:
    round_id = _plan(database, town)

    late, later = _day(database, 11, 14), _day(database, 11, 15)

    assert (late, later) == ((True, 1), (False, 0))
    assert _state(database, round_id) is RoundState.PLANNED
    ((user_id, words, _address),) = _told(database)
    assert user_id == town.users["sara"]
    assert words == (
        "Budget 2027 öppnades inte av sig själv. Enheternas sista dag 2026-11-13 har redan passerat. "
        "Flytta den och öppna omgången."
    )


def test_round_planned_for_today_is_not_opened_while_its_units_are_chosen(
    database: Database, town: Town
) -> None:
    _day(database, 11, 9)
    round_id = _plan(database, town)

    _on(database, 11, 9, 12)

    assert round_runs.ask_for_due(database) is False
    assert _state(database, round_id) is RoundState.PLANNED
    assert _day(database, 11, 10) == (True, 1)
    assert _state(database, round_id) is RoundState.OPEN


def test_round_that_cannot_be_opened_stops_no_other(database: Database, town: Town) -> None:
    _plan(database, town, codes="")
    good = _plan(database, town, replace(NOVEMBER, name="Prognos"), codes="413")

    _day(database, 11, 9)

    assert _state(database, good) is RoundState.OPEN


def test_run_rounds_twice_does_everything_once(database: Database, town: Town) -> None:
    with transaction(database) as session:
        plan_and_open(session, town, codes="412")
    _on(database, 12, 19)

    said = [round_runs.run_rounds(database, _table) for _n in range(2)]

    assert said == [
        "0 öppnade, 1 stängda, 0 gick inte att öppna.",
        "0 öppnade, 0 stängda, 0 gick inte att öppna.",
    ]
    with database.reading() as session:
        assert len(session.exec(select(Snapshot)).all()) == 1


def test_ask_for_due_without_an_organisation_asks_for_nothing(database: Database) -> None:
    assert round_runs.ask_for_due(database) is False


def _table(session: Session, actor: Actor, submission_id: int) -> Table:
    return submission_table(session, actor, submission_id=submission_id)
