"""The municipality's own limits of a budget's checks, the usual ones where nothing is set."""

from sqlmodel import Session

from core.queries.limits import read_limits
from core.rules.budget_checked import CheckLimits
from core.rules.limits import LimitKey
from core.rules.variance import limit_of


def budget_limits(session: Session) -> CheckLimits:
    """Return the limits that hold."""
    values = read_limits(session)
    return CheckLimits(
        comment=limit_of(values, LimitKey.BUDGET_COMMENT_SHARE, LimitKey.BUDGET_COMMENT_AMOUNT),
        times=values.number(LimitKey.BUDGET_TIMES),
        times_from=values.ore(LimitKey.BUDGET_TIMES_FROM),
        largest=values.ore(LimitKey.BUDGET_LARGEST),
        mirror=values.ore(LimitKey.BUDGET_MIRROR),
    )
