"""Who may see a budget decision, and who may prepare, adopt and ask for one.

Adopted ones are seen where they touch what the reader may see; those in preparation by whoever
answers for their unit.
"""

from sqlalchemy import ColumnElement
from sqlmodel import Session, and_, col, or_, select

from core.enums import BudgetDecisionKind, BudgetDecisionState
from core.models import BudgetDecision, PlanLine
from core.queries.access import may, require_write, subtree
from core.queries.subjects import not_there
from core.rules.access import Action, Actor, Decision, roots


def visible(actor: Actor) -> ColumnElement[bool]:
    """Return the condition that the actor may see a budget decision."""
    seen = subtree(actor.tree_id, roots(actor, Action.VIEW_ECONOMY))
    touching = select(PlanLine.version_id).where(col(PlanLine.unit_id).in_(seen))
    answered = {*roots(actor, Action.MANAGE_BUDGET), *roots(actor, Action.EDIT_SUBMISSION)}
    return or_(
        and_(
            col(BudgetDecision.state) == BudgetDecisionState.ADOPTED,
            col(BudgetDecision.version_id).in_(touching),
        ),
        col(BudgetDecision.unit_id).in_(subtree(actor.tree_id, tuple(sorted(answered)))),
    )


def visible_decision(
    session: Session, actor: Actor, decision_id: int, *, lock: bool = False
) -> BudgetDecision:
    """Return a decision that the actor may see; `NotAllowed` for others and unknown ones alike."""
    statement = select(BudgetDecision).where(BudgetDecision.id == decision_id, visible(actor))
    if lock:
        statement = statement.with_for_update()
    found = session.exec(statement.execution_options(populate_existing=True)).first()
    if found is None:
        raise not_there(session, actor, Action.VIEW_ECONOMY)
    return found


def right_of(kind: BudgetDecisionKind) -> Action:
    """Return the right that preparing and adopting a decision of a kind takes."""
    return Action.MANAGE_BUDGET if kind is BudgetDecisionKind.INTERNAL else Action.MANAGE_FRAMES


def home_of(kind: BudgetDecisionKind, unit_id: int, top_unit_id: int) -> int:
    """Return the unit that a decision belongs to: its nämnd or unit, or the municipality."""
    return unit_id if kind is BudgetDecisionKind.INTERNAL else top_unit_id


def may_prepare(session: Session, actor: Actor, *, kind: BudgetDecisionKind, unit_id: int) -> Decision:
    """Return whether the actor may prepare and adopt decisions of a kind on a unit."""
    if actor.read_only:
        return Decision(allowed=False, reason="")
    return may(session, actor, right_of(kind), home_of(kind, unit_id, actor.top_unit_id))


def require_prepare(session: Session, actor: Actor, kind: BudgetDecisionKind, unit_id: int) -> None:
    """Raise `NotAllowed` unless the actor may prepare and adopt decisions of a kind on a unit."""
    require_write(session, actor, right_of(kind), home_of(kind, unit_id, actor.top_unit_id))
