"""The municipality's own limits of a budget's checks, the usual ones where nothing is set."""

from dataclasses import replace
from decimal import Decimal
from enum import StrEnum

from sqlmodel import Session, select

from core.models import Setting
from core.money import ORE_PER_KRONA
from core.rules.budget_checked import CheckLimits
from core.rules.variance import Limit


class BudgetSetting(StrEnum):
    """Keys in the table of settings: a share ("0.10"), and whole kronor."""

    COMMENT_SHARE = "budget_comment_share"
    COMMENT_AMOUNT = "budget_comment_amount"
    LARGEST_ROW = "budget_largest_row"


def budget_limits(session: Session) -> CheckLimits:
    """Return the limits that hold."""
    held = dict(session.exec(select(Setting.key, Setting.value)).all())
    usual = CheckLimits()
    share = held.get(BudgetSetting.COMMENT_SHARE, "")
    amount = held.get(BudgetSetting.COMMENT_AMOUNT, "")
    largest = held.get(BudgetSetting.LARGEST_ROW, "")
    return replace(
        usual,
        comment=Limit(
            Decimal(share) if share else usual.comment.share,
            int(amount) * ORE_PER_KRONA if amount else usual.comment.amount,
        ),
        largest=int(largest) * ORE_PER_KRONA if largest else usual.largest,
    )
