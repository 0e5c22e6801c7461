"""A budget decision as the rules check it: its lines by ansvar in words, its nämnder, and later years."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from sqlmodel import Session, col, func, select

from core.enums import BudgetDecisionKind, Dimension, UnitKind
from core.errors import Problem
from core.models import Balance, BudgetDecision, Code, Coding, DecisionEffect, PlanLine
from core.periods import MONTHS
from core.queries.access import UnitRow, unit_rows
from core.queries.budget_decision_rights import visible_decision
from core.queries.budget_decisions import YEAR_SUM
from core.queries.municipality import read_municipality
from core.queries.versions import choose_versions
from core.rules.access import Actor
from core.rules.budget_decision_draft import DecisionDraft, DecisionLine, LaterEffect
from core.rules.budget_decisions import check_decision
from core.rules.spreading import apportion, to_kronor

PLAN_YEARS = 3
"""How many years after its own a permanent decision says what it means for: next year and two plan years."""
_COMMITTEE_DEPTH = 1
_YEAR_OF_LINE = sum((getattr(Balance, f"m{month}") for month in MONTHS[1:]), start=Balance.m1)


@dataclass(frozen=True, slots=True)
class Places:
    """Where every unit stands in today's tree: its own row, and the nämnd above it."""

    units: Mapping[int, UnitRow]
    committees: Mapping[int, UnitRow]
    finance: int | None

    def central(self, unit_id: int) -> bool:
        """Whether a unit belongs to finansförvaltningen."""
        return self.committees[unit_id].id == self.finance


def read_places(session: Session, tree_id: int) -> Places:
    """Return where every unit of a tree stands. Names and places are no secret."""
    rows = unit_rows(session, tree_id)
    committees: dict[int, UnitRow] = {}
    for row in rows:
        above = committees.get(row.parent_id or 0, row)
        committees[row.id] = row if row.depth <= _COMMITTEE_DEPTH else above
    code = read_municipality(session).finance_unit
    finance = next((row.id for row in rows if row.code == code), None)
    return Places({row.id: row for row in rows}, committees, finance)


def draft_of(
    session: Session, tree_id: int, decision: BudgetDecision, *, from_result: int = 0
) -> DecisionDraft:
    """Return a decision that has been asked for as the rules check it."""
    places = read_places(session, tree_id)
    years = later_years(decision)
    effects = session.exec(select(DecisionEffect).where(DecisionEffect.decision_id == decision.id))
    return DecisionDraft(
        kind=decision.kind,
        title=decision.title,
        year=decision.year,
        lines=tuple(_lines(session, decision, places)),
        financing=decision.financing,
        from_result=from_result,
        effective_month=decision.effective_month,
        permanent=decision.permanent,
        plan_years=years,
        effects=tuple(
            LaterEffect(places.units[row.unit_id].name, row.year, row.amount) for row in effects
        ),
    )  # fmt: skip


def check_budget_decision(
    session: Session, actor: Actor, *, decision_id: int, from_result: int = 0
) -> list[Problem]:
    """Return what hinders a decision (errors) and what should be looked at (warnings)."""
    decision = visible_decision(session, actor, decision_id)
    return check_decision(draft_of(session, actor.tree_id, decision, from_result=from_result))


def suggest_effects(session: Session, actor: Actor, *, decision_id: int) -> dict[tuple[int, int], int]:
    """Return the full year of a permanent decision that the actor may see, by (nämnd, year)."""
    decision = visible_decision(session, actor, decision_id)
    return suggested_effects(session, actor.tree_id, decision)


def later_years(decision: BudgetDecision) -> tuple[int, ...]:
    """Return the years whose frames a decision changes; within a nämnd no frame changes."""
    if not decision.permanent or decision.kind is BudgetDecisionKind.INTERNAL:
        return ()
    return tuple(range(decision.year + 1, decision.year + 1 + PLAN_YEARS))


def suggested_effects(session: Session, tree_id: int, decision: BudgetDecision) -> dict[tuple[int, int], int]:
    """Return the full year of a permanent decision by (nämnd, year), whole kronor in öre.

    What counts from July is 2 this year and 4 the next; where the sum is zero it stays so.
    """
    years = later_years(decision)
    places = read_places(session, tree_id)
    sums: dict[int, int] = {}
    for unit_id, amount in _by_unit(session, decision):
        home = places.committees[unit_id].id
        sums[home] = sums.get(home, 0) + amount
    months = len(MONTHS) + 1 - decision.effective_month
    shares = [Fraction(amount * len(MONTHS), months) for amount in sums.values()]
    whole = apportion(shares, to_kronor(sum(shares, Fraction(0)))) if shares else ()
    return {
        (unit_id, year): amount
        for year in years
        for unit_id, amount in zip(sums, whole, strict=True)
        if amount
    }


def _by_unit(session: Session, decision: BudgetDecision) -> list[tuple[int, int]]:
    statement = (
        select(PlanLine.unit_id, func.sum(YEAR_SUM))
        .where(PlanLine.version_id == decision.version_id)
        .group_by(col(PlanLine.unit_id))
        .order_by(col(PlanLine.unit_id))
    )
    return [(unit_id, int(amount)) for unit_id, amount in session.exec(statement)]


def _lines(session: Session, decision: BudgetDecision, places: Places) -> list[DecisionLine]:
    """Return a line per ansvar and coding; what is carried over is one per project, with what it has left."""
    carried = decision.kind is BudgetDecisionKind.CARRY_OVER
    by = [col(PlanLine.unit_id), col(Code.code), col(Code.name)]
    rows = session.exec(
        select(PlanLine.unit_id, Code.code, Code.name, func.sum(YEAR_SUM))
        .join(Coding, col(Coding.id) == col(PlanLine.coding_id))
        .join(Code, col(Code.id) == col(Coding.project_id))
        .where(PlanLine.version_id == decision.version_id)
        .group_by(*by, *([] if carried else [col(PlanLine.coding_id)]))
        .order_by(col(PlanLine.unit_id), col(Code.code))
    ).all()
    return [
        DecisionLine(
            unit=places.units[unit_id].name,
            committee=places.committees[unit_id].name,
            amount=int(amount),
            central=places.central(unit_id),
            project=f"{name} ({code})" if code else "",
            left=left_of_project(session, year=decision.year - 1, project=code) if code and carried else None,
        )
        for unit_id, code, name, amount in rows
    ]


def left_of_project(session: Session, *, year: int, project: str) -> int | None:
    """Return what a project had left of a year's budget, in öre; None when it had no budget."""
    versions = choose_versions(session, year)
    planned = _of_project(session, versions.compared, project)
    if planned is None:
        return None
    return planned - (_of_project(session, versions.actual, project) or 0)


def _of_project(session: Session, version_id: int | None, project: str) -> int | None:
    total = session.exec(
        select(func.sum(_YEAR_OF_LINE + Balance.m13))
        .join(Coding, col(Coding.id) == col(Balance.coding_id))
        .join(Code, col(Code.id) == col(Coding.project_id))
        .where(Balance.version_id == version_id, Code.code == project, Code.dimension == Dimension.PROJECT)
    ).one()
    return None if total is None else int(total)


def is_cost_center(places: Places, unit_id: int) -> bool:
    """Return whether a unit is an ansvar of the tree."""
    return unit_id in places.units and places.units[unit_id].kind is UnitKind.COST_CENTER
