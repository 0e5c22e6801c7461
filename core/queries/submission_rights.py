"""Who may do what with a submission: the unit's own people, the step that has it, or the controller.

A submission that the actor may not see and one that does not exist look the same.
"""

from collections.abc import Collection

from sqlmodel import Session, select

from core.enums import Role, RoundState
from core.enums import SubmissionEventKind as Event
from core.enums import SubmissionState as State
from core.errors import NotAllowed
from core.models import Round, Submission, SubmissionStep, TreeUnit
from core.queries import access
from core.queries.responsible import RUNS_UNIT, load_responsible, name_list
from core.rules.access import GRANTS, Action, Actor, Decision, may_anywhere
from core.rules.process import Standing, possible_events
from core.rules.rounds import roles_for
from core.texts import _

_BY_UNIT = frozenset({Event.START, Event.SUBMIT, Event.WITHDRAW})
_BY_CONTROLLER = frozenset({Event.ADOPT, Event.REOPEN})
_BY_ROUND = frozenset({Event.LOCK, Event.UNLOCK})
_NOT_EDITABLE = {
    State.APPROVED: _("Det är godkänt. Be ekonomi öppna det om något ska ändras."),
    State.ADOPTED: _("Det är beslutat och ändras bara med ett nytt beslut."),
}


def read_visible(session: Session, actor: Actor, submission_id: int, *, lock: bool = False) -> Submission:
    """Return a submission that the actor may see, or raise `NotAllowed`; `lock` keeps others from it."""
    statement = select(Submission).where(Submission.id == submission_id)
    if lock:
        statement = statement.with_for_update()
    submission = session.exec(statement.execution_options(populate_existing=True)).first()
    if submission is None or not _may_see(session, actor, submission):
        require_process(session, actor, submission.unit_id if submission else None)
        raise outside(session, actor)
    return submission


def require_process(session: Session, actor: Actor, unit_id: int | None) -> None:
    """Raise `NotAllowed` unless the actor may see the process of a unit that exists."""
    if unit_id is not None:
        access.require(session, actor, Action.VIEW_PROCESS, unit_id)
    elif not may_anywhere(actor, Action.VIEW_PROCESS):
        access.require(session, actor, Action.VIEW_PROCESS, actor.top_unit_id)


def outside(session: Session, actor: Actor) -> NotAllowed:
    """Return the refusal for what lies outside, or does not exist."""
    reason = _("Enheten ligger utanför det du har hand om.")
    words = f"{reason} {access.contact(session, actor.tree_id)}".strip()
    return NotAllowed(words, action=Action.VIEW_PROCESS)


def standing_of(session: Session, submission: Submission) -> Standing:
    """Return where a submission stands, as a value."""
    return Standing(
        state=submission.state,
        level=submission.level,
        last_level=max((step.level for step in steps_of(session, submission)), default=0),
        returned=submission.returned,
        unlocked=submission.unlocked,
    )


def steps_of(session: Session, submission: Submission) -> list[SubmissionStep]:
    """Return the frozen steps of a submission, nearest first."""
    statement = select(SubmissionStep).where(SubmissionStep.submission_id == submission.id)
    return list(session.exec(statement.order_by(SubmissionStep.level)))  # type: ignore[arg-type]


def may_act(session: Session, actor: Actor, submission: Submission, event: Event) -> Decision:
    """Return whether the actor may let an event happen, whatever the state, with the reason in words."""
    if event in _BY_UNIT:
        return access.may(session, actor, Action.EDIT_SUBMISSION, submission.unit_id)
    if event is Event.CONFIRM:
        return _may_confirm(actor, submission)
    if event in _BY_CONTROLLER or submission.level == 0:
        return access.may(session, actor, Action.ADOPT_SUBMISSION, submission.unit_id)
    if event in _BY_ROUND and access.may(session, actor, Action.MANAGE_ROUNDS, actor.top_unit_id).allowed:
        return Decision(True, _("Du håller i omgången."))
    return may_step(session, actor, submission, submission.level)


def may_edit(session: Session, actor: Actor, submission: Submission) -> Decision:
    """Return whether the actor may change what the unit hands in, as its round and state stand now."""
    if actor.read_only:
        return Decision(False, _("Du visar systemet som någon annan. Då går det bara att läsa."))
    chosen = session.get_one(Round, submission.round_id)
    if chosen.state is RoundState.CLOSED:
        return Decision(False, _("{name} är stängd. Inget ändras mer.").format(name=chosen.name))
    unit = access.may(session, actor, Action.EDIT_SUBMISSION, submission.unit_id)
    if standing_of(session, submission).editable_by_unit and unit.allowed:
        return unit
    if submission.state is not State.SUBMITTED:
        return Decision(False, _NOT_EDITABLE.get(submission.state, unit.reason))
    step = may_step(session, actor, submission, submission.level)
    if step.allowed or not unit.allowed:
        return step
    return Decision(False, _("Det är inlämnat. Återta det, eller be den som har det nu att låsa upp."))


def may_step(session: Session, actor: Actor, submission: Submission, level: int) -> Decision:
    """Return whether the actor may act for a step: its role, or a stand-in, on its unit or above."""
    step = session.get(SubmissionStep, (submission.id, level))
    if step is None:
        return Decision(False, _("Steget finns inte."))
    if holds(session, actor, Action.APPROVE_SUBMISSION, roles_for(step.role), step.unit_id):
        return Decision(True, _("Steget är ditt."))
    people = load_responsible(session, tree_id=actor.tree_id, today=session.info["database"].today()).nearest(
        step.unit_id, roles_for(step.role)
    )
    if not people:
        return Decision(False, _("Det här steget är inte ditt, och ingen har rollen just nu."))
    return Decision(
        False, _("Det här steget är inte ditt. Det väntar på {names}.").format(names=name_list(people))
    )


def require_act(session: Session, actor: Actor, submission: Submission, event: Event) -> None:
    """Raise `NotAllowed` unless the actor may let an event happen; who looks through others' eyes may not."""
    action = Action.VIEW_PROCESS
    if actor.read_only:
        access.require_write(session, actor, action, submission.unit_id)
    decision = may_act(session, actor, submission, event)
    if not decision.allowed:
        words = f"{decision.reason} {access.contact(session, actor.tree_id)}".strip()
        raise NotAllowed(words, action=f"submission_{event}", unit_id=submission.unit_id)


def events_for(session: Session, actor: Actor, submission: Submission) -> frozenset[Event]:
    """Return what the actor may let happen now: the buttons of a page."""
    if actor.read_only:
        return frozenset()
    possible = possible_events(standing_of(session, submission))
    return frozenset(event for event in possible if may_act(session, actor, submission, event).allowed)


def holds(session: Session, actor: Actor, action: Action, roles: Collection[Role], unit_id: int) -> bool:
    """Return whether one of the actor's roles, among those given, covers a unit for an action."""
    if actor.limit is not None and action not in actor.limit:
        return False
    units = {grant.unit_id for grant in actor.grants if grant.role in roles and action in GRANTS[grant.role]}
    if not units:
        return False
    inside = select(TreeUnit.unit_id).where(
        TreeUnit.tree_id == actor.tree_id,
        TreeUnit.unit_id == unit_id,
        access.under(actor.tree_id, tuple(sorted(units))),
    )
    return session.exec(inside).first() is not None


def _may_confirm(actor: Actor, submission: Submission) -> Decision:
    runs = any(grant.unit_id == submission.unit_id and grant.role in RUNS_UNIT for grant in actor.grants)
    if submission.to_confirm_id is not None and (submission.to_confirm_id == actor.user_id or runs):
        return Decision(True, _("Det är inlämnat i ditt ställe."))
    return Decision(False, _("Det finns inget för dig att bekräfta."))


def _may_see(session: Session, actor: Actor, submission: Submission) -> bool:
    if access.may(session, actor, Action.VIEW_PROCESS, submission.unit_id).allowed:
        return True
    return any(
        holds(session, actor, Action.APPROVE_SUBMISSION, roles_for(step.role), step.unit_id)
        for step in steps_of(session, submission)
    )
