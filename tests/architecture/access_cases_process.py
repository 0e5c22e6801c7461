"""The cases of the access matrix for cancelled jobs and for answers."""

from sqlmodel import Session

from core.queries import round_answers
from core.rules.access import Action
from core.services import job_cancel, jobs
from tests.architecture.access_cases_rounds import made_submission
from tests.architecture.access_world import Case, World


def _job(world: World, session: Session) -> int:
    """Ask for work that nobody of the matrix owns."""
    return jobs.enqueue(session, world.office.actor, key="work", kind="apply_batch", payload={})


PROCESS_CASES: dict[str, Case] = {
    "services.job_cancel.ask_to_cancel": Case(
        Action.LOAD_FILES, lambda w, s, a: job_cancel.ask_to_cancel(s, a, job_id=_job(w, s))
    ),
    "queries.round_answers.list_answers": Case(
        Action.VIEW_PROCESS,
        lambda w, s, a: round_answers.list_answers(s, a, submission_id=made_submission(w, s)),
    ),
}
