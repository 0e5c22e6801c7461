"""The ledger and the budget as formulas read them: one number per name and unit, from the columns.

read_economy(session, *, tree_id, tops, year, month) -> Economy
read_economy_months(session, *, tree_id, unit_id, years, names) -> dict[(year, month), dict[name, Decimal]]
"""

from collections.abc import Collection, Set
from dataclasses import dataclass, field
from decimal import Decimal

import numpy as np
from sqlmodel import Session

from core.models import Version
from core.money import ORE_PER_KRONA
from core.periods import MONTHS
from core.queries.access import subtree
from core.queries.columns import Columns, columns_of
from core.queries.goal_money_sums import operating_flags
from core.queries.municipality import Municipality, read_municipality
from core.queries.rollup import Flags, Ints, TreeShape
from core.queries.versions import choose_versions
from core.rules.indicator_economy import BUILT_IN, BuiltIn, Source
from core.rules.indicator_sums import Measured
from core.rules.row_lines import match_length, parse_ranges

_DECEMBER, _CLOSING = 12, 13


@dataclass(frozen=True, slots=True, eq=False)
class Economy:
    """Sums by name, öre before each position of the tree; `units` are those whose economy is seen."""

    shape: TreeShape | None = None
    units: Set[int] = frozenset()
    sums: dict[str, Ints] = field(default_factory=dict)
    at: tuple[int, int] = (0, 0)

    def value(self, name: str, unit_id: int) -> Measured | None:
        """Return a unit's amount with what lies under it, kronor; None where it is not seen or not there."""
        if unit_id not in self.units or name not in self.sums or self.shape is None:
            return None
        start = self.shape.position_of(unit_id)
        upto = self.sums[name]
        ore = int(upto[int(self.shape.end[start])] - upto[start])
        return Measured(Decimal(ore) / ORE_PER_KRONA, at=self.at)


def read_economy(session: Session, *, tree_id: int, tops: tuple[int, ...], year: int, month: int) -> Economy:
    """Return the amounts by name to the end of a month, of units under `tops`.

    Of budgets only one that is adopted. Not narrowed by rights: for queries that have asked.
    """
    units = frozenset(session.exec(subtree(tree_id, tops)))
    ids = _versions(session, year)
    columns = columns_of(session, [one for one in ids.values() if one is not None])
    own = read_municipality(session)
    sums = {}
    for name, built_in in BUILT_IN.items():
        version_id = ids[built_in.source]
        if version_id is not None and tree_id in columns.trees:
            sums[name] = _sums(columns, built_in, (version_id, tree_id, month), own)
    return Economy(columns.trees.get(tree_id), units, sums, (year, month))


def read_economy_months(
    session: Session, *, tree_id: int, unit_id: int, years: Collection[int], names: Collection[str]
) -> dict[tuple[int, int], dict[str, Decimal]]:
    """Return a unit's amounts by name, kronor, for each month of the years that the ledger has; read once.

    Not narrowed by rights: for queries that have asked.
    """
    chosen = {year: _versions(session, year) for year in years}
    ids = {one for by_source in chosen.values() for one in by_source.values() if one is not None}
    columns, own = columns_of(session, ids), read_municipality(session)
    found: dict[tuple[int, int], dict[str, Decimal]] = {}
    for year, by_source in chosen.items():
        actual = by_source[Source.ACTUAL]
        if actual is None or tree_id not in columns.trees:
            continue
        booked = _booked(columns, actual)
        upto = {
            name: _months(columns, BUILT_IN[name], (version_id, tree_id, unit_id), own)
            for name in names
            if (version_id := by_source[BUILT_IN[name].source]) is not None
        }
        for month in MONTHS:
            if month in booked:
                found[year, month] = {
                    name: Decimal(int(ore[month])) / ORE_PER_KRONA for name, ore in upto.items()
                }
    return found


def _months(columns: Columns, built_in: BuiltIn, place: tuple[int, int, int], own: Municipality) -> Ints:
    """Return a unit's sum, with all that lies under it, to the end of each month (the first is month 0)."""
    version_id, tree_id, unit_id = place
    placed, shape = columns.placed(version_id, tree_id), columns.trees[tree_id]
    start = shape.position_of(unit_id)
    inside = (placed.position >= start) & (placed.position < int(shape.end[start]))
    flags = operating_flags(columns, own) & _accounts(columns, built_in.accounts)
    rows = np.flatnonzero(inside & flags[placed.block.coding])
    sums: Ints = placed.block.cumulative[:, rows].sum(axis=1) * built_in.turn
    sums[_DECEMBER] = sums[_CLOSING]
    return np.full_like(sums, sums[_CLOSING]) if built_in.whole_year else sums


def _booked(columns: Columns, version_id: int) -> range:
    """Return the months from the first to the last in which anything is booked."""
    moved = np.flatnonzero(np.diff(columns.blocks[version_id].cumulative, axis=0).any(axis=1)) + 1
    return range(int(moved[0]), int(moved[-1]) + 1) if len(moved) else range(0)


def _versions(session: Session, year: int) -> dict[Source, int | None]:
    """Return what is read for a year; of budgets only one that is adopted."""
    versions = choose_versions(session, year)
    budget = versions.compared if _is_adopted(session, versions.compared) else None
    return {Source.ACTUAL: versions.actual, Source.BUDGET: budget, Source.LAST_YEAR: versions.last_actual}


def _sums(columns: Columns, built_in: BuiltIn, place: tuple[int, int, int], own: Municipality) -> Ints:
    """Return the running sum over positions, with a zero before the first."""
    version_id, tree_id, month = place
    placed = columns.placed(version_id, tree_id)
    last = _CLOSING if built_in.whole_year or month == _DECEMBER else month
    flags = operating_flags(columns, own) & _accounts(columns, built_in.accounts)
    amounts = np.where(flags[placed.block.coding], placed.block.cumulative[last], 0) * built_in.turn
    own_sums = np.zeros(len(placed.shape.unit) + 1, dtype=np.int64)
    np.add.at(own_sums, placed.position + 1, amounts)
    upto: Ints = np.cumsum(own_sums)
    return upto


def _accounts(columns: Columns, ranges: str) -> Flags:
    key = ("indicator_accounts", ranges)
    if key not in columns.shared:
        wanted = parse_ranges(ranges)
        code, accounts = columns.codings.code, columns.codings.account
        found = [i for i in np.unique(accounts) if match_length(wanted, code.get(int(i), ""))]
        columns.shared[key] = np.isin(accounts, np.array(found, dtype=np.int64))
    kept: Flags = columns.shared[key]  # type: ignore[assignment]
    return kept


def _is_adopted(session: Session, version_id: int | None) -> bool:
    return version_id is not None and session.get_one(Version, version_id).closed_at is not None
