"""The municipality's own choices: its name, how kommunbidrag is kept, what is investment, limits."""

from dataclasses import dataclass, field

from sqlmodel import Session

from core.enums import AllocationModel
from core.queries.limits import read_limits
from core.rules.limits import FREE, USUAL, LimitKey, LimitValues
from core.rules.variance import Limit, limit_of

_MODEL = AllocationModel(USUAL.text(LimitKey.ALLOCATION_MODEL))


@dataclass(frozen=True, slots=True)
class Municipality:
    """The choices with their usual values; accounts of `not_operating` are investments and closing.

    With `free_redistribution` a manager moves money inside her unit without an economist's approval.
    """

    name: str = USUAL.text(LimitKey.NAME)
    allocation_model: AllocationModel = _MODEL
    allocation_accounts: str = USUAL.text(LimitKey.ALLOCATION_ACCOUNTS)
    allocation_word: str = USUAL.text(LimitKey.ALLOCATION_WORD)
    finance_unit: str = USUAL.text(LimitKey.FINANCE_UNIT)
    investment_projects: str = USUAL.text(LimitKey.INVESTMENT_PROJECTS)
    not_operating: str = USUAL.text(LimitKey.NOT_OPERATING)
    limit: Limit = field(default_factory=Limit)
    free_redistribution: bool = False

    @property
    def books_allocation(self) -> bool:
        """Whether kommunbidrag is booked on accounts of its own."""
        return self.allocation_model is AllocationModel.BOOKED and bool(self.allocation_accounts)


def read_municipality(session: Session) -> Municipality:
    """Return the municipality's choices, the usual ones where nothing is set."""
    return _municipality(read_limits(session))


def _municipality(values: LimitValues) -> Municipality:
    return Municipality(
        name=values.text(LimitKey.NAME),
        allocation_model=AllocationModel(values.text(LimitKey.ALLOCATION_MODEL)),
        allocation_accounts=values.text(LimitKey.ALLOCATION_ACCOUNTS),
        allocation_word=values.text(LimitKey.ALLOCATION_WORD),
        finance_unit=values.text(LimitKey.FINANCE_UNIT),
        investment_projects=values.text(LimitKey.INVESTMENT_PROJECTS),
        not_operating=values.text(LimitKey.NOT_OPERATING),
        limit=limit_of(values, LimitKey.FOLLOW_UP_SHARE, LimitKey.FOLLOW_UP_AMOUNT),
        free_redistribution=values.text(LimitKey.OWN_REDISTRIBUTION) == FREE,
    )
