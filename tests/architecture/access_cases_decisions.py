"""The cases of the access matrix for budget decisions and compared versions.

The decision of each case belongs to the target and has its line on the target itself, so that a role
below it sees nothing.
"""

from datetime import UTC, datetime

from sqlmodel import Session

from core.enums import BudgetDecisionKind, BudgetDecisionState, Dimension, VersionKind
from core.models import BudgetDecision, PlanLine, Version
from core.queries import (
    budget_before,
    budget_change_rows,
    budget_decision_draft,
    budget_decision_rights,
    comparable_versions,
    own_redistribution,
    version_differences,
)
from core.queries import budget_decisions as decision_queries
from core.rules.access import Action, Actor
from core.services import budget_decision_adoption, budget_decision_rows, budget_decisions
from core.services import own_redistribution as own_service
from core.services.budget_decisions import DecisionContent
from core.services.decisions import DecisionText
from tests import factories
from tests.architecture.access_world import Case, World

_WHEN = datetime(2026, 11, 9, tzinfo=UTC)


def _budget(world: World, session: Session) -> None:
    """Let the world's budget be adopted, with a row on the target's ansvar."""
    held = session.get_one(Version, world.budget)
    if held.closed_at is None:
        for account in ("5021", "6410"):
            coding = factories.make_coding(session, account)
            factories.put_balance(session, world.budget, world.units["4120"], coding, {12: 50_000})
        held.closed_at = _WHEN
        session.flush()


def _content(world: World) -> DecisionContent:
    return DecisionContent(BudgetDecisionKind.INTERNAL, 2026, "Flytt", world.target)


def _decision(
    world: World, session: Session, state: BudgetDecisionState = BudgetDecisionState.DRAFT
) -> BudgetDecision:
    """Store a decision of the target, made by nobody of the matrix, that sums to zero."""
    _budget(world, session)
    version = factories.make_version(session, VersionKind.DECISION, 2026, "Flytt")
    one, other = (factories.make_coding(session, account) for account in ("5021", "6410"))
    session.add_all(
        PlanLine(version_id=version, unit_id=world.target, coding_id=coding, m12=amount)
        for coding, amount in ((one, 100), (other, -100))
    )
    made = BudgetDecision(
        year=2026, kind=BudgetDecisionKind.INTERNAL, state=state, title="Flytt", unit_id=world.target,
        version_id=version, created_by_id=world.somebody, created_at=_WHEN,
        number=1 if state is BudgetDecisionState.ADOPTED else None,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def _draft(world: World, session: Session) -> int:
    return _decision(world, session).id or 0


def _adopted(world: World, session: Session) -> int:
    return _decision(world, session, BudgetDecisionState.ADOPTED).id or 0


def _create(world: World, session: Session, actor: Actor) -> int:
    _budget(world, session)
    return budget_decisions.create_draft(session, actor, content=_content(world), key="k")


def _add(world: World, session: Session, actor: Actor) -> list[int]:
    row = budget_decision_rows.NewRow(world.units["4120"], "6410", (*(None,) * 11, 100))
    return budget_decision_rows.add_rows(
        session, actor, decision_id=_draft(world, session), rows=[row], key="k"
    )


def _adopt(world: World, session: Session, actor: Actor) -> int:
    text = DecisionText("Nämnden", factories.TODAY)
    return budget_decision_adoption.adopt(
        session, actor, decision_id=_draft(world, session), rev=0, text=text, key="k"
    )


def _move(world: World, session: Session, actor: Actor) -> int:
    _budget(world, session)
    unit = world.units["4120"]
    one, other = (factories.make_coding(session, account) for account in ("5021", "6410"))
    move = own_service.Move((unit, one), (unit, other), 100, 12)
    return own_service.request_move(session, actor, unit_id=world.target, year=2026, move=move, key="k")


def _where(world: World) -> version_differences.Where:
    return version_differences.Where(
        world.target, world.budget, world.budget, Dimension.ACCOUNT, "5021", (1, 12)
    )


def _after_adoption(world: World, session: Session) -> World:
    """Return the world with its budget adopted."""
    _budget(world, session)
    return world


DECISION_CASES: dict[str, Case] = {
    "services.budget_decisions.create_draft": Case(Action.MANAGE_BUDGET, _create),
    "services.budget_decisions.change_draft": Case(
        Action.MANAGE_BUDGET,
        lambda w, s, a: budget_decisions.change_draft(
            s, a, decision_id=_draft(w, s), rev=0, content=_content(w), key="k"
        ),
    ),
    "services.budget_decisions.drop": Case(
        Action.MANAGE_BUDGET,
        lambda w, s, a: budget_decisions.drop(s, a, decision_id=_draft(w, s), rev=0, reason="Nej.", key="k"),
    ),
    "services.budget_decisions.create_counter": Case(
        Action.MANAGE_BUDGET,
        lambda w, s, a: budget_decisions.create_counter(s, a, decision_id=_adopted(w, s), key="k"),
    ),
    "services.budget_decisions.own_draft": Case(
        Action.MANAGE_BUDGET, lambda w, s, a: budget_decisions.own_draft(s, a, decision_id=_draft(w, s))
    ),
    "services.budget_decision_rows.add_rows": Case(Action.MANAGE_BUDGET, _add),
    "services.budget_decision_rows.remove_row": Case(
        Action.MANAGE_BUDGET,
        lambda w, s, a: budget_decision_rows.remove_row(s, a, decision_id=_draft(w, s), line_id=0),
    ),
    "services.budget_decision_rows.set_effects": Case(
        Action.MANAGE_BUDGET,
        lambda w, s, a: budget_decision_rows.set_effects(
            s, a, decision_id=_draft(w, s), rev=0, effects={}, key="k"
        ),
    ),
    "services.budget_decision_adoption.adopt": Case(Action.MANAGE_BUDGET, _adopt),
    "services.own_redistribution.request_move": Case(Action.EDIT_SUBMISSION, _move),
    "queries.budget_decision_rights.require_prepare": Case(
        Action.MANAGE_BUDGET,
        lambda w, s, a: budget_decision_rights.require_prepare(s, a, BudgetDecisionKind.INTERNAL, w.target),
    ),
    "queries.budget_decision_rights.visible_decision": Case(
        Action.VIEW_ECONOMY, lambda w, s, a: budget_decision_rights.visible_decision(s, a, _adopted(w, s))
    ),
    "queries.budget_decisions.read_budget_decision": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: decision_queries.read_budget_decision(s, a, decision_id=_adopted(w, s)),
    ),
    "queries.budget_decisions.list_budget_decisions": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: _adopted(w, s) and decision_queries.list_budget_decisions(s, a, year=2026),
        lists=True,
    ),
    "queries.budget_decisions.list_decision_lines": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: decision_queries.list_decision_lines(s, a, decision_id=_adopted(w, s)),
    ),
    "queries.budget_decisions.list_effects": Case(
        Action.VIEW_ECONOMY, lambda w, s, a: decision_queries.list_effects(s, a, decision_id=_adopted(w, s))
    ),
    "queries.budget_decision_draft.check_budget_decision": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: budget_decision_draft.check_budget_decision(s, a, decision_id=_adopted(w, s)),
    ),
    "queries.budget_decision_draft.suggest_effects": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: budget_decision_draft.suggest_effects(s, a, decision_id=_adopted(w, s)),
    ),
    "queries.budget_before.list_unit_budgets": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: budget_before.list_unit_budgets(s, a, decision_id=_adopted(w, s)),
    ),
    "queries.budget_change_rows.read_budget_changes": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: budget_change_rows.read_budget_changes(s, a, year=2026, unit_id=w.target),
    ),
    "queries.own_redistribution.list_own_rows": Case(
        Action.EDIT_SUBMISSION,
        lambda w, s, a: own_redistribution.list_own_rows(s, a, year=2026, unit_id=w.target),
    ),
    "queries.comparable_versions.require_comparable": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: comparable_versions.require_comparable(
            s, a, version_id=_after_adoption(w, s).budget, unit_id=w.target
        ),
    ),
    "queries.version_differences.list_differences": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: version_differences.list_differences(s, a, where=_where(_after_adoption(w, s))),
    ),
}
