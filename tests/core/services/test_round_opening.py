from threading import Barrier, Thread

import pytest
from sqlmodel import Session, col, select

from core.db import Database
from core.enums import Role, RoundState, SubmissionState, UnitKind
from core.errors import NotAllowed, RodretError, RuleViolation
from core.models import Round, Snapshot, Submission, SubmissionStep
from core.queries.snapshots import list_snapshots, read_snapshot
from core.rules.rounds import SkippedLevel
from core.rules.trees import Close
from core.services import submissions
from core.services.organisation import reorganise
from core.services.round_opening import Closed, Opened, close_round, open_round
from core.services.transaction import transaction
from tests.core.process_town import (
    Town,
    close,
    make_town,
    new_key,
    plain_table,
    plan,
    plan_and_open,
    submission,
)
from tests.factories import TODAY


@pytest.fixture
def town(session: Session) -> Town:
    return make_town(session)


def test_open_round_gives_each_unit_its_frozen_steps(session: Session, town: Town) -> None:
    round_id = plan(session, town, codes="412 612")
    told = open_round(session, town.actor(session, "sara"), round_id=round_id, key=new_key())

    assert told == Opened(
        2, (), (SkippedLevel(town.units["612"], "Biblioteket", UnitKind.DEPARTMENT, Role.MANAGER),)
    )
    steps = session.exec(
        select(Submission.unit_id, SubmissionStep.level, SubmissionStep.unit_id)
        .join(SubmissionStep, col(SubmissionStep.submission_id) == col(Submission.id))
        .order_by(col(Submission.id), col(SubmissionStep.level))
    ).all()
    unit = town.units
    assert steps == [(unit["412"], 1, unit["40"]), (unit["412"], 2, unit["4"]), (unit["612"], 1, unit["6"])]
    assert session.get_one(Round, round_id).state is RoundState.OPEN


def test_open_round_twice_with_one_key_opens_once(session: Session, town: Town) -> None:
    round_id, sara = plan(session, town), town.actor(session, "sara")
    first = open_round(session, sara, round_id=round_id, key="k")
    assert open_round(session, sara, round_id=round_id, key="k") == first
    with pytest.raises(RuleViolation, match="redan öppen"):
        open_round(session, sara, round_id=round_id, key="other")
    assert len(session.exec(select(Submission)).all()) == 3


def test_open_round_leaves_out_units_closed_since(session: Session, town: Town) -> None:
    round_id = plan(session, town)
    reorganise(session, town.actor(session, "ada"), valid_from=TODAY, changes=[Close("413")])
    told = open_round(session, town.actor(session, "sara"), round_id=round_id, key=new_key())
    assert (told.submissions, told.left_out) == (2, ("Lindens skola",))


def test_open_round_without_units_is_refused(session: Session, town: Town) -> None:
    with pytest.raises(RuleViolation, match="Välj enheter först"):
        open_round(
            session, town.actor(session, "sara"), round_id=plan(session, town, codes=""), key=new_key()
        )


def test_close_round_keeps_a_snapshot_of_each_submission(session: Session, town: Town) -> None:
    round_id, sara = plan_and_open(session, town), town.actor(session, "sara")
    told = close_round(session, sara, round_id=round_id, key="k", table_of=plain_table)
    again = close_round(session, sara, round_id=round_id, key="k", table_of=plain_table)

    assert told == again == Closed(3, 3)
    assert len(session.exec(select(Snapshot)).all()) == 3
    held = submission(session, town, round_id)
    kept = list_snapshots(session, sara, subject=("submission", held.id))
    assert [(row.title, row.unit_id) for row in kept] == [("Budget 2027", town.units["412"])]
    assert read_snapshot(session, sara, snapshot_id=kept[0].id) == plain_table(held.id or 0)
    assert held.state is SubmissionState.NOT_STARTED


def test_close_round_that_is_not_open_is_refused(session: Session, town: Town) -> None:
    round_id, sara = plan(session, town), town.actor(session, "sara")
    with pytest.raises(RuleViolation, match="Bara en öppen omgång"):
        close_round(session, sara, round_id=round_id, key=new_key(), table_of=plain_table)


@pytest.mark.parametrize("who", ["maria", "berit", "bo", "disa", "rune"])
def test_rounds_are_opened_and_closed_by_whoever_manages_them(session: Session, town: Town, who: str) -> None:
    planned, opened = plan(session, town), plan_and_open(session, town)
    actor = town.actor(session, who)
    with pytest.raises(NotAllowed):
        open_round(session, actor, round_id=planned, key=new_key())
    with pytest.raises(NotAllowed):
        close_round(session, actor, round_id=opened, key=new_key(), table_of=plain_table)


def test_submit_beside_close_never_lands_in_a_closed_round(database: Database) -> None:
    with transaction(database) as session:
        town = make_town(session)
        round_id = plan_and_open(session, town)
        held = submission(session, town, round_id).id or 0
    start = Barrier(2)
    told: dict[str, str] = {}

    def run(who: str) -> None:
        start.wait()
        try:
            with transaction(database) as own:
                if who == "sara":
                    close(own, town, round_id)
                else:
                    maria = town.actor(own, who)
                    submissions.submit(own, maria, submission_id=held, rev=0, key=new_key())
            told[who] = "done"
        except RodretError as error:
            told[who] = error.message

    threads = [Thread(target=run, args=(who,)) for who in ("sara", "maria")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with database.reading() as session:
        state = submission(session, town, round_id).state
        assert session.get_one(Round, round_id).state is RoundState.CLOSED
    assert told["sara"] == "done"
    assert (told["maria"], state) in {
        ("done", SubmissionState.SUBMITTED),
        ("Budget 2027 är stängd. Inget ändras mer.", SubmissionState.NOT_STARTED),
    }
