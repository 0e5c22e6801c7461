from collections.abc import Callable

import pytest
from sqlmodel import select

from core import jobs as worker
from core.db import Database
from core.enums import BatchState, JobState, Role
from core.errors import NotAllowed, RuleViolation
from core.models import AuditEvent, ImportBatch, Job
from core.rules.access import Actor
from core.services import batch_apply, job_cancel, jobs, ledger_apply
from core.services.transaction import transaction
from tests import loading_factories as lf
from tests.factories import make_actor

ROWS = [("2026-01-05", "4120", "5021", 1)] * 5


def _asked(database: Database, office: lf.Office) -> tuple[int, int]:
    """Ask for a load; return the job and the batch."""
    batch_id = lf.read(database, office, lf.csv_file(ROWS))
    with transaction(database, office.actor) as session:
        return batch_apply.request_apply(session, office.actor, batch_id=batch_id, key="apply"), batch_id


def _cancel(database: Database, actor: Actor, job_id: int) -> None:
    with database.reading() as session:
        job_cancel.ask_to_cancel(session, actor, job_id=job_id)


def _outcome(database: Database, job_id: int, batch_id: int) -> tuple[JobState, str, BatchState]:
    with database.reading() as session:
        job, batch = session.get_one(Job, job_id), session.get_one(ImportBatch, batch_id)
        return job.state, job.message, batch.state


def _somebody(database: Database, office: lf.Office, role: Role) -> Actor:
    with transaction(database) as session:
        return make_actor(session, role, office.actor.top_unit_id)


def test_waiting_job_that_is_cancelled_never_begins(database: Database) -> None:
    office = lf.stored_office(database)
    job_id, batch_id = _asked(database, office)

    _cancel(database, office.actor, job_id)
    with database.reading() as session:
        waiting = jobs.progress_of(session, office.actor, job_id=job_id)
    worker.run_waiting(database)

    assert waiting
    assert (waiting.state, waiting.cancelling) == (JobState.WAITING, True)
    assert _outcome(database, job_id, batch_id) == (
        JobState.CANCELLED,
        f"Avbrutet av {office.actor.name}. Inget är ändrat.",
        BatchState.PREVIEW,
    )
    assert lf.actuals_of(database) == {}
    with database.reading() as session:
        events = select(AuditEvent.user_id, AuditEvent.new).where(AuditEvent.action == "job_cancelled")
        assert session.exec(events).all() == [(office.actor.user_id, "cancelled")]


def test_running_job_that_is_cancelled_stops_at_its_next_safe_point(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = lf.stored_office(database)
    job_id, batch_id = _asked(database, office)
    monkeypatch.setattr(ledger_apply, "_CHUNK", 2)
    far: list[int] = []
    monkeypatch.setattr(jobs, "tell", _then(far, lambda: _cancel(database, office.actor, job_id)))

    worker.run_waiting(database)

    assert far == [2]
    assert _outcome(database, job_id, batch_id)[::2] == (JobState.CANCELLED, BatchState.PREVIEW)
    assert lf.actuals_of(database) == {}


def test_cancelled_load_can_be_loaded_again(database: Database) -> None:
    office = lf.stored_office(database)
    job_id, batch_id = _asked(database, office)
    _cancel(database, office.actor, job_id)
    worker.run_waiting(database)

    with transaction(database, office.actor) as session:
        again = batch_apply.request_apply(session, office.actor, batch_id=batch_id, key="again")
    worker.run_waiting(database)

    assert _outcome(database, again, batch_id) == (
        JobState.DONE,
        "5 rader är inlästa.",
        BatchState.APPLIED,
    )
    assert lf.actuals_of(database) == {("4120", "5021", 1): 5}


def test_settle_says_done_of_work_that_was_committed_before_it_was_stopped(database: Database) -> None:
    office = lf.stored_office(database)
    job_id, batch_id = _asked(database, office)
    jobs.claim(database)
    with transaction(database, office.actor) as session:
        batch_apply.apply_batch(session, office.actor, batch_id=batch_id, key="apply")
    _cancel(database, office.actor, job_id)

    state = job_cancel.settle(database, job_id)

    assert state is JobState.DONE
    assert _outcome(database, job_id, batch_id) == (
        JobState.DONE,
        "Arbetet hann bli klart innan det avbröts.",
        BatchState.APPLIED,
    )


def test_ended_job_is_not_cancelled(database: Database) -> None:
    office = lf.stored_office(database)
    job_id, _batch_id = _asked(database, office)
    worker.run_waiting(database)

    with pytest.raises(RuleViolation, match="redan slut"):
        _cancel(database, office.actor, job_id)


def test_colleague_who_loads_files_sees_and_cancels_the_load_of_another(database: Database) -> None:
    office = lf.stored_office(database)
    job_id, batch_id = _asked(database, office)
    colleague = _somebody(database, office, Role.CONTROLLER)

    with database.reading() as session:
        (seen,) = jobs.list_running(session, colleague)
    _cancel(database, colleague, job_id)
    worker.run_waiting(database)

    assert seen.id == job_id
    assert _outcome(database, job_id, batch_id)[:2] == (
        JobState.CANCELLED,
        f"Avbrutet av {colleague.name}. Inget är ändrat.",
    )


def test_somebody_without_the_right_neither_sees_nor_cancels(database: Database) -> None:
    office = lf.stored_office(database)
    job_id, _batch_id = _asked(database, office)
    manager = _somebody(database, office, Role.MANAGER)

    with pytest.raises(NotAllowed):
        _cancel(database, manager, job_id)

    with database.reading() as session:
        assert jobs.progress_of(session, manager, job_id=job_id) is None
        assert jobs.list_running(session, manager) == []


def test_job_that_is_not_there_is_not_cancelled(database: Database) -> None:
    office = lf.stored_office(database)

    with pytest.raises(NotAllowed, match="finns inte"):
        _cancel(database, office.actor, 4711)


def _then(far: list[int], do: Callable[[], None]) -> Callable[..., None]:
    """Return a `tell` that notes how far it is and does something after the first time."""

    def tell(_database: Database, _job_id: int, *, done: int, total: int) -> None:
        assert total == len(ROWS)
        far.append(done)
        if len(far) == 1:
            do()

    return tell
