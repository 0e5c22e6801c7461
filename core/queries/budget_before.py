"""What ansvar had of the budget before a decision: the year of each, öre in ledger sign."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from core.enums import BudgetDecisionState, PlanOrigin
from core.models import Balance, BudgetDecision, PlanLine
from core.periods import MONTHS
from core.queries.access import subtree
from core.queries.budget_bases import bases_of
from core.queries.budget_decision_rights import visible_decision
from core.queries.budget_decisions import YEAR_SUM
from core.rules.access import Action, Actor, roots

_YEAR = sum((getattr(Balance, f"m{month}") for month in MONTHS[1:]), start=Balance.m1)


@dataclass(frozen=True, slots=True)
class UnitBudget:
    """An ansvar that a decision changes: its year before, and the change."""

    unit_id: int
    before: int
    change: int


def list_unit_budgets(session: Session, actor: Actor, *, decision_id: int) -> list[UnitBudget]:
    """Return the ansvar of the reader that a decision changes, with what each had before it."""
    decision = visible_decision(session, actor, decision_id)
    seen = subtree(actor.tree_id, roots(actor, Action.VIEW_ECONOMY))
    rows = session.exec(
        select(PlanLine.unit_id, func.sum(YEAR_SUM))
        .where(PlanLine.version_id == decision.version_id, col(PlanLine.unit_id).in_(seen))
        .group_by(col(PlanLine.unit_id))
        .order_by(col(PlanLine.unit_id))
    ).all()
    changes = {unit_id: int(amount) for unit_id, amount in rows}
    before = _before(session, decision, changes)
    return [UnitBudget(unit_id, before.get(unit_id, 0), change) for unit_id, change in changes.items()]


def _before(session: Session, decision: BudgetDecision, units: Collection[int]) -> dict[int, int]:
    """Return the budget that holds now, less what this decision and later ones have brought into it."""
    bases = bases_of(session, decision.year)
    held = {
        unit_id: int(amount)
        for unit_id, amount in session.exec(
            select(Balance.unit_id, func.sum(_YEAR))
            .where(Balance.version_id == bases.current, col(Balance.unit_id).in_(units))
            .group_by(col(Balance.unit_id))
        )
    }
    if decision.state is not BudgetDecisionState.ADOPTED:
        return held
    later = session.exec(
        select(PlanLine.unit_id, func.sum(YEAR_SUM))
        .join(BudgetDecision, col(BudgetDecision.id) == col(PlanLine.origin_id))
        .where(
            PlanLine.version_id == bases.revised,
            PlanLine.origin == PlanOrigin.DECISION,
            col(BudgetDecision.number) >= (decision.number or 0),
            col(PlanLine.unit_id).in_(units),
        )
        .group_by(col(PlanLine.unit_id))
    )
    for unit_id, amount in later:
        held[unit_id] = held.get(unit_id, 0) - int(amount)
    return held
