"""The municipality's own choices: its name, how kommunbidrag is kept, what is investment, limits."""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from sqlmodel import Session, select

from core.enums import AllocationModel
from core.models import Setting
from core.money import ORE_PER_KRONA
from core.rules.variance import DEFAULT_LIMIT_ORE, DEFAULT_LIMIT_SHARE, Limit
from core.texts import _

FREE = "free"
"""The value of `OWN_REDISTRIBUTION` that lets a manager move money inside her unit by herself."""


class SettingKey(StrEnum):
    """The keys in the table of settings; code lists are written as ranges ("9, 801-809").

    `LIMIT_SHARE` is a share ("0.01"), `LIMIT_AMOUNT` whole kronor, `FINANCE_UNIT` a unit's code,
    `OWN_REDISTRIBUTION` "free" or "approval".
    """

    NAME = "municipality_name"
    ALLOCATION_MODEL = "allocation_model"
    ALLOCATION_ACCOUNTS = "allocation_accounts"
    ALLOCATION_WORD = "allocation_word"
    FINANCE_UNIT = "finance_unit"
    INVESTMENT_PROJECTS = "investment_projects"
    NOT_OPERATING = "accounts_not_operating"
    LIMIT_SHARE = "limit_share"
    LIMIT_AMOUNT = "limit_amount"
    OWN_REDISTRIBUTION = "own_redistribution"


@dataclass(frozen=True, slots=True)
class Municipality:
    """The choices with their usual values; accounts of `not_operating` are investments and closing.

    With `free_redistribution` a manager moves money inside her unit without an economist's approval.
    """

    name: str = ""
    allocation_model: AllocationModel = AllocationModel.NET_BUDGET
    allocation_accounts: str = ""
    allocation_word: str = ""
    finance_unit: str = "FIN"
    investment_projects: str = ""
    not_operating: str = "40, 89"
    limit: Limit = field(default_factory=Limit)
    free_redistribution: bool = False

    @property
    def books_allocation(self) -> bool:
        """Whether kommunbidrag is booked on accounts of its own."""
        return self.allocation_model is AllocationModel.BOOKED and bool(self.allocation_accounts)


def read_municipality(session: Session) -> Municipality:
    """Return the municipality's choices, the usual ones where nothing is set."""
    held = dict(session.exec(select(Setting.key, Setting.value)).all())
    usual = Municipality()
    share = Decimal(held.get(SettingKey.LIMIT_SHARE, "") or DEFAULT_LIMIT_SHARE)
    kronor = held.get(SettingKey.LIMIT_AMOUNT, "")
    amount = int(Decimal(kronor) * ORE_PER_KRONA) if kronor else DEFAULT_LIMIT_ORE
    return Municipality(
        name=held.get(SettingKey.NAME, usual.name),
        allocation_model=AllocationModel(held.get(SettingKey.ALLOCATION_MODEL, "") or usual.allocation_model),
        allocation_accounts=held.get(SettingKey.ALLOCATION_ACCOUNTS, usual.allocation_accounts),
        allocation_word=held.get(SettingKey.ALLOCATION_WORD, "") or _("Kommunbidrag"),
        finance_unit=held.get(SettingKey.FINANCE_UNIT, usual.finance_unit),
        investment_projects=held.get(SettingKey.INVESTMENT_PROJECTS, usual.investment_projects),
        not_operating=held.get(SettingKey.NOT_OPERATING, usual.not_operating),
        limit=Limit(share, amount),
        free_redistribution=held.get(SettingKey.OWN_REDISTRIBUTION, "") == FREE,
    )
