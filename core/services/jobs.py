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
from core.rules.access import Actor
from core.services import audit
from core.services.turns import Turn, take_turn
from core.texts import _

LEASE = timedelta(seconds=20)
"""How long a worker may be silent before its job is taken by another."""


@dataclass(frozen=True, slots=True)
class JobProgress:
    """How far a job has come: rows done of a total, and its last word."""

    id: int
    state: JobState
    done: int
    total: int
    message: str


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
    return select(Job).where(col(Job.state).in_([JobState.WAITING, JobState.RUNNING])).order_by(col(Job.id))


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
    _forget_told(database, job_id)


def progress_of(session: Session, actor: Actor, *, job_id: int) -> JobProgress | None:
    """Return how far one's own job has come; None when it is not there or somebody else's."""
    job = session.get(Job, job_id, populate_existing=True)
    if job is None or job.user_id != actor.user_id:
        return None
    told = _told(session.info["database"], job_id) if job.state is JobState.RUNNING else {}
    return JobProgress(
        job_id, job.state, told.get("done", job.done), told.get("total", job.total), job.message
    )


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
