"""The suppliers of the ledger in memory: one row an invoice line on a cost account, kept until it changes.

A source may tell the supplier of a line (`extra`). Searching it there costs a walk through the
ledger, so a version is read once and kept beside the columns, until its figures have a newer stamp.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

import numpy as np
from sqlalchemy import Engine, text
from sqlmodel import Session, func, select

from core.db import Database
from core.enums import Dimension
from core.models import Code, Stamp
from core.queries.rollup import Flags, Ints

_MEMORY = "suppliers"
_COSTS = "4567"
_DECEMBER = 12
_LINES = text(
    "SELECT unit_id, month, account_id, amount, extra ->> 'supplier' AS supplier FROM ledger_line "
    "WHERE version_id = :version AND month > 0 AND extra IS NOT NULL AND extra ->> 'supplier' <> ''"
)


@dataclass(frozen=True, slots=True, eq=False)
class SupplierLines:
    """Invoice lines as arrays: `month` counts from year 0 (12 × year + month − 1), `amount` is öre, cost +.

    `supplier` points into `names`; `account` is a code's id.
    """

    unit: Ints
    month: Ints
    account: Ints
    amount: Ints
    supplier: Ints
    names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.unit)

    def only(self, kept: Flags) -> "SupplierLines":
        """Return the lines that are kept."""
        return SupplierLines(
            self.unit[kept], self.month[kept], self.account[kept], self.amount[kept],
            self.supplier[kept], self.names,
        )  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class _Held:
    n: int
    lines: SupplierLines


def supplier_lines(session: Session, versions: Iterable[tuple[int, int]]) -> SupplierLines:
    """Return the lines of some (year, version) in order. Not narrowed by rights: callers narrow."""
    return _joined([_version(session, year, version_id) for year, version_id in versions])


def _version(session: Session, year: int, version_id: int) -> SupplierLines:
    """Return a version's lines; a session that writes reads its own and shares nothing."""
    if cast(Engine, session.get_bind()).get_execution_options().get("write"):
        return _read(session, year, version_id)
    n = session.exec(select(func.max(Stamp.n)).where(Stamp.version_id == version_id)).one() or 0
    memory = cast(Database, session.info["database"]).memory
    held = memory.get(f"{_MEMORY} {version_id}")
    if isinstance(held, _Held) and held.n == n:
        return held.lines
    lines = _read(session, year, version_id)
    memory[f"{_MEMORY} {version_id}"] = _Held(n, lines)
    return lines


def _read(session: Session, year: int, version_id: int) -> SupplierLines:
    costs = {
        code_id
        for code_id, code in session.exec(
            select(Code.id, Code.code).where(Code.dimension == Dimension.ACCOUNT)
        )
        if code[:1] in _COSTS
    }
    rows = [row for row in session.execute(_LINES, {"version": version_id}) if row[2] in costs]
    names = tuple(sorted({row[4] for row in rows}))
    number = {name: place for place, name in enumerate(names)}
    flat = [(unit, month, account, amount, number[name]) for unit, month, account, amount, name in rows]
    table = np.array(flat, dtype=np.int64).reshape(len(flat), 5).T
    month = np.minimum(table[1], _DECEMBER) - 1 + _DECEMBER * year
    return SupplierLines(table[0], month, table[2], table[3], table[4], names)


def _joined(parts: list[SupplierLines]) -> SupplierLines:
    names = tuple(sorted({name for part in parts for name in part.names}))
    number = {name: place for place, name in enumerate(names)}
    moved = []
    for part in parts:
        places = np.array([number[name] for name in part.names], dtype=np.int64)
        moved.append(places[part.supplier] if len(part) else part.supplier)
    nothing = np.zeros(0, dtype=np.int64)
    return SupplierLines(
        unit=np.concatenate([nothing, *(part.unit for part in parts)]),
        month=np.concatenate([nothing, *(part.month for part in parts)]),
        account=np.concatenate([nothing, *(part.account for part in parts)]),
        amount=np.concatenate([nothing, *(part.amount for part in parts)]),
        supplier=np.concatenate([nothing, *moved]),
        names=names,
    )
