"""The limit over which a forecast's deviation needs a cause: the municipality's own, else the usual one."""

from decimal import Decimal
from enum import StrEnum

from sqlmodel import Session, select

from core.models import Setting
from core.money import ORE_PER_KRONA
from core.rules.variance import DEFAULT_LIMIT_ORE, DEFAULT_LIMIT_SHARE, Limit


class ForecastSetting(StrEnum):
    """Keys in the table of settings: a share of the budget ("0.01"), and whole kronor."""

    SHARE = "forecast_limit_share"
    AMOUNT = "forecast_limit_amount"


def forecast_limit(session: Session) -> Limit:
    """Return the limit that holds for a row and for a unit's net: the larger of a share and an amount."""
    held = dict(session.exec(select(Setting.key, Setting.value)).all())
    share = held.get(ForecastSetting.SHARE, "")
    amount = held.get(ForecastSetting.AMOUNT, "")
    return Limit(
        Decimal(share) if share else DEFAULT_LIMIT_SHARE,
        int(amount) * ORE_PER_KRONA if amount else DEFAULT_LIMIT_ORE,
    )
