"""Cancelling long work: asked for by its owner or whoever may do the same, and settled by the worker.

Unlike other services, asking may be done in a reading session: on SQLite the work itself holds the
write lock, so there the wish stands in a file beside the job's progress, on PostgreSQL in its row.
"""

from sqlalchemy import text
from sqlmodel import Session

from core.db import Database
from core.enums import JobState
from core.errors import NotAllowed, RuleViolation
from core.models import Job, Request, User
from core.queries import access
from core.rules.access import Action, Actor
from core.services import audit, batch_apply, jobs
from core.services.transaction import transaction
from core.services.turns import Turn, take_turn
from core.texts import _


def ask_to_cancel(session: Session, actor: Actor, *, job_id: int) -> None:
    """Ask for a job that has not ended to be cancelled; the worker does it at the next safe point.

    Raises `NotAllowed` for somebody else's work, `RuleViolation` when it has ended already.
    """
    job = session.get(Job, job_id, populate_existing=True)
    if job is None or actor.read_only or not jobs.may_follow(session, actor, job):
        access.require_write(session, actor, Action.LOAD_FILES, actor.top_unit_id)
        raise NotAllowed(_("Arbetet finns inte längre. Ladda om sidan."), action=Action.LOAD_FILES)
    if job.state not in jobs.UNFINISHED:
        raise RuleViolation(_("Arbetet är redan slut. Ladda om sidan och se hur det gick."))
    _note(session.info["database"], job_id, actor.user_id)


def settle(database: Database, job_id: int) -> JobState | None:
    """Write how a job ended that was stopped because somebody asked; return its state.

    What was committed before it stopped is done and stands; else nothing of it is left.
    """
    with transaction(database) as session:
        # Work that was killed while it committed is waited for here, so that its fate is known.
        take_turn(session, Turn.LOADING)
        job = session.get(Job, job_id, with_for_update=True, populate_existing=True)
        if job is None or job.state not in jobs.UNFINISHED:
            return job.state if job else None
        by = session.get(User, jobs.cancel_asked_by(database, job) or 0)
        if session.get(Request, job.key) is not None:
            state, message = JobState.DONE, _("Arbetet hann bli klart innan det avbröts.")
        else:
            name = by.name if by else _("någon")
            state, message = JobState.CANCELLED, _("Avbrutet av {name}. Inget är ändrat.").format(name=name)
            batch_apply.release(session, job.payload)
        _record(session, job, by, state)
        job.state, job.message, job.lease_until = state, message, None
        session.add(job)
    jobs.forget_files(database, job_id)
    return state


def _note(database: Database, job_id: int, user_id: int) -> None:
    if database.is_sqlite:
        file = jobs.wish_file(database, job_id)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(user_id), encoding="utf-8")
        return
    with database.writing() as session:
        session.execute(
            text("UPDATE job SET cancel_by_id = :by WHERE id = :id AND cancel_by_id IS NULL"),
            {"by": user_id, "id": job_id},
        )
        session.commit()


def _record(session: Session, job: Job, by: User | None, state: JobState) -> None:
    today = session.info["database"].today()
    actor = access.load_actor(session, by.id, today=today) if by is not None and by.id else None
    audit.record(session, actor, "job_cancelled", subject=("job", job.id), change=({"kind": job.kind}, state))
