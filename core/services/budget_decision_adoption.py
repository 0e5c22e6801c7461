"""Adopting a budget decision: its number, the body's words, and its lines into the revised budget.

    adopt(session, actor, *, decision_id, rev, text: DecisionText, from_result=0, key) -> int

What is adopted never changes: its version is closed, and a wrong one gets a counter decision.
"""

import hashlib

from sqlmodel import Session, col, func, select

from core.enums import BudgetDecisionState
from core.errors import RuleViolation, Severity
from core.models import BudgetDecision, Version
from core.queries.budget_decision_draft import draft_of
from core.queries.budget_decision_rights import require_prepare, visible_decision
from core.rules.access import Actor
from core.rules.budget_decisions import check_decision
from core.rules.subjects import Subject, SubjectKind
from core.services import audit
from core.services.budget_decision_notices import tell_adopted
from core.services.budget_decisions import require_rev, touch
from core.services.decisions import DecisionText, record_decision
from core.services.requests import first_time, keep_result, result_of
from core.services.revised_budget import copy_in
from core.services.turns import Turn, take_turn
from core.texts import _

_KEY_LENGTH = 36
_OPEN = frozenset({BudgetDecisionState.DRAFT, BudgetDecisionState.REQUESTED})


def adopt(
    session: Session,
    actor: Actor,
    *,
    decision_id: int,
    rev: int,
    text: DecisionText,
    from_result: int = 0,
    key: str,
) -> int:
    """Adopt a decision and return its number; `from_result` is what it takes of the budgeted result, öre.

    Raises `RuleViolation` with the first thing that hinders it, `Conflict` when it has changed.
    """
    take_turn(session, Turn.BUDGET_DECISIONS)
    decision = visible_decision(session, actor, decision_id, lock=True)
    require_prepare(session, actor, decision.kind, decision.unit_id)
    subject = (decision_id, rev, text, from_result)
    if not first_time(session, actor, key=key, action="budget_decision_adopted", subject=subject):
        return int(result_of(session, key))
    require_rev(decision, rev)
    if decision.state not in _OPEN:
        raise RuleViolation(_("Beslutet är redan antaget eller nedlagt. Ladda om sidan."))
    if not text.body.strip():
        raise RuleViolation(_("Skriv vem som har beslutat."))
    require_ready(session, actor.tree_id, decision, from_result=from_result)
    decision.decision_id = record_decision(
        session,
        actor,
        key=hashlib.sha256(f"budget decision {key}".encode()).hexdigest()[:_KEY_LENGTH],
        subject=Subject(SubjectKind.BUDGET_DECISION, str(decision_id), decision.unit_id),
        text=text,
    )
    decision.decided_on = text.day
    number = settle(session, actor, decision)
    keep_result(session, key, number)
    tell_adopted(session, actor, decision)
    return number


def require_ready(session: Session, tree_id: int, decision: BudgetDecision, *, from_result: int = 0) -> None:
    """Raise `RuleViolation` with the first thing that hinders a decision."""
    draft = draft_of(session, tree_id, decision, from_result=from_result)
    for problem in check_decision(draft):
        if problem.severity is Severity.ERROR:
            raise RuleViolation(problem.message)


def settle(session: Session, actor: Actor, decision: BudgetDecision) -> int:
    """Number a decision, copy its lines into the revised budget and close its version; return the number.

    The next number of the year, without gaps: whoever calls has taken the turn.
    """
    last = session.exec(
        select(func.max(BudgetDecision.number)).where(BudgetDecision.year == decision.year)
    ).one()
    decision.number = (last or 0) + 1
    before, decision.state = decision.state, BudgetDecisionState.ADOPTED
    touch(session, decision)
    lines = copy_in(session, decision)
    version = session.exec(select(Version).where(col(Version.id) == decision.version_id)).one()
    version.closed_at = session.info["database"].now()
    session.add(version)
    session.flush()
    audit.record(
        session, actor, "budget_decision_adopted", subject=("budget_decision", decision.id),
        unit_id=decision.unit_id,
        change=(before, {"number": decision.number, "day": str(decision.decided_on), "rows": lines}),
    )  # fmt: skip
    return decision.number
