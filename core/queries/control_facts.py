"""What the rules of the control list read for some ansvar: this year's lines, the history of their uses.

Read from the columns (uses), the suppliers in memory, and the year's own lines by index.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select

from core.enums import Dimension, VersionKind
from core.models import Code, LedgerLine, Version
from core.periods import MONTHS, Period
from core.queries.access import UnitRow
from core.queries.classes import operating_codings
from core.queries.columns import Columns, columns_of
from core.queries.municipality import read_municipality
from core.queries.rollup import Flags
from core.queries.supplier_columns import SupplierLines, supplier_lines
from core.rules.control_lines import ControlLine, History, Names, Use

_YEAR = len(MONTHS)
_CLOSING = 13


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """The facts of some ansvar up to a month.

    `lines` are this year's by month; `uses` has every month from January of `first_year`; `suppliers`
    are the municipality's invoice lines of the last three years.
    """

    period: Period
    units: Mapping[int, UnitRow]
    lines: Mapping[int, Sequence[ControlLine]]
    uses: Mapping[Use, Sequence[int]]
    first_year: int
    suppliers: SupplierLines
    names: Names
    accounts: Mapping[int, str]

    def place(self, month: int) -> int:
        """Return the place of one of this year's months in `uses`."""
        return (self.period.year - self.first_year) * _YEAR + month - 1

    def history(self, month: int) -> History:
        """Return the history as it was with a month of this year as the last one."""
        return History(self.uses, self.place(month))


def read_facts(session: Session, *, units: Sequence[UnitRow], period: Period) -> Facts | None:
    """Return the facts of ansvar; None before the year has a ledger. Not narrowed: callers narrow."""
    versions = _actuals(session, period.year)
    if period.year not in versions:
        return None
    columns = columns_of(session, versions.values())
    by_id = {unit.id: unit for unit in units}
    accounts = dict(
        session.exec(select(Code.code, Code.name).where(Code.dimension == Dimension.ACCOUNT)).all()
    )
    names = Names(accounts, {unit.id: f"{unit.name} ({unit.code})" for unit in units})
    first = min(versions)
    kept = operating_codings(columns, read_municipality(session))
    return Facts(
        period=period,
        units=by_id,
        lines=_lines(session, columns, kept, by_id, versions[period.year], period.month),
        uses=_uses(columns, kept, sorted(by_id), versions, first),
        first_year=first,
        suppliers=supplier_lines(session, sorted(versions.items())),
        names=names,
        accounts=columns.codings.code,
    )


def texts_before(session: Session, *, unit_ids: Sequence[int], year: int) -> list[tuple[int, int, str]]:
    """Return (ansvar, month, text) of the lines of a year; none when it has no ledger."""
    version = _actuals(session, year).get(year)
    if version is None or not unit_ids:
        return []
    rows = select(LedgerLine.unit_id, LedgerLine.month, LedgerLine.text).where(
        col(LedgerLine.unit_id).in_(unit_ids), LedgerLine.version_id == version
    )
    return list(session.exec(rows).all())


def _actuals(session: Session, year: int) -> dict[int, int]:
    """Return the actuals of a year and the two before it, by year."""
    rows = session.exec(
        select(Version.year, Version.id)
        .where(Version.kind == VersionKind.ACTUAL, col(Version.year).between(year - 2, year))
        .order_by(col(Version.id))
    )
    return {year: version_id for year, version_id in rows if version_id is not None}


def _lines(
    session: Session,
    columns: Columns,
    kept: Flags,
    units: Mapping[int, UnitRow],
    version_id: int,
    last_month: int,
) -> dict[int, list[ControlLine]]:
    """Return this year's operating lines by month; period 13 is December."""
    codings = columns.codings
    table = LedgerLine
    wanted: list[Any] = [
        table.unit_id, table.month, table.coding_id, table.amount, table.text, table.series, table.number,
        table.row, table.extra,
    ]  # fmt: skip
    rows = session.execute(
        sqlalchemy_select(*wanted)
        .where(
            col(table.unit_id).in_(units),
            col(table.version_id) == version_id,
            col(table.account_id).in_(np.unique(codings.account[kept]).tolist()),
            col(table.month).between(1, _CLOSING if last_month == _YEAR else last_month),
        )
        .order_by(col(table.unit_id), col(table.month), col(table.day), col(table.id))
    )
    found: dict[int, list[ControlLine]] = {month: [] for month in range(1, last_month + 1)}
    for unit_id, month, coding, amount, text, series, number, row, extra in rows:
        if not kept[coding]:
            continue
        voucher = " ".join(filter(None, (series, number)))
        line = ControlLine(
            unit=unit_id,
            account=codings.code.get(int(codings.account[coding]), ""),
            function=codings.code.get(int(codings.function[coding]), ""),
            amount=amount,
            text=text,
            supplier=(extra or {}).get("supplier") or "",
            voucher=voucher,
            key=f"{series}/{number}/{row}" if number else f"{month}/{coding}/{row}",
        )
        found[min(month, last_month)].append(line)
    return found


def _uses(
    columns: Columns, kept: Flags, units: Sequence[int], versions: Mapping[int, int], first: int
) -> dict[Use, list[int]]:
    """Return the months of every use of the ansvar, from January of the first year on."""
    codings = columns.codings
    months = (max(versions) - first + 1) * _YEAR
    found: dict[Use, list[int]] = {}
    for year, version_id in versions.items():
        block = columns.blocks[version_id]
        rows = np.flatnonzero(np.isin(block.unit, units) & kept[block.coding])
        amounts = np.diff(block.cumulative[1:, rows], axis=0, prepend=0)
        amounts[_YEAR - 1] += amounts[_YEAR]
        start = (year - first) * _YEAR
        for place, row in enumerate(rows.tolist()):
            coding = int(block.coding[row])
            use = (
                int(block.unit[row]),
                codings.code.get(int(codings.account[coding]), ""),
                codings.code.get(int(codings.function[coding]), ""),
            )
            series = found.setdefault(use, [0] * months)
            for month, amount in enumerate(amounts[:_YEAR, place].tolist()):
                series[start + month] += amount
    return found
