"""The cases of the access matrix for cancelled jobs, answers, and the units of open rounds."""

from sqlmodel import Session

from core.queries import round_answers
from core.rules.access import Action
from core.services import job_cancel, jobs, round_members
from tests.architecture.access_cases_rounds import made_submission, opened_round
from tests.architecture.access_world import Case, World


def _job(world: World, session: Session) -> int:
    """Ask for work that nobody of the matrix owns."""
    return jobs.enqueue(session, world.office.actor, key="work", kind="apply_batch", payload={})


PROCESS_CASES: dict[str, Case] = {
    "services.job_cancel.ask_to_cancel": Case(
        Action.LOAD_FILES, lambda w, s, a: job_cancel.ask_to_cancel(s, a, job_id=_job(w, s))
    ),
    "services.round_members.add_to_open_round": Case(
        Action.MANAGE_ROUNDS,
        lambda w, s, a: round_members.add_to_open_round(
            s, a, round_id=opened_round(w, s), unit_ids=[w.units["4"]], key="add"
        ),
    ),
    "services.round_members.remove_from_open_round": Case(
        Action.MANAGE_ROUNDS,
        lambda w, s, a: round_members.remove_from_open_round(
            s, a, round_id=opened_round(w, s), unit_id=w.target
        ),
    ),
    "queries.round_answers.list_answers": Case(
        Action.VIEW_PROCESS,
        lambda w, s, a: round_answers.list_answers(s, a, submission_id=made_submission(w, s)),
    ),
}
