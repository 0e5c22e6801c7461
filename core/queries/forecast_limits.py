"""The limit over which a forecast's deviation needs a cause: the municipality's own, else the usual one."""

from sqlmodel import Session

from core.queries.limits import read_limits
from core.rules.limits import LimitKey
from core.rules.variance import Limit, limit_of


def forecast_limit(session: Session) -> Limit:
    """Return the limit that holds for a row and for a unit's net: the larger of a share and an amount."""
    return limit_of(read_limits(session), LimitKey.FORECAST_SHARE, LimitKey.FORECAST_AMOUNT)
