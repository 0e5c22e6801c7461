"""Budget decisions: those of a year, one with its lines, and what they come to on a unit.

Amounts are öre in the ledger's sign: more money to a unit is +. Only what lies on units that the
reader may see is counted and listed.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from core.enums import BudgetDecisionKind, BudgetDecisionState
from core.models import BudgetDecision, Decision, DecisionEffect, PlanLine, User
from core.periods import MONTHS
from core.queries.access import subtree
from core.queries.budget_decision_rights import visible, visible_decision
from core.queries.plan_lines import PlanRow, read_lines
from core.rules.access import Action, Actor, roots

YEAR_SUM = sum(
    (func.coalesce(getattr(PlanLine, f"m{month}"), 0) for month in MONTHS[1:]),
    start=func.coalesce(PlanLine.m1, 0),
)
"""The year of a plan line, in SQL."""


@dataclass(frozen=True, slots=True)
class Formal:
    """What a body has said: who, which day, § and diarienummer."""

    body: str
    day: date | None
    paragraph: str = ""
    diary_number: str = ""


@dataclass(frozen=True, slots=True)
class BudgetDecisionRow:
    """A budget decision. `plus` and `minus` are what it gives and takes on the reader's units."""

    id: int
    year: int
    number: int | None
    kind: BudgetDecisionKind
    state: BudgetDecisionState
    title: str
    unit_id: int
    financing: str
    effective_month: int
    permanent: bool
    version_id: int
    rev: int
    created_by_id: int
    created_by: str
    formal: Formal
    plus: int
    minus: int

    @property
    def net(self) -> int:
        """What it comes to on the reader's units."""
        return self.plus + self.minus


def list_budget_decisions(
    session: Session, actor: Actor, *, year: int, unit_id: int | None = None
) -> list[BudgetDecisionRow]:
    """Return the decisions of a year, the latest number first, those in preparation before them.

    With a unit only those that touch it or belong to it.
    """
    statement = select(BudgetDecision).where(BudgetDecision.year == year, visible(actor))
    if unit_id is not None:
        below = subtree(actor.tree_id, (unit_id,))
        touching = select(PlanLine.version_id).where(col(PlanLine.unit_id).in_(below))
        statement = statement.where(
            col(BudgetDecision.version_id).in_(touching) | col(BudgetDecision.unit_id).in_(below)
        )
    rows = session.exec(statement.execution_options(populate_existing=True)).all()
    found = _described(session, actor, rows)
    return sorted(found, key=lambda row: (row.number is not None, -(row.number or 0), -row.id))


def read_budget_decision(session: Session, actor: Actor, *, decision_id: int) -> BudgetDecisionRow:
    """Return one decision; `NotAllowed` when the actor may not see it."""
    return _described(session, actor, [visible_decision(session, actor, decision_id)])[0]


def list_decision_lines(session: Session, actor: Actor, *, decision_id: int) -> list[PlanRow]:
    """Return the lines of a decision on the reader's units, in the order they were written."""
    decision = visible_decision(session, actor, decision_id)
    lines = read_lines(session, col(PlanLine.version_id) == decision.version_id, _seen(actor))
    return sorted(lines, key=lambda line: line.id)


def list_effects(session: Session, actor: Actor, *, decision_id: int) -> dict[tuple[int, int], int]:
    """Return what a decision means for later years by (nämnd, year), on units that the actor may see."""
    visible_decision(session, actor, decision_id)
    rows = session.exec(
        select(DecisionEffect)
        .where(
            DecisionEffect.decision_id == decision_id,
            col(DecisionEffect.unit_id).in_(subtree(actor.tree_id, roots(actor, Action.VIEW_ECONOMY))),
        )
        .order_by(col(DecisionEffect.unit_id), col(DecisionEffect.year))
        .execution_options(populate_existing=True)
    )
    return {(row.unit_id, row.year): row.amount for row in rows}


def _seen(actor: Actor) -> ColumnElement[bool]:
    return col(PlanLine.unit_id).in_(subtree(actor.tree_id, roots(actor, Action.VIEW_ECONOMY)))


def _described(session: Session, actor: Actor, rows: Sequence[BudgetDecision]) -> list[BudgetDecisionRow]:
    sums = _sums(session, actor, {row.version_id for row in rows})
    names = dict(
        session.exec(
            select(User.id, User.name).where(col(User.id).in_({row.created_by_id for row in rows}))
        ).all()
    )
    bodies = {
        row.id: row
        for row in session.exec(
            select(Decision).where(col(Decision.id).in_({row.decision_id for row in rows if row.decision_id}))
        )
    }
    return [
        BudgetDecisionRow(
            plus=sums.get(row.version_id, (0, 0))[0],
            minus=sums.get(row.version_id, (0, 0))[1],
            created_by=names.get(row.created_by_id, ""),
            formal=_formal(row, bodies.get(row.decision_id)),
            id=row.id or 0,
            **row.model_dump(
                include={
                    "year", "number", "kind", "state", "title", "unit_id", "financing", "effective_month",
                    "permanent", "version_id", "rev", "created_by_id",
                }
            ),
        )
        for row in rows
    ]  # fmt: skip


def _formal(row: BudgetDecision, body: Decision | None) -> Formal:
    if body is None:
        return Formal("", row.decided_on)
    return Formal(body.body, body.day, body.paragraph, body.diary_number)


def _sums(session: Session, actor: Actor, version_ids: Collection[int]) -> dict[int, tuple[int, int]]:
    """Return what versions give and take by ansvar and coding on the reader's units."""
    if not version_ids:
        return {}
    statement = (
        select(PlanLine.version_id, PlanLine.unit_id, func.sum(YEAR_SUM))
        .where(col(PlanLine.version_id).in_(version_ids), _seen(actor))
        .group_by(col(PlanLine.version_id), col(PlanLine.unit_id), col(PlanLine.coding_id))
    )
    sums: dict[int, tuple[int, int]] = {}
    for version_id, _unit_id, amount in session.exec(statement):
        plus, minus = sums.get(version_id, (0, 0))
        sums[version_id] = (plus + max(int(amount), 0), minus + min(int(amount), 0))
    return sums
