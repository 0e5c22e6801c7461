"""The demo made once for all its tests, as columns that are easy to sum."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import pytest
from numpy.typing import NDArray

from demo.codes import counterparties
from demo.facts import LEDGER_YEARS
from demo.ledger import LedgerYear, ledger_year
from demo.lines import codes
from demo.mix import programme_of
from demo.organisation import branch_of


@dataclass(frozen=True)
class YearFrame:
    """A ledger year with codes as texts; masks choose lines, sums are in öre, ledger sign."""

    ledger: LedgerYear
    account: NDArray[np.str_]
    center: NDArray[np.str_]
    branch: NDArray[np.str_]
    programme: NDArray[np.str_]
    counterparty: NDArray[np.str_]
    project: NDArray[np.str_]
    internal: NDArray[np.bool_]

    def starts(self, *prefixes: str) -> NDArray[np.bool_]:
        found = np.zeros(len(self.account), bool)
        for prefix in prefixes:
            found |= np.char.startswith(self.account, prefix)
        return found

    @property
    def operating(self) -> NDArray[np.bool_]:
        """Lines of classes 3–7 but for investments, which are group 40."""
        return self.starts("3", "4", "5", "6", "7") & ~self.starts("40")

    def total(self, mask: NDArray[np.bool_]) -> int:
        return int(self.ledger.lines.amount[mask].sum())

    def report(self, mask: NDArray[np.bool_]) -> float:
        """Return mnkr in report sign, exact to the krona."""
        return -self.total(mask) / 100 / 1_000_000

    def by_month(self, mask: NDArray[np.bool_]) -> list[int]:
        sums = np.zeros(13, np.int64)
        np.add.at(sums, self.ledger.lines.month[mask], self.ledger.lines.amount[mask])
        return [int(amount) for amount in sums[1:]]


def _named(positions: NDArray[np.int64], names: tuple[str, ...]) -> NDArray[np.str_]:
    return np.array([*names, ""])[positions]


def _frame(year: int) -> YearFrame:
    ledger, lists = ledger_year(year), codes()
    lines = ledger.lines
    branches = [branch_of()[code] for code in lists.center]
    internal_codes = [party.code for party in counterparties() if party.kind == "internal"]
    counterparty = _named(lines.counterparty, lists.counterparty)
    branch = np.array(branches)[lines.center]
    function = _named(lines.function, lists.function)
    pairs, inverse = np.unique(np.char.add(np.char.add(branch, ":"), function), return_inverse=True)
    programmes = [programme_of(b, f) if f else "" for b, f in (pair.split(":") for pair in pairs)]
    return YearFrame(
        ledger=ledger,
        account=_named(lines.account, lists.account),
        center=_named(lines.center, lists.center),
        branch=branch,
        programme=np.array(programmes)[inverse],
        counterparty=counterparty,
        project=_named(lines.project, lists.project),
        internal=np.isin(counterparty, internal_codes),
    )


@pytest.fixture(scope="session")
def frames() -> Callable[[int], YearFrame]:
    made = {year: _frame(year) for year in LEDGER_YEARS}
    return made.__getitem__
