"""What a new frame is made of, read from where it is kept: last year's frame, decisions, assumptions."""

from collections.abc import Sequence
from decimal import Decimal

from sqlmodel import Session, col, select

from core.enums import BudgetDecisionState, FrameItem
from core.models import BudgetDecision, DecisionEffect, TreeUnit
from core.money import ORE_PER, MoneyUnit
from core.queries.assumptions import assumptions_held
from core.queries.council_frames import finance_unit, frame_of_year
from core.queries.frames import amounts_of, cells_of
from core.rules.access import Actor
from core.rules.frame_start import FrameSources, only_year
from core.rules.frames import to_thousands

_TKR = ORE_PER[MoneyUnit.TKR]
_FORECASTS = {"tax_forecast": FrameItem.TAX, "grants_forecast": FrameItem.GRANTS}


def read_sources(session: Session, actor: Actor, years: Sequence[int]) -> FrameSources:
    """Return what the frame of `years` (the budget year first) is made of."""
    before = years[0] - 1
    earlier = frame_of_year(session, before)
    adopted = earlier is not None and earlier.adopted_at is not None
    last = cells_of(amounts_of(session, earlier.id)) if earlier and earlier.id and adopted else ()
    held = assumptions_held(session)
    finance = finance_unit(session, actor.tree_id)
    lifted = _lifted(session, actor, before, years)
    return FrameSources(
        last=only_year(last, before),
        lifted={place: amount for place, amount in lifted.items() if place[0] != finance},
        lifted_finance={year: -amount for (unit, year), amount in lifted.items() if unit == finance},
        percents={
            year: held["frame_index", year].number if ("frame_index", year) in held else Decimal(0)
            for year in years
        },
        forecasts={
            (item, year): int(held[key, year].number) * _TKR
            for key, item in _FORECASTS.items()
            for year in years
            if (key, year) in held
        },
    )


def _lifted(session: Session, actor: Actor, before: int, years: Sequence[int]) -> dict[tuple[int, int], int]:
    """Return what the permanent decisions of a year add, by branch and later year: whole tkr, a cost +."""
    rows = session.exec(
        select(DecisionEffect.unit_id, DecisionEffect.year, DecisionEffect.amount)
        .join(BudgetDecision, col(BudgetDecision.id) == col(DecisionEffect.decision_id))
        .where(
            BudgetDecision.year == before,
            BudgetDecision.state == BudgetDecisionState.ADOPTED,
            col(BudgetDecision.permanent),
            col(DecisionEffect.year).in_(years),
        )
    ).all()
    branches = _branch_of(session, actor)
    found: dict[tuple[int, int], int] = {}
    for unit_id, year, amount in rows:
        branch = branches.get(unit_id)
        if branch is not None:
            found[branch, year] = found.get((branch, year), 0) + amount
    return {place: to_thousands(amount) for place, amount in found.items()}


def _branch_of(session: Session, actor: Actor) -> dict[int, int]:
    """Return the branch (nämnd or finansförvaltningen) that each unit of today's tree lies in."""
    rows = session.exec(
        select(TreeUnit.unit_id, TreeUnit.parent_id)
        .where(TreeUnit.tree_id == actor.tree_id)
        .order_by(col(TreeUnit.lft))
    )
    branches: dict[int, int] = {}
    for unit_id, parent_id in rows:
        if parent_id == actor.top_unit_id:
            branches[unit_id] = unit_id
        elif parent_id in branches:
            branches[unit_id] = branches[parent_id]
    return branches
