"""What each adopted decision of a year comes to on a unit, and what the budgets before and after hold there.

Öre in ledger sign: a net cost is +. Operations are what the follow-up counts, the rest investments.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from core.enums import PlanOrigin
from core.models import PlanLine
from core.queries.access import require, subtree
from core.queries.budget_bases import bases_of
from core.queries.budget_decisions import YEAR_SUM
from core.queries.classes import operating_codings
from core.queries.columns import Columns, columns_of
from core.queries.municipality import read_municipality
from core.queries.rollup import Flags, node_rows
from core.rules.access import Action, Actor

_LAST = 13


@dataclass(frozen=True, slots=True)
class Pair:
    """An amount of operations and one of investments."""

    operating: int = 0
    investment: int = 0


@dataclass(frozen=True, slots=True)
class BudgetChanges:
    """The adopted budget of a unit, what each decision adds by its id, and the budget that holds now."""

    adopted: Pair
    by_decision: Mapping[int, Pair]
    current: Pair


def read_budget_changes(session: Session, actor: Actor, *, year: int, unit_id: int) -> BudgetChanges:
    """Return how the budget of a unit has become what it is; `NotAllowed` outside scope."""
    require(session, actor, Action.VIEW_ECONOMY, unit_id)
    bases = bases_of(session, year)
    held = [version for version in (bases.adopted, bases.revised) if version is not None]
    columns = columns_of(session, held)
    operating = operating_codings(columns, read_municipality(session))
    adopted = _node(columns, operating, actor, bases.adopted, unit_id)
    return BudgetChanges(
        adopted=adopted,
        by_decision=_by_decision(session, actor, operating, bases.revised, unit_id),
        current=adopted
        if bases.revised is None
        else _node(columns, operating, actor, bases.revised, unit_id),
    )


def _node(columns: Columns, operating: Flags, actor: Actor, version_id: int | None, unit_id: int) -> Pair:
    """Return the whole year of a unit in a version."""
    if version_id is None:
        return Pair()
    placed = columns.placed(version_id, actor.tree_id)
    rows = node_rows(placed, placed.shape.position_of(unit_id))
    amounts = placed.block.cumulative[_LAST, rows]
    own = operating[placed.block.coding[rows]]
    return Pair(int(amounts[own].sum()), int(amounts[~own].sum()))


def _by_decision(
    session: Session, actor: Actor, operating: Flags, version_id: int | None, unit_id: int
) -> dict[int, Pair]:
    rows = session.exec(
        select(PlanLine.origin_id, PlanLine.coding_id, func.sum(YEAR_SUM))
        .where(
            PlanLine.version_id == version_id,
            PlanLine.origin == PlanOrigin.DECISION,
            col(PlanLine.unit_id).in_(subtree(actor.tree_id, (unit_id,))),
        )
        .group_by(col(PlanLine.origin_id), col(PlanLine.coding_id))
    )
    found: dict[int, Pair] = {}
    for decision_id, coding_id, amount in rows:
        held = found.get(decision_id or 0, Pair())
        own = bool(operating[coding_id]) if coding_id < len(operating) else False
        found[decision_id or 0] = (
            Pair(held.operating + int(amount), held.investment)
            if own
            else Pair(held.operating, held.investment + int(amount))
        )
    return found
