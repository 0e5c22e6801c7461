"""What happens to a submission: who may, whether it still is what was seen, the rules, then all is written.

State, event and audit are written together. The round is locked before the submission, always.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import Role, RoundKind, RoundState, SubmissionState
from core.enums import SubmissionEventKind as Event
from core.errors import Conflict, RuleViolation
from core.models import Round, Submission, SubmissionEvent, User
from core.periods import local_time
from core.queries.budget_findings import require_ready
from core.queries.forecast_findings import require_explained
from core.queries.goal_findings import require_followed
from core.queries.responsible import RUNS_UNIT, load_responsible
from core.queries.submission_rights import read_visible, require_act, standing_of
from core.rules.access import Actor
from core.rules.process import Standing, after, event_words
from core.services import audit
from core.services.deficit_watch import watch_report
from core.services.requests import first_time
from core.services.submission_notices import tell_event
from core.texts import _

LONGEST_REASON = 2000
_NEVER_REOPENED = frozenset({RoundKind.FRAME, RoundKind.BUDGET})
_READY = {RoundKind.BUDGET: require_ready, RoundKind.FORECAST: require_explained}
"""What must hold before a round's figures are handed in."""


@dataclass(frozen=True, slots=True)
class Handled:
    """A submission after something was done with it; `rev` is what the next one must know."""

    submission_id: int
    rev: int
    state: SubmissionState
    level: int


def happen_once(
    session: Session, actor: Actor, event: Event, asked: tuple[int, int, str], reason: str = ""
) -> Handled:
    """Let an event happen to (id, rev, key), and once only, however many times the same click arrives."""
    submission_id, rev, key = asked
    subject = (submission_id, rev, reason)
    if first_time(session, actor, key=key, action=f"submission_{event}", subject=subject):
        return happen(session, actor, event, submission_id, rev, reason)
    return _handled(read_visible(session, actor, submission_id))


def happen(
    session: Session, actor: Actor, event: Event, submission_id: int, rev: int | None, reason: str = ""
) -> Handled:
    """Let an event happen to a submission whose `rev` the actor has seen; None takes it as it stands.

    Raises `Conflict` when somebody was first, `NotAllowed`, or `RuleViolation` with what to do.
    """
    seen = read_visible(session, actor, submission_id)
    chosen = share_round(session, seen.round_id)
    submission = read_visible(session, actor, submission_id, lock=True)
    if rev is not None and submission.rev != rev:
        raise Conflict(_who_was_first(session, submission))
    require_act(session, actor, submission, event)
    _check_round(chosen, submission, event)
    if event is Event.SUBMIT and chosen.version_id is not None and chosen.kind in _READY:
        ready = _READY[chosen.kind]
        ready(session, actor, version_id=chosen.version_id, unit_id=submission.unit_id)
    if event is Event.SUBMIT and chosen.kind is RoundKind.GOALS:
        require_followed(
            session, actor, unit_id=submission.unit_id, year=chosen.year, deadline=chosen.deadline
        )
    if len(reason) > LONGEST_REASON:
        raise RuleViolation(_("Skriv högst {n} tecken.").format(n=LONGEST_REASON))
    before = standing_of(session, submission)
    now = after(before, event, reason=reason)
    _write(session, actor, submission, event, (before, now), reason.strip())
    tell_event(session, actor, submission, event, chosen.name)
    if event is Event.SUBMIT:
        watch_report(session, actor, asked=chosen, unit_id=submission.unit_id)
    return _handled(submission)


def share_round(session: Session, round_id: int) -> Round:
    """Return an opened round that cannot be closed before this transaction ends."""
    statement = select(Round).where(Round.id == round_id).with_for_update(read=True)
    found = session.exec(statement.execution_options(populate_existing=True)).first()
    if found is None or found.state is RoundState.PLANNED:
        raise RuleViolation(_("Omgången har inte öppnat än."))
    return found


def _write(
    session: Session,
    actor: Actor,
    submission: Submission,
    event: Event,
    change: tuple[Standing, Standing],
    reason: str,
) -> None:
    before, now = change
    moment = session.info["database"].now()
    manager_id = entered_for(session, actor, submission) if before.level == 0 else None
    submission.to_confirm_id = _to_confirm(actor, submission, event, now, manager_id)
    submission.state, submission.level = now.state, now.level
    submission.returned, submission.unlocked = now.returned, now.unlocked
    submission.rev += 1
    submission.changed_at = moment
    session.add(submission)
    session.add(
        SubmissionEvent(
            submission_id=submission.id or 0,
            n=submission.rev,
            kind=event,
            level=before.level,
            user_id=actor.user_id,
            for_user_id=manager_id,
            reason=reason,
            at=moment,
        )
    )
    session.flush()
    audit.record(
        session,
        actor,
        f"submission_{event}",
        subject=("submission", submission.id),
        unit_id=submission.unit_id,
        change=((before.state, before.level), (now.state, now.level)),
        cause=reason,
    )


def entered_for(session: Session, actor: Actor, submission: Submission) -> int | None:
    """Return the unit's own manager when somebody else acts in her place; part of other services."""
    today = session.info["database"].today()
    people = load_responsible(session, tree_id=actor.tree_id, today=today)
    managers = [holder for holder in people.on(submission.unit_id, RUNS_UNIT) if holder.role is Role.MANAGER]
    if not managers or any(holder.user_id == actor.user_id for holder in managers):
        return None
    return managers[0].user_id


def _to_confirm(
    actor: Actor, submission: Submission, event: Event, now: Standing, manager_id: int | None
) -> int | None:
    """Return who is still to confirm: the manager, unless she or her deputy handed in."""
    if event is Event.SUBMIT:
        runs = any(grant.unit_id == submission.unit_id and grant.role in RUNS_UNIT for grant in actor.grants)
        return None if runs else manager_id
    if event is Event.CONFIRM or now.state is SubmissionState.WORKING:
        return None
    return submission.to_confirm_id


def _check_round(chosen: Round, submission: Submission, event: Event) -> None:
    if chosen.state is not RoundState.OPEN:
        raise RuleViolation(_("{name} är stängd. Inget ändras mer.").format(name=chosen.name))
    adopted = submission.state is SubmissionState.ADOPTED
    if event is Event.REOPEN and adopted and chosen.kind in _NEVER_REOPENED:
        raise RuleViolation(_("En antagen budget öppnas inte igen. Ändra den med ett nytt beslut."))


def _who_was_first(session: Session, submission: Submission) -> str:
    latest = session.exec(
        select(SubmissionEvent, User.name)
        .join(User, col(User.id) == col(SubmissionEvent.user_id))
        .where(SubmissionEvent.submission_id == submission.id)
        .order_by(col(SubmissionEvent.n).desc())
    ).first()
    if latest is None:
        return _("Sidan är inaktuell. Ladda om den och försök igen.")
    event, name = latest
    return _("{name} {did} {when}, innan du hann. Ladda om sidan och se hur det står nu.").format(
        name=name, did=event_words(event.kind), when=local_time(event.at)
    )


def _handled(submission: Submission) -> Handled:
    return Handled(submission.id or 0, submission.rev, submission.state, submission.level)
