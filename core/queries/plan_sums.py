"""What a plan comes to: net cost per ansvar from its balances, öre, a cost is positive.

Only what a frame is compared with counts: classes 3–8 without investments and booked kommunbidrag.
"""

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from core.models import MONTH_COLUMNS, Balance, Code, Coding
from core.queries import access
from core.queries.municipality import Municipality, read_municipality
from core.rules.row_lines import CodeRange, match_length, parse_ranges

_RESULT_ACCOUNTS = parse_ranges("3-8")
_ACCOUNT, _PROJECT = aliased(Code), aliased(Code)
_YEAR = sum((col(getattr(Balance, month)) for month in MONTH_COLUMNS[1:]), col(Balance.m1))
_SUMS = (
    select(Balance.unit_id, _ACCOUNT.code, _PROJECT.code, func.sum(_YEAR))
    .join(Coding, col(Coding.id) == col(Balance.coding_id))
    .join(_ACCOUNT, col(_ACCOUNT.id) == col(Coding.account_id))
    .join(_PROJECT, col(_PROJECT.id) == col(Coding.project_id))
    .group_by(col(Balance.unit_id), col(_ACCOUNT.code), col(_PROJECT.code))
)
"""Made once: putting the question together costs more than the answer."""


def net_by_ansvar(session: Session, *, version_id: int, tree_id: int, unit_id: int) -> dict[int, int]:
    """Return the year's net cost of every ansvar under a unit that has any. Not narrowed by rights."""
    rows = session.exec(
        _SUMS.where(
            col(Balance.version_id) == version_id,
            col(Balance.unit_id).in_(access.subtree(tree_id, (unit_id,))),
        )
    )
    counts = Counted(read_municipality(session))
    found: dict[int, int] = {}
    for ansvar, account_code, project_code, amount in rows:
        if counts.holds(account_code, project_code):
            found[ansvar] = found.get(ansvar, 0) + int(amount)
    return found


class Counted:
    """Which accounts and projects a frame is compared with."""

    def __init__(self, municipality: Municipality) -> None:
        left_out = municipality.not_operating
        if municipality.books_allocation:
            left_out += f", {municipality.allocation_accounts}"
        self._left_out: tuple[CodeRange, ...] = parse_ranges(left_out)
        self._projects = parse_ranges(municipality.investment_projects)

    def holds(self, account: str, project: str) -> bool:
        """Return whether a coding is of the result that a frame is given for."""
        return (
            match_length(_RESULT_ACCOUNTS, account) > 0
            and match_length(self._left_out, account) == 0
            and match_length(self._projects, project) == 0
        )
