"""When a reported deficit starts the clock, for which nodes, and how long it runs: the municipality's own."""

from dataclasses import dataclass

from sqlmodel import Session

from core.enums import UnitKind
from core.queries.limits import read_limits
from core.rules.limits import LimitKey
from core.rules.variance import Limit, limit_of


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
    values = read_limits(session)
    return PlanLimits(
        days=values.number(LimitKey.PLAN_DAYS),
        limit=limit_of(values, LimitKey.PLAN_SHARE, LimitKey.PLAN_AMOUNT),
        level=UnitKind(values.text(LimitKey.PLAN_LEVEL)),
    )
