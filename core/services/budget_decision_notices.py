"""Who is told of a budget decision: whoever may approve a manager's own, and the manager of what came of it.

Part of other services, which have asked for the right.
"""

from sqlmodel import Session, select

from core.enums import NoticeKind, Role
from core.models import BudgetDecision, Unit
from core.queries.codes import unit_names
from core.queries.responsible import load_responsible
from core.rules.access import Actor
from core.rules.subjects import Subject, SubjectKind, address_of
from core.services import notices
from core.texts import _


def tell_requested(session: Session, actor: Actor, decision: BudgetDecision) -> int:
    """Tell the controllers nearest the unit that a manager wants to move money inside it."""
    people = load_responsible(session, tree_id=actor.tree_id, today=session.info["database"].today())
    nearest = people.nearest(decision.unit_id, {Role.CONTROLLER})
    unit = unit_names(session, actor.tree_id, (decision.unit_id,))[decision.unit_id].name
    text = _("{unit} vill flytta pengar inom enheten: {title}.").format(unit=unit, title=decision.title)
    return _tell(
        session, actor, decision, {holder.user_id for holder in nearest}, (NoticeKind.TO_APPROVE, text)
    )


def tell_adopted(session: Session, actor: Actor, decision: BudgetDecision) -> int:
    """Tell the manager who asked that the money is moved."""
    text = _("Pengarna är flyttade: {title}. Det är budgetbeslut {number}.").format(
        title=decision.title, number=decision.number
    )
    return _tell(session, actor, decision, {decision.created_by_id}, (NoticeKind.APPROVED, text))


def tell_dropped(session: Session, actor: Actor, decision: BudgetDecision, reason: str) -> int:
    """Tell whoever prepared or asked that nothing comes of it, and why."""
    text = _("Det blev inget av {title}: {reason}").format(title=decision.title, reason=reason)
    return _tell(session, actor, decision, {decision.created_by_id}, (NoticeKind.RETURNED, text))


def _tell(
    session: Session, actor: Actor, decision: BudgetDecision, user_ids: set[int], what: tuple[NoticeKind, str]
) -> int:
    """Tell people, never oneself."""
    kind, text = what
    subject = Subject(SubjectKind.BUDGET_DECISION, str(decision.id), decision.unit_id)
    code = session.exec(select(Unit.code).where(Unit.id == decision.unit_id)).one()
    return notices.tell(
        session,
        user_ids=user_ids - {actor.user_id},
        kind=kind,
        text=text,
        address=address_of(subject, unit_code=code),
        key=f"budget_decision {decision.id} {kind}",
    )
