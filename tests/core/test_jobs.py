"""Jobs run to their end, fail with a plain word, and survive the death of their worker."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from threading import Event
from time import monotonic
from typing import Any

import pytest
from sqlmodel import Session, select

from core import jobs as worker
from core.db import Database, utc_now
from core.enums import BatchState, JobState, VersionKind
from core.models import AuditEvent, ImportBatch, Job, RoleAssignment, User, Version
from core.rules.access import Actor
from core.services import batch_apply, checks, job_cancel, jobs, ledger_apply
from core.services.transaction import transaction
from core.services.turns import Turn, take_turn
from core.settings import ROOT
from tests import loading_factories as lf

MANY = 120_000
PATIENCE_SECONDS = 120
_PAUSE = Event()
"""Never set: between two looks at another process it gives that process the processor."""


def _ask(database: Database, office: lf.Office, batch_id: int, key: str = "apply") -> int:
    with transaction(database, office.actor) as session:
        return batch_apply.request_apply(session, office.actor, batch_id=batch_id, key=key)


def _outcome(database: Database, job_id: int, batch_id: int) -> tuple[JobState, str, BatchState]:
    with database.reading() as session:
        job, batch = session.get_one(Job, job_id), session.get_one(ImportBatch, batch_id)
        return job.state, job.message, batch.state


def test_run_waiting_loads_and_undoes(database: Database) -> None:
    office = lf.stored_office(database)
    batch_id = lf.read(database, office, lf.csv_file([("2026-01-05", "4120", "5021", 100)]))

    apply_id = _ask(database, office, batch_id)
    assert _outcome(database, apply_id, batch_id)[2] is BatchState.RUNNING
    assert worker.run_waiting(database) == 1

    assert _outcome(database, apply_id, batch_id) == (
        JobState.DONE,
        "1 rader är inlästa.",
        BatchState.APPLIED,
    )
    assert lf.actuals_of(database) == {("4120", "5021", 1): 100}
    with transaction(database, office.actor) as session:
        undo_id = batch_apply.request_undo(session, office.actor, batch_id=batch_id, key="undo")
    assert worker.run_waiting(database) == 1
    assert _outcome(database, undo_id, batch_id) == (
        JobState.DONE,
        "Inläsningen är ångrad.",
        BatchState.UNDONE,
    )
    assert lf.actuals_of(database) == {}


def test_run_job_that_breaks_a_rule_says_so_and_releases_the_batch(database: Database) -> None:
    office = lf.stored_office(database)
    batch_id = lf.read(database, office, lf.csv_file([("2026-01-05", "4120", "5021", 100)]))
    job_id = _ask(database, office, batch_id)
    with transaction(database) as session:
        session.add(Version(kind=VersionKind.ACTUAL, year=2026, name="Utfall", closed_at=database.now()))

    worker.run_waiting(database)

    assert _outcome(database, job_id, batch_id) == (
        JobState.FAILED,
        "Året 2026 är stängt. Dess utfall kan inte ändras.",
        BatchState.PREVIEW,
    )


def test_run_job_that_stumbles_says_that_nothing_is_changed(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = lf.stored_office(database)
    batch_id = lf.read(database, office, lf.csv_file([("2026-01-05", "4120", "5021", 100)]))
    job_id = _ask(database, office, batch_id)

    def stumble(_database: Database, _job: Job) -> str:
        raise ZeroDivisionError

    monkeypatch.setitem(worker.HANDLERS, "apply_batch", stumble)
    with pytest.raises(ZeroDivisionError):
        worker.run_waiting(database)

    assert _outcome(database, job_id, batch_id) == (
        JobState.FAILED,
        "Något gick fel. Inget är ändrat.",
        BatchState.PREVIEW,
    )
    assert lf.actuals_of(database) == {}


def _shut_out(session: Session, actor: Actor) -> None:
    session.get_one(User, actor.user_id).active = False


def _end_roles(session: Session, actor: Actor) -> None:
    for held in session.exec(select(RoleAssignment).where(RoleAssignment.user_id == actor.user_id)):
        session.delete(held)


def test_run_job_of_somebody_who_is_gone_fails(database: Database) -> None:
    office = lf.stored_office(database)
    batch_id = lf.read(database, office, lf.csv_file([("2026-01-05", "4120", "5021", 100)]))
    job_id = _ask(database, office, batch_id)
    with transaction(database) as session:
        _shut_out(session, office.actor)

    worker.run_waiting(database)

    assert _outcome(database, job_id, batch_id)[:2] == (JobState.FAILED, "Användaren finns inte längre.")


def test_run_job_of_somebody_who_has_lost_the_right_is_refused_and_noted(database: Database) -> None:
    office = lf.stored_office(database)
    batch_id = lf.read(database, office, lf.csv_file([("2026-01-05", "4120", "5021", 100)]))
    job_id = _ask(database, office, batch_id)
    with transaction(database) as session:
        _end_roles(session, office.actor)

    worker.run_waiting(database)

    assert _outcome(database, job_id, batch_id)[:2] == (JobState.FAILED, "Din roll ger inte den rätten.")
    with database.reading() as session:
        assert session.exec(select(AuditEvent.user_id).where(AuditEvent.action == "refused")).all() == [
            office.actor.user_id
        ]


def test_run_job_that_has_died_too_often_is_given_up(database: Database) -> None:
    office = lf.stored_office(database)
    batch_id = lf.read(database, office, lf.csv_file([("2026-01-05", "4120", "5021", 100)]))
    job_id = _ask(database, office, batch_id)
    with transaction(database) as session:
        session.get_one(Job, job_id).attempts = 3

    worker.run_waiting(database)

    state, message, batch_state = _outcome(database, job_id, batch_id)
    assert (state, batch_state) == (JobState.FAILED, BatchState.PREVIEW)
    assert message == "Arbetet avbröts flera gånger och är stoppat. Inget är ändrat."


def test_run_job_tells_how_far_it_is(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    office = lf.stored_office(database)
    rows = [("2026-01-05", "4120", "5021", 1)] * 5
    job_id = _ask(database, office, lf.read(database, office, lf.csv_file(rows)))
    monkeypatch.setattr(ledger_apply, "_CHUNK", 2)
    told: list[tuple[int, int]] = []
    tell = jobs.tell

    def listen(to: Database, told_id: int, *, done: int, total: int) -> None:
        tell(to, told_id, done=done, total=total)
        with to.reading() as session:
            progress = jobs.progress_of(session, office.actor, job_id=told_id)
        assert progress
        told.append((progress.done, progress.total))

    monkeypatch.setattr(jobs, "tell", listen)
    worker.run_waiting(database)

    assert told == [(2, 5), (4, 5), (5, 5)]
    with database.reading() as session:
        progress = jobs.progress_of(session, office.actor, job_id=job_id)
    assert progress
    assert (progress.state, progress.done, progress.total) == (JobState.DONE, 5, 5)


def test_run_job_keeps_its_lease_while_a_step_says_nothing(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = lf.stored_office(database)
    _ask(database, office, lf.read(database, office, lf.csv_file([("2026-01-05", "4120", "5021", 1)])))
    monkeypatch.setattr(jobs, "LEASE", timedelta(milliseconds=40))
    renewed = Event()
    tell = jobs.tell

    def listen(to: Database, told_id: int, *, done: int, total: int) -> None:
        tell(to, told_id, done=done, total=total)
        renewed.set()

    def wait_in_silence(*_arguments: object, **_named: object) -> int:
        assert renewed.wait(PATIENCE_SECONDS)
        return 0

    monkeypatch.setattr(jobs, "tell", listen)
    monkeypatch.setattr(batch_apply, "apply_batch", wait_in_silence)

    assert worker.run_waiting(database) == 1


def test_worker_killed_in_the_middle_leaves_nothing_and_the_job_is_taken_again(database: Database) -> None:
    office = lf.stored_office(database)
    kept = lf.load(database, office, lf.csv_file([("2026-01-05", "4121", "6010", 9)]))
    before = lf.actuals_of(database)
    batch_id = lf.read(database, office, lf.csv_file([("2026-01-05", "4120", "5021", 1)] * MANY))
    job_id = _ask(database, office, batch_id)
    assert jobs.claim(database)

    process = subprocess.Popen(
        [sys.executable, "-m", "core.jobs", str(job_id)],
        cwd=ROOT,
        env={**os.environ, "RODRET_DATABASE_URL": database.url},
    )
    _wait_until_begun(database, office, job_id, process)
    process.send_signal(signal.SIGKILL)

    assert process.wait() == -signal.SIGKILL
    assert lf.actuals_of(database) == before
    assert _outcome(database, job_id, batch_id) == (JobState.RUNNING, "", BatchState.RUNNING)
    with database.reading() as session:
        assert checks.run_checks(session) == []
    later = Database(database.url, now=lambda: utc_now() + timedelta(minutes=1))
    assert worker.run_waiting(later) == 1
    later.dispose()
    assert _outcome(database, job_id, batch_id) == (
        JobState.DONE,
        "120\u00a0000 rader är inlästa.",
        BatchState.APPLIED,
    )
    assert lf.actuals_of(database) == {("4120", "5021", 1): MANY}
    with database.reading() as session:
        assert checks.run_checks(session) == []
        assert session.get_one(ImportBatch, kept).state is BatchState.APPLIED


def _wait_until_begun(
    database: Database, office: lf.Office, job_id: int, process: subprocess.Popen[bytes]
) -> None:
    """Return when some rows are written but not all."""
    until = monotonic() + PATIENCE_SECONDS
    while monotonic() < until and process.poll() is None:
        with database.reading() as session:
            progress = jobs.progress_of(session, office.actor, job_id=job_id)
        assert progress
        if progress.done:
            assert progress.done < MANY
            return
        _PAUSE.wait(0.01)
    pytest.fail("the job did not begin")


def test_worker_runs_a_waiting_job_in_a_process_of_its_own(database: Database) -> None:
    office = lf.stored_office(database)
    batch_id = lf.read(database, office, lf.csv_file([("2026-01-05", "4120", "5021", 100)]))
    job_id = _ask(database, office, batch_id)

    own = worker.start_worker(database)
    until = monotonic() + PATIENCE_SECONDS
    while monotonic() < until and _outcome(database, job_id, batch_id)[0] is not JobState.DONE:
        assert _outcome(database, job_id, batch_id)[0] is not JobState.FAILED
        _PAUSE.wait(0.05)
    own.stop()

    assert _outcome(database, job_id, batch_id) == (JobState.DONE, "1 rader är inlästa.", BatchState.APPLIED)


def test_main_of_a_job_that_is_not_there_says_so(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RODRET_DATABASE_URL", database.url)

    assert worker.main(["4711"]) == 1


def test_worker_cancels_a_load_under_way_and_nothing_of_it_is_left(database: Database) -> None:
    office = lf.stored_office(database)
    batch_id = lf.read(database, office, lf.csv_file([("2026-01-05", "4120", "5021", 1)] * MANY))
    job_id = _ask(database, office, batch_id)

    own = worker.start_worker(database)
    _wait_until(lambda: _rows_done(database, office, job_id) > 0)
    with database.reading() as session:
        job_cancel.ask_to_cancel(session, office.actor, job_id=job_id)
    _wait_until(lambda: _outcome(database, job_id, batch_id)[0] is not JobState.RUNNING)
    own.stop()

    assert _outcome(database, job_id, batch_id)[::2] == (JobState.CANCELLED, BatchState.PREVIEW)
    assert lf.actuals_of(database) == {}
    with database.reading() as session:
        assert checks.run_checks(session) == []


def test_worker_ends_a_process_that_comes_to_no_safe_point(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = lf.stored_office(database)
    batch_id = lf.read(database, office, lf.csv_file([("2026-01-05", "4120", "5021", 100)]))
    job_id = _ask(database, office, batch_id)
    monkeypatch.setattr(worker, "_GRACE_SECONDS", 0.1)
    started: list[subprocess.Popen[bytes]] = []
    popen = subprocess.Popen

    def remembered(*arguments: Any, **named: Any) -> subprocess.Popen[bytes]:
        started.append(popen(*arguments, **named))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", remembered)
    own = worker.start_worker(database)
    _wait_until(lambda: bool(started))
    with database.writing() as held:  # the load waits for this turn, so it never comes to a safe point
        take_turn(held, Turn.LOADING)
        with database.reading() as session:
            job_cancel.ask_to_cancel(session, office.actor, job_id=job_id)
        _wait_until(lambda: started[0].poll() == -signal.SIGKILL)
        held.rollback()
    _wait_until(lambda: _outcome(database, job_id, batch_id)[0] is not JobState.RUNNING)
    own.stop()

    assert _outcome(database, job_id, batch_id)[::2] == (JobState.CANCELLED, BatchState.PREVIEW)
    assert lf.actuals_of(database) == {}


def _rows_done(database: Database, office: lf.Office, job_id: int) -> int:
    with database.reading() as session:
        progress = jobs.progress_of(session, office.actor, job_id=job_id)
    assert progress
    return progress.done


def _wait_until(happened: Callable[[], bool]) -> None:
    until = monotonic() + PATIENCE_SECONDS
    while not happened():
        assert monotonic() < until
        _PAUSE.wait(0.02)
