"""Long work as rows: asked for once, claimed by one worker, its progress told, taken again after a crash."""

import json
import os
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import make_url, text
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from core.db import Database
from core.enums import JobState
from core.errors import Conflict
from core.models import Job
from core.queries import access
from core.rules.access import Action, Actor
from core.services import audit
from core.services.turns import Turn, take_turn
from core.texts import _

UNFINISHED = (JobState.WAITING, JobState.RUNNING)

_ACTIONS: dict[str, Action] = {"apply_batch": Action.LOAD_FILES, "undo_batch": Action.LOAD_FILES}
"""Who beside the owner may follow and cancel a kind of work: whoever may do the same."""

LEASE = timedelta(seconds=20)
"""How long a worker may be silent before its job is taken by another."""


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far a job has come: rows done of a total, its last word, and whether it is to be cancelled."""

    id: int
    state: JobState
    done: int
    total: int
    message: str
    cancelling: bool = False


def enqueue(session: Session, actor: Actor, *, key: str, kind: str, payload: dict[str, Any]) -> int:
    """Ask for long work; the same key gives the same job. The caller has checked the right.

    Raises `Conflict` when the key was used for something else, or by somebody else.
    """
    take_turn(session, Turn.JOBS)
    existing = session.exec(select(Job).where(Job.key == key)).first()
    if existing is not None:
        if (existing.user_id, existing.kind, existing.payload) != (actor.user_id, kind, payload):
            raise Conflict(_("Sidan är inaktuell. Ladda om den och försök igen."))
        return _id(existing)
    job = Job(
        key=key, kind=kind, payload=payload, user_id=actor.user_id, created_at=session.info["database"].now()
    )
    session.add(job)
    session.flush()
    audit.record(
        session, actor, "job_asked_for", subject=("job", job.id), change=(None, {"kind": kind, **payload})
    )
    return _id(job)


def ask_by_itself(session: Session, *, key: str, kind: str, user_id: int) -> int:
    """Ask for work that the clock wants, in nobody's name; `user_id` is whom its row names. Return its id.

    The caller holds the turn of jobs and knows that there is none with the key.
    """
    job = Job(key=key, kind=kind, payload={}, user_id=user_id, created_at=session.info["database"].now())
    session.add(job)
    session.flush()
    audit.record(session, None, "job_asked_for", subject=("job", job.id), change=(None, {"kind": kind}))
    return _id(job)


def is_asked_for(session: Session, *, key: str) -> bool:
    """Return whether there is a job with the key."""
    return session.exec(select(Job.id).where(Job.key == key)).first() is not None


def claim(database: Database) -> Job | None:
    """Take one waiting job, or one whose worker died; one at a time of each kind. None when there is none.

    Whoever runs it sees in `attempts` how many times it has been begun.
    """
    with database.reading() as session:
        if session.exec(_unfinished()).first() is None:
            return None
    now = database.now()
    with database.writing() as session:
        take_turn(session, Turn.JOBS)
        jobs = session.exec(_unfinished()).all()
        busy = {job.kind for job in jobs if job.state is JobState.RUNNING and _alive(database, job, now)}
        job = next((job for job in jobs if job.kind not in busy), None)
        if job is None:
            return None
        job.state, job.lease_until, job.attempts = JobState.RUNNING, now + LEASE, job.attempts + 1
        session.add(job)
        job.done = job.total = 0
        _forget_told(database, _id(job))
        session.commit()
        session.refresh(job)
        session.expunge(job)
        return job


def _unfinished() -> SelectOfScalar[Job]:
    return select(Job).where(col(Job.state).in_(UNFINISHED)).order_by(col(Job.id))


def tell(database: Database, job_id: int, *, done: int, total: int) -> None:
    """Tell how far a job has come and renew its lease.

    SQLite's write lock is held by the work itself, so there it goes to a file beside the database.
    """
    until = database.now() + LEASE
    if database.is_sqlite:
        path = _progress_file(database, job_id)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_suffix(".new")
        fresh.write_text(
            json.dumps({"done": done, "total": total, "until": until.isoformat()}), encoding="utf-8"
        )
        os.replace(fresh, path)  # noqa: PTH105 atomic on every system, which Path.rename is not
        return
    with database.writing() as session:
        session.execute(
            text("UPDATE job SET done = :done, total = :total, lease_until = :until WHERE id = :id"),
            {"done": done, "total": total, "until": until, "id": job_id},
        )
        session.commit()


def finish(database: Database, job_id: int, *, state: JobState, message: str) -> None:
    """Write how a job ended."""
    with database.writing() as session:
        job = session.get(Job, job_id)
        if job is not None:
            told = _told(database, job_id)
            job.state, job.message, job.lease_until = state, message[:1000], None
            job.done, job.total = told.get("done", job.done), told.get("total", job.total)
            session.add(job)
        session.commit()
    forget_files(database, job_id)


def forget_files(database: Database, job_id: int) -> None:
    """Drop what stood in files about a job that has ended."""
    _forget_told(database, job_id)
    if database.is_sqlite:
        wish_file(database, job_id).unlink(missing_ok=True)


def progress_of(session: Session, actor: Actor, *, job_id: int) -> JobProgress | None:
    """Return how far a job has come, for its owner and whoever may do the same; None for everybody else."""
    job = session.get(Job, job_id, populate_existing=True)
    if job is None or not may_follow(session, actor, job):
        return None
    return _progress(session.info["database"], job)


def list_running(session: Session, actor: Actor) -> list[JobProgress]:
    """Return the jobs that have not ended and that the actor may follow, in the order of their asking."""
    database = session.info["database"]
    return [
        _progress(database, job)
        for job in session.exec(_unfinished()).all()
        if job.kind in _ACTIONS and may_follow(session, actor, job)
    ]


def may_follow(session: Session, actor: Actor, job: Job) -> bool:
    """Return whether the actor asked for the job, or may do such work herself."""
    action = _ACTIONS.get(job.kind)
    own = job.user_id == actor.user_id
    return own or (action is not None and access.may(session, actor, action, actor.top_unit_id).allowed)


def _progress(database: Database, job: Job) -> JobProgress:
    job_id, running = _id(job), job.state is JobState.RUNNING
    told = _told(database, job_id) if running else {}
    cancelling = job.state in UNFINISHED and cancel_asked_by(database, job) is not None
    return JobProgress(
        job_id, job.state, told.get("done", job.done), told.get("total", job.total), job.message, cancelling
    )


def cancel_asked_by(database: Database, job: Job) -> int | None:
    """Return who has asked for a job to be cancelled; None when nobody has."""
    if not database.is_sqlite:
        return job.cancel_by_id
    try:
        return int(wish_file(database, _id(job)).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None


def wish_file(database: Database, job_id: int) -> Path:
    """Return the file that says, on SQLite, who wants a job to be cancelled."""
    return _progress_file(database, job_id).with_suffix(".cancel")


def _alive(database: Database, job: Job, now: datetime) -> bool:
    told = _told(database, _id(job)).get("until")
    until = datetime.fromisoformat(told) if told else job.lease_until
    return until is not None and until > now


def _told(database: Database, job_id: int) -> dict[str, Any]:
    if not database.is_sqlite:
        return {}
    try:
        told: dict[str, Any] = json.loads(_progress_file(database, job_id).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return told


def _forget_told(database: Database, job_id: int) -> None:
    if database.is_sqlite:
        _progress_file(database, job_id).unlink(missing_ok=True)


def _progress_file(database: Database, job_id: int) -> Path:
    file = Path(make_url(database.url).database or "rodret.db").resolve()
    return file.with_name(f"{file.name}.jobs") / f"{job_id}.json"


def _id(job: Job) -> int:
    if job.id is None:
        raise ValueError("a stored job has an id")
    return job.id
