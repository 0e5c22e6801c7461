"""How far the plans of the units under a unit have come: each right below, with all that lie under it.

read_overview(session, actor, *, unit_id, year) -> list[PlanState]
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from core.enums import UnitKind, UnitPlanState, UnitState
from core.models import PlanTemplate, TreeUnit, UnitPlan, UnitPlanText
from core.queries.access import UnitRow, require, subtree, unit_rows
from core.rules.access import Action, Actor
from core.rules.trees import OUTSIDE_CODE


@dataclass(frozen=True, slots=True)
class PlanState:
    """How far a unit's own plan has come (`state` is None before it is begun), and those under it.

    `ready` of `sections` headings are ready; of the `below` units under it, `begun` have begun and
    `adopted` of them are adopted.
    """

    unit_id: int
    unit: str
    code: str
    state: UnitPlanState | None
    ready: int
    sections: int
    below: int
    begun: int
    adopted: int


@dataclass(frozen=True, slots=True)
class _Plan:
    state: UnitPlanState
    ready: int


def read_overview(session: Session, actor: Actor, *, unit_id: int, year: int) -> list[PlanState]:
    """Return the units right below a unit, in tree order; ansvar and closed units have no plans."""
    require(session, actor, Action.VIEW_GOALS, unit_id)
    units = unit_rows(
        session, actor.tree_id, col(TreeUnit.unit_id).in_(subtree(actor.tree_id, (unit_id,))),
        col(TreeUnit.kind) != UnitKind.COST_CENTER, col(TreeUnit.state) == UnitState.OPEN,
    )  # fmt: skip
    plans = _plans(session, year)
    count = session.exec(select(func.count()).where(PlanTemplate.year == year)).one()
    return [
        _state(unit, units, plans, count)
        for unit in units
        if unit.parent_id == unit_id and unit.code != OUTSIDE_CODE
    ]


def _state(unit: UnitRow, units: Iterable[UnitRow], plans: Mapping[int, _Plan], count: int) -> PlanState:
    own = plans.get(unit.id)
    below = [one.id for one in units if unit.lft < one.lft and one.rgt < unit.rgt]
    begun = [plans[one] for one in below if one in plans]
    return PlanState(
        unit_id=unit.id,
        unit=unit.name,
        code=unit.code,
        state=own.state if own else None,
        ready=own.ready if own else 0,
        sections=count,
        below=len(below),
        begun=len(begun),
        adopted=sum(plan.state is UnitPlanState.ADOPTED for plan in begun),
    )


def _plans(session: Session, year: int) -> dict[int, _Plan]:
    ready = func.count(col(UnitPlanText.section_key))
    rows = session.exec(
        select(col(UnitPlan.unit_id), col(UnitPlan.state), ready)
        .outerjoin(UnitPlanText, (col(UnitPlanText.plan_id) == col(UnitPlan.id)) & col(UnitPlanText.ready))
        .where(UnitPlan.year == year)
        .group_by(col(UnitPlan.unit_id), col(UnitPlan.state))
    )
    return {unit_id: _Plan(state, int(count)) for unit_id, state, count in rows}
