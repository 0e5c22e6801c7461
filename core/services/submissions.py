"""Submissions: one function for each thing that a person does with one.

`rev` is the submission as she saw it; `key` makes a second click do nothing.
"""

import hashlib

from sqlmodel import Session, select

from core.enums import SubmissionEventKind as Event
from core.enums import SubmissionState
from core.errors import NotAllowed, RuleViolation
from core.models import Submission
from core.queries import access
from core.queries.submission_rights import may_act, may_edit, read_visible
from core.rules.access import Action, Actor
from core.rules.subjects import Subject, SubjectKind
from core.services.decisions import DecisionText, record_decision
from core.services.submission_events import Handled, happen, happen_once, share_round
from core.texts import _

_KEY_LENGTH = 36


def begin(session: Session, actor: Actor, *, submission_id: int, rev: int, key: str) -> Handled:
    """Begin the unit's work."""
    return happen_once(session, actor, Event.START, (submission_id, rev, key))


def submit(
    session: Session, actor: Actor, *, submission_id: int, rev: int, key: str, comment: str = ""
) -> Handled:
    """Hand the unit's work in; done by somebody else than its manager, she is asked to confirm."""
    return happen_once(session, actor, Event.SUBMIT, (submission_id, rev, key), comment)


def withdraw(
    session: Session, actor: Actor, *, submission_id: int, rev: int, key: str, reason: str = ""
) -> Handled:
    """Take back what nobody has approved yet."""
    return happen_once(session, actor, Event.WITHDRAW, (submission_id, rev, key), reason)


def approve(
    session: Session, actor: Actor, *, submission_id: int, rev: int, key: str, comment: str = ""
) -> Handled:
    """Approve at the step that has the submission, which hands it on to the next one."""
    return happen_once(session, actor, Event.APPROVE, (submission_id, rev, key), comment)


def return_submission(
    session: Session, actor: Actor, *, submission_id: int, rev: int, key: str, reason: str
) -> Handled:
    """Send the submission one step back, with the reason."""
    return happen_once(session, actor, Event.RETURN, (submission_id, rev, key), reason)


def unlock(
    session: Session, actor: Actor, *, submission_id: int, rev: int, key: str, reason: str = ""
) -> Handled:
    """Let the unit change what it has handed in, without sending it back."""
    return happen_once(session, actor, Event.UNLOCK, (submission_id, rev, key), reason)


def lock(session: Session, actor: Actor, *, submission_id: int, rev: int, key: str) -> Handled:
    """End an unlocking."""
    return happen_once(session, actor, Event.LOCK, (submission_id, rev, key))


def adopt(
    session: Session, actor: Actor, *, submission_id: int, rev: int, key: str, decision: DecisionText
) -> Handled:
    """Note the body's decision on what every step has approved."""
    done = happen_once(session, actor, Event.ADOPT, (submission_id, rev, key), decision_words(decision))
    unit_id = session.get_one(Submission, submission_id).unit_id
    record_decision(
        session,
        actor,
        key=hashlib.sha256(f"decision {key}".encode()).hexdigest()[:_KEY_LENGTH],
        subject=Subject(SubjectKind.SUBMISSION, str(submission_id), unit_id),
        text=decision,
    )
    return done


def reopen(session: Session, actor: Actor, *, submission_id: int, rev: int, key: str, reason: str) -> Handled:
    """Give an approved submission back to the unit, with the reason; an adopted budget never is."""
    return happen_once(session, actor, Event.REOPEN, (submission_id, rev, key), reason)


def confirm(session: Session, actor: Actor, *, submission_id: int, rev: int, key: str) -> Handled:
    """Say, as the unit's manager, that what somebody handed in for her stands."""
    return happen_once(session, actor, Event.CONFIRM, (submission_id, rev, key))


def ensure_editable(
    session: Session, actor: Actor, *, round_id: int, unit_id: int, take_back: bool = False
) -> int:
    """Make sure that the actor may change the unit's answer to a round now; return the submission's id.

    Every save of a round's content calls this first. It begins what was not begun. With `take_back`
    a submitted one that nobody has approved is withdrawn, visibly. `RuleViolation` says why not.
    """
    submission_id = _visible_id(session, actor, round_id, unit_id)
    share_round(session, round_id)
    submission = _kept_from_others(session, submission_id, alone=take_back)
    decision = may_edit(session, actor, submission)
    if decision.allowed:
        if submission.state is SubmissionState.NOT_STARTED:
            happen(session, actor, Event.START, submission_id, None)
        return submission_id
    if take_back and _may_take_back(session, actor, submission):
        happen(session, actor, Event.WITHDRAW, submission_id, None, _("ändrad"))
        return submission_id
    if not may_act(session, actor, submission, Event.SUBMIT).allowed:
        raise NotAllowed(decision.reason, action=Action.EDIT_SUBMISSION, unit_id=unit_id)
    raise RuleViolation(decision.reason)


def decision_words(decision: DecisionText) -> str:
    """Return a decision in one line: `Barn- och utbildningsnämnden 2026-12-14 § 98, dnr 2026/211`."""
    words = f"{decision.body.strip()} {decision.day.isoformat()}"
    if decision.paragraph.strip():
        words += f" § {decision.paragraph.strip()}"
    if decision.diary_number.strip():
        words += _(", dnr {number}").format(number=decision.diary_number.strip())
    return words


def _visible_id(session: Session, actor: Actor, round_id: int, unit_id: int) -> int:
    """Return the id of a unit's submission, which the actor may see and is there to change herself."""
    found = session.exec(
        select(Submission.id).where(Submission.round_id == round_id, Submission.unit_id == unit_id)
    ).first()
    if found is None or actor.read_only:
        access.require_write(session, actor, Action.VIEW_PROCESS, unit_id)
    if found is None:
        raise RuleViolation(_("Omgången har inte öppnat för enheten."))
    return read_visible(session, actor, found).id or 0


def _kept_from_others(session: Session, submission_id: int, *, alone: bool) -> Submission:
    """Return a submission that nobody hands in meanwhile; saves of the same unit do not wait for each other.

    What is not begun is taken `alone`, since beginning it changes it.
    """
    one = select(Submission).where(Submission.id == submission_id)
    fresh = {"populate_existing": True}
    if not alone:
        begun = one.where(Submission.state != SubmissionState.NOT_STARTED).with_for_update(read=True)
        found = session.exec(begun.execution_options(**fresh)).first()
        if found is not None:
            return found
    return session.exec(one.with_for_update().execution_options(**fresh)).one()


def _may_take_back(session: Session, actor: Actor, submission: Submission) -> bool:
    event = Event.WITHDRAW
    possible = submission.state is SubmissionState.SUBMITTED and submission.level == 1
    return possible and may_act(session, actor, submission, event).allowed
