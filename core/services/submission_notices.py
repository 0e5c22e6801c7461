"""Who is told what in the process: a round that opens, an answer that waits, comes back or is approved.

Part of other services, which have asked for the right.
"""

from collections.abc import Collection

from sqlmodel import Session, col, select

from core.enums import NoticeKind, Role, SubmissionState
from core.enums import SubmissionEventKind as Event
from core.models import Round, Submission, TreeUnit, Unit
from core.queries.responsible import RUNS_UNIT, Responsible, load_responsible
from core.queries.submission_rights import steps_of
from core.rules.access import Actor
from core.rules.rounds import roles_for
from core.rules.subjects import Subject, SubjectKind, address_of
from core.services import notices
from core.texts import _


def tell_opened(session: Session, actor: Actor, opened: Round, *, only: Collection[int] | None = None) -> int:
    """Tell those who run the asked units, or `only` some, that a round has opened; return how many."""
    people = _people(session, actor)
    asked = select(Submission).where(Submission.round_id == opened.id)
    if only is not None:
        asked = asked.where(col(Submission.unit_id).in_(only))
    told = 0
    for submission in session.exec(asked):
        text = _("{name} har öppnat för {unit}. Sista dag är {day}.").format(
            name=opened.name, unit=_unit_name(session, actor, submission.unit_id), day=opened.deadline
        )
        told += _tell(session, actor, submission, people, NoticeKind.ROUND_OPENED, text)
    return told


def tell_event(session: Session, actor: Actor, submission: Submission, event: Event, name: str) -> int:
    """Tell whoever an event concerns: the unit, or the step that the submission waits for."""
    unit = _unit_name(session, actor, submission.unit_id)
    people = _people(session, actor)
    if event is Event.RETURN and submission.level == 0:
        text = _("{name} för {unit} har kommit tillbaka. Se vad som ska ändras.").format(name=name, unit=unit)
        return _tell(session, actor, submission, people, NoticeKind.RETURNED, text)
    if submission.state is SubmissionState.APPROVED and event is Event.APPROVE:
        text = _("{name} för {unit} är godkänd.").format(name=name, unit=unit)
        return _tell(session, actor, submission, people, NoticeKind.APPROVED, text)
    if submission.state is SubmissionState.SUBMITTED and event in {Event.SUBMIT, Event.APPROVE, Event.RETURN}:
        text = _("{name} för {unit} väntar på dig.").format(name=name, unit=unit)
        return _tell(session, actor, submission, people, NoticeKind.TO_APPROVE, text)
    return 0


def _tell(
    session: Session,
    actor: Actor,
    submission: Submission,
    people: Responsible,
    kind: NoticeKind,
    text: str,
) -> int:
    """Tell the people of the unit, or of the step for what waits for one; never oneself."""
    unit_id, roles = _receivers(session, submission, kind)
    wanted = {holder.user_id for holder in people.nearest(unit_id, roles)} - {actor.user_id}
    subject = Subject(SubjectKind.SUBMISSION, str(submission.id), submission.unit_id)
    code = session.exec(select(Unit.code).where(Unit.id == submission.unit_id)).one()
    return notices.tell(
        session,
        user_ids=wanted,
        kind=kind,
        text=text,
        address=address_of(subject, unit_code=code),
        key=f"submission {submission.id} {submission.rev} {kind}",
    )


def _receivers(session: Session, submission: Submission, kind: NoticeKind) -> tuple[int, Collection[Role]]:
    if kind is NoticeKind.TO_APPROVE:
        step = next(step for step in steps_of(session, submission) if step.level == submission.level)
        return step.unit_id, roles_for(step.role)
    return submission.unit_id, RUNS_UNIT


def _people(session: Session, actor: Actor) -> Responsible:
    return load_responsible(session, tree_id=actor.tree_id, today=session.info["database"].today())


def _unit_name(session: Session, actor: Actor, unit_id: int) -> str:
    name = session.exec(
        select(TreeUnit.name).where(TreeUnit.tree_id == actor.tree_id, TreeUnit.unit_id == unit_id)
    ).first()
    return name or ""
