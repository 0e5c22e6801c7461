"""The worker of long work: a thread that claims jobs and runs each in a process of its own.

A process of its own gives the memory back and leaves the pages their interpreter. `python -m
core.jobs <id>` runs one claimed job; the database is the one in RODRET_DATABASE_URL.
"""

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from threading import Event, Lock, Thread
from time import monotonic
from typing import Any, Self

from core.db import Database
from core.enums import JobState
from core.errors import RodretError
from core.models import Job
from core.queries.access import load_actor
from core.reports.mailed_reports import make_report
from core.reports.process_state import submission_table
from core.services import (
    activity_runs,
    batch_apply,
    forecast_choices,
    job_cancel,
    jobs,
    kolada_jobs,
    mail_runs,
    round_runs,
)
from core.services.transaction import transaction
from core.settings import ROOT, load_settings
from core.texts import _

log = logging.getLogger("rodret.jobs")

Handler = Callable[[Database, Job], str]
"""Does a job and returns its last word; a `RodretError` ends it with that message."""

_POLL_SECONDS = 1.0
_POLLS_PER_SCHEDULE = 60
_BEATS_PER_LEASE = 4
_MOST_ATTEMPTS = 3
_LOOK_SECONDS = 0.2
_LOOKS_PER_WISH = 5
_GRACE_SECONDS = 3.0
"""How long a process that is to be cancelled may take to its next safe point before it is ended."""


class Cancelled(RodretError):
    """Somebody has asked for the job to be cancelled; raised at a safe point, so that all is rolled back."""


def apply_batch(database: Database, job: Job) -> str:
    """Load a batch that was previewed and accepted."""
    return _with_rows(
        _("{rows} rader är inlästa."),
        _in_transaction(database, job, lambda session, actor, progress: batch_apply.apply_batch(
            session, actor, batch_id=job.payload["batch_id"], key=job.key, progress=progress
        )),
    )  # fmt: skip


def undo_batch(database: Database, job: Job) -> str:
    """Take a load back."""
    _in_transaction(database, job, lambda session, actor, progress: batch_apply.undo_batch(
        session, actor, batch_id=job.payload["batch_id"], key=job.key, progress=progress
    ))  # fmt: skip
    return _("Inläsningen är ångrad.")


def run_rounds(database: Database, _job: Job) -> str:
    """Open and close the rounds whose day has come."""
    return round_runs.run_rounds(
        database,
        lambda session, actor, submission_id: submission_table(session, actor, submission_id=submission_id),
    )


def choose_forecast_methods(database: Database, job: Job) -> str:
    """Test the methods of a forecast on the years that are over."""
    with _Heartbeat(database, job):
        return forecast_choices.run_choices(database)


def fetch_from_kolada(database: Database, job: Job) -> str:
    """Fetch key figures from Kolada over the network."""
    with _Heartbeat(database, job) as heartbeat:
        return kolada_jobs.run_fetch(database, job.payload, load_settings(), heartbeat.tell)


HANDLERS: dict[str, Handler] = {
    "apply_batch": apply_batch,
    "undo_batch": undo_batch,
    mail_runs.WEEKLY: lambda database, _job: mail_runs.run_weekly(database, load_settings()),
    mail_runs.REPORTS: lambda database, _job: mail_runs.run_reports(database, load_settings(), make_report),
    mail_runs.REMINDERS: lambda database, _job: mail_runs.run_reminders(database, load_settings()),
    round_runs.ROUNDS: run_rounds,
    activity_runs.ACTIVITIES: lambda database, _job: activity_runs.run_activities(database),
    forecast_choices.CHOICES: choose_forecast_methods,
    kolada_jobs.FETCH: fetch_from_kolada,
    mail_runs.AT_ONCE: lambda database, _job: mail_runs.run_at_once(database, load_settings()),
}


def run_job(database: Database, job: Job) -> None:
    """Run one claimed job to its end and write how it went; give up one that has died too many times."""
    if job.attempts > _MOST_ATTEMPTS:
        _fail(database, job, _("Arbetet avbröts flera gånger och är stoppat. Inget är ändrat."))
        return
    if _is_to_end(database, job):
        job_cancel.settle(database, _id(job))
        return
    try:
        message = HANDLERS[job.kind](database, job)
    except Cancelled:
        job_cancel.settle(database, _id(job))
    except RodretError as error:
        _fail(database, job, error.message)
    except Exception:
        log.exception("job %s failed", job.id)
        _fail(database, job, _("Något gick fel. Inget är ändrat."))
        raise
    else:
        jobs.finish(database, _id(job), state=JobState.DONE, message=message)


def run_waiting(database: Database) -> int:
    """Run every waiting job in this process; return how many. For tests and the command line."""
    done = 0
    while (job := jobs.claim(database)) is not None:
        run_job(database, job)
        done += 1
    return done


class _Heartbeat:
    """Tells how far a job has come, and renews its lease while a long step says nothing."""

    def __init__(self, database: Database, job: Job) -> None:
        self._database = database
        self._job = job
        self._job_id = _id(job)
        self._far = (0, 0)
        self._telling = Lock()
        self._stop = Event()
        self._thread = Thread(target=self._beat, name="rodret-heartbeat", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._stop.set()
        self._thread.join()

    def tell(self, done: int, total: int) -> None:
        """Tell that `done` rows of `total` are written; a safe point, where `Cancelled` may be raised."""
        self._tell(done, total)
        self.stop_if_asked()

    def stop_if_asked(self) -> None:
        """Raise `Cancelled` when somebody has asked for it."""
        if _is_to_end(self._database, self._job):
            raise Cancelled(_("Arbetet är avbrutet. Inget är ändrat."))

    def _tell(self, done: int, total: int) -> None:
        with self._telling:
            self._far = (done, total)
            jobs.tell(self._database, self._job_id, done=done, total=total)

    def _beat(self) -> None:
        while not self._stop.wait(jobs.LEASE.total_seconds() / _BEATS_PER_LEASE):
            try:
                self._tell(*self._far)
            except Exception:
                log.exception("the lease of job %s could not be renewed now", self._job_id)


class Worker:
    """A thread that starts a process for each job, one at a time."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._stop = Event()
        self._thread = Thread(target=self._run, name="rodret-jobs", daemon=True)

    def start(self) -> None:
        """Begin to look for work."""
        self._thread.start()

    def stop(self) -> None:
        """Stop looking; a running job is taken again at the next start."""
        self._stop.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        for poll in count():
            if self._stop.wait(_POLL_SECONDS):
                return
            try:
                if poll % _POLLS_PER_SCHEDULE == _POLLS_PER_SCHEDULE - 1:
                    round_runs.ask_for_due(self.database)
                    activity_runs.ask_for_due(self.database)
                    forecast_choices.ask_for_due(self.database)
                    kolada_jobs.ask_for_due(self.database)
                    mail_runs.ask_for_due(self.database, sends_mail=load_settings().sends_mail)
                job = jobs.claim(self.database)
                if job is not None:
                    self._run_process(job)
            except Exception:
                log.exception("the worker stumbled and goes on")

    def _run_process(self, job: Job) -> None:
        environment = {**os.environ, "RODRET_DATABASE_URL": self.database.url}
        process = subprocess.Popen(
            [sys.executable, "-m", "core.jobs", str(job.id)], cwd=ROOT, env=environment
        )
        if self._until_end(process, job):
            job_cancel.settle(self.database, _id(job))
        elif process.returncode and not self._stop.is_set():
            log.error("job %s ended with %s", job.id, process.returncode)

    def _until_end(self, process: subprocess.Popen[bytes], job: Job) -> bool:
        """Wait for a process, ending it when the worker stops or its grace is over; True: to be cancelled."""
        end_at: float | None = None
        for look in count(1):
            if process.poll() is not None:
                break
            if self._stop.wait(_LOOK_SECONDS) or (end_at is not None and monotonic() > end_at):
                process.kill()
                process.wait()
                break
            if end_at is None and look % _LOOKS_PER_WISH == 0 and _is_to_end(self.database, job):
                end_at = monotonic() + _GRACE_SECONDS
        return end_at is not None


def start_worker(database: Database) -> Worker:
    """Start the worker of this server process."""
    worker = Worker(database)
    worker.start()
    return worker


def _fail(database: Database, job: Job, message: str) -> None:
    batch_apply.release_batch(database, job.payload)
    jobs.finish(database, _id(job), state=JobState.FAILED, message=message)


def _in_transaction(database: Database, job: Job, work: Callable[..., Any]) -> Any:
    """Do the work as its user, with the rights of today, in one transaction; tell how far it has come."""
    with database.reading() as session:
        actor = load_actor(session, job.user_id, today=database.today())
    if actor is None:
        raise RodretError(_("Användaren finns inte längre."))
    with _Heartbeat(database, job) as heartbeat, transaction(database, actor) as session:
        result = work(session, actor, heartbeat.tell)
        heartbeat.stop_if_asked()
    if database.is_sqlite:
        with database.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    return result


def _is_to_end(database: Database, job: Job) -> bool:
    """Return whether somebody has asked for the job to be cancelled; asked anew each time."""
    if database.is_sqlite:
        return jobs.cancel_asked_by(database, job) is not None
    with database.reading() as session:
        fresh = session.get(Job, _id(job))
        return fresh is not None and jobs.cancel_asked_by(database, fresh) is not None


def _id(job: Job) -> int:
    if job.id is None:
        raise ValueError("a stored job has an id")
    return job.id


def _with_rows(message: str, rows: int) -> str:
    return message.format(rows=f"{rows:,}".replace(",", "\u00a0"))


def main(arguments: list[str]) -> int:
    """Run the claimed job whose id is the only argument."""
    logging.basicConfig(level=logging.INFO)
    database = Database(os.environ["RODRET_DATABASE_URL"])
    try:
        with database.reading() as session:
            job = session.get(Job, int(arguments[0]))
            if job is None:
                return 1
            session.expunge(job)
        run_job(database, job)
    finally:
        database.dispose()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
