"""When a reported deficit starts the clock, for which nodes, and how long it runs: the municipality's own."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from sqlmodel import Session, col, select

from core.enums import UnitKind
from core.models import Setting
from core.money import ORE_PER_KRONA
from core.rules.variance import DEFAULT_LIMIT_ORE, DEFAULT_LIMIT_SHARE, Limit

USUAL_DAYS = 30


class ActionPlanSetting(StrEnum):
    """Keys in the table of settings: whole days, a share ("0.01"), whole kronor, a kind of unit."""

    DAYS = "action_plan_days"
    SHARE = "action_plan_share"
    AMOUNT = "action_plan_amount"
    LEVEL = "action_plan_level"


@dataclass(frozen=True, slots=True)
class PlanLimits:
    """A deficit above `limit` gives the node of kind `level` so many days to decide."""

    days: int
    limit: Limit
    level: UnitKind

    def exceeded(self, variance: int, budget: int) -> bool:
        """Return whether a variance (öre, + = better) is a deficit above the limit of its budget."""
        return -variance > self.limit.of(budget)


def plan_limits(session: Session) -> PlanLimits:
    """Return the limits that hold; the usual ones where nothing is set."""
    rows = session.exec(
        select(Setting.key, Setting.value).where(col(Setting.key).in_(list(ActionPlanSetting)))
    )
    held = {key: value for key, value in rows if value}
    return PlanLimits(
        days=int(held.get(ActionPlanSetting.DAYS, USUAL_DAYS)),
        limit=Limit(
            Decimal(held.get(ActionPlanSetting.SHARE, DEFAULT_LIMIT_SHARE)),
            int(held.get(ActionPlanSetting.AMOUNT, DEFAULT_LIMIT_ORE // ORE_PER_KRONA)) * ORE_PER_KRONA,
        ),
        level=UnitKind(held.get(ActionPlanSetting.LEVEL, UnitKind.COMMITTEE)),
    )
