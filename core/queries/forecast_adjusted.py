"""Central adjustments of a forecast on a unit and all below it: the amount of the year and the words."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import PlanOrigin
from core.models import PlanLine, TreeUnit
from core.periods import MONTHS
from core.queries import access
from core.queries.plan_rights import require_plan_unit
from core.rules.access import Actor


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """An adjustment: its ansvar, what it is for the year (öre, report sign), and why."""

    line_id: int
    unit_id: int
    unit: str
    amount: int
    text: str


def list_adjustments(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> list[AdjustmentRow]:
    """Return the adjustments of a unit and all below it, in tree order."""
    require_plan_unit(session, actor, version_id=version_id, unit_id=unit_id)
    rows = session.exec(
        select(PlanLine, TreeUnit.name)
        .join(TreeUnit, col(TreeUnit.unit_id) == col(PlanLine.unit_id))
        .where(
            PlanLine.version_id == version_id,
            PlanLine.origin == PlanOrigin.ADJUSTMENT,
            TreeUnit.tree_id == actor.tree_id,
            access.under(actor.tree_id, (unit_id,)),
        )
        .order_by(col(TreeUnit.lft), col(PlanLine.id))
    ).all()
    return [
        AdjustmentRow(
            line.id or 0, line.unit_id, name, -sum(getattr(line, f"m{m}") or 0 for m in MONTHS), line.text
        )
        for line, name in rows
    ]
