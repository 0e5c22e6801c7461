"""Balances: kept in the same transaction as the lines behind them, and proved against them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import text
from sqlmodel import Session

from core.models import MONTH_COLUMNS
from core.services import audit
from core.services.bulk import insert_rows

Ints: TypeAlias = NDArray[np.int64]

AMOUNT_COLUMNS = ("opening", *MONTH_COLUMNS)
"""The amounts of a balance; the position is the month, 0 for the opening balance."""

_PLAN_MONTHS = MONTH_COLUMNS[:12]
_FEW_UNITS = 50
_HAS_BASE = "kind = 'revised' AND base_id IS NOT NULL"


@dataclass(frozen=True, slots=True)
class Deltas:
    """Changes of balances: one row per key, `amounts` int64 [keys, 14] in öre, column 0 the opening."""

    units: NDArray[np.int64]
    codings: NDArray[np.int64]
    amounts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class BalanceFault:
    """A balance that its lines do not add up to; `month` 0 is the opening balance."""

    version_id: int
    unit_id: int
    coding_id: int
    month: int
    balance: int
    lines: int


def deltas_of(
    units: NDArray[np.int64],
    codings: NDArray[np.int64],
    months: NDArray[np.int64],
    amounts: NDArray[np.int64],
) -> Deltas:
    """Return the sums of lines per unit, coding and month."""
    width = len(AMOUNT_COLUMNS)
    span = int(codings.max()) + 1 if len(codings) else 1
    keys, inverse = np.unique(units * span + codings, return_inverse=True)
    summed = np.zeros(len(keys) * width, dtype=np.int64)
    np.add.at(summed, inverse * width + months, amounts)
    return Deltas(keys // span, keys % span, summed.reshape(len(keys), width))


def add_deltas(session: Session, version_id: int, deltas: Deltas) -> None:
    """Add changes to the balances of a version, drop what became nothing, and stamp the units."""
    if not len(deltas.units):
        return
    columns = ("version_id", "unit_id", "coding_id", *AMOUNT_COLUMNS)
    added = ", ".join(f"{column} = balance.{column} + excluded.{column}" for column in AMOUNT_COLUMNS)
    marks = ", ".join(f":{column}" for column in columns)
    rows = [
        dict(zip(columns, (version_id, unit, coding, *amounts), strict=True))
        for unit, coding, amounts in zip(
            deltas.units.tolist(), deltas.codings.tolist(), deltas.amounts.tolist(), strict=True
        )
    ]
    session.execute(
        text(
            f"INSERT INTO balance ({', '.join(columns)}) VALUES ({marks}) "
            f"ON CONFLICT (version_id, unit_id, coding_id) DO UPDATE SET {added}"
        ),
        rows,
    )
    units = set(deltas.units.tolist())
    _drop_empty(session, version_id, units)
    audit.stamp(session, version_id, units)


def _drop_empty(session: Session, version_id: int, units: set[int]) -> None:
    """Delete the balances that became nothing; a few units are looked up, many are read through."""
    empty = " AND ".join(f"{column} = 0" for column in AMOUNT_COLUMNS)
    statement = f"DELETE FROM balance WHERE version_id = :v AND {empty}"
    if len(units) > _FEW_UNITS:
        session.execute(text(statement), {"v": version_id})
        return
    session.execute(
        text(f"{statement} AND unit_id = :unit"), [{"v": version_id, "unit": unit} for unit in sorted(units)]
    )


def rebuild_from_plan(session: Session, version_id: int) -> None:
    """Make the balances of a plan anew from its lines, and stamp every unit that has or had any.

    Those of a revised budget are made of the lines of its base and its own.
    """
    units = set(_column(session, "SELECT DISTINCT unit_id FROM balance WHERE version_id = :v", version_id))
    session.execute(text("DELETE FROM balance WHERE version_id = :v"), {"v": version_id})
    rows = _plan_sums(session, version_id, base_of(session, version_id))
    units.update(row[0] for row in rows)
    insert_rows(
        session,
        "balance",
        ("version_id", "unit_id", "coding_id", *AMOUNT_COLUMNS),
        [(version_id, unit, coding, 0, *amounts, 0) for unit, coding, *amounts in rows],
    )
    audit.stamp(session, version_id, units)


def copy_balances(session: Session, *, from_id: int, to_id: int) -> None:
    """Copy the balances of a version into one that has none, and stamp their units."""
    columns = ", ".join(("unit_id", "coding_id", *AMOUNT_COLUMNS))
    session.execute(
        text(
            f"INSERT INTO balance (version_id, {columns}) "
            f"SELECT CAST(:to_id AS BIGINT), {columns} FROM balance WHERE version_id = :from_id"
        ),
        {"from_id": from_id, "to_id": to_id},
    )
    units = _column(session, "SELECT DISTINCT unit_id FROM balance WHERE version_id = :v", to_id)
    audit.stamp(session, to_id, set(units))


def base_of(session: Session, version_id: int) -> int | None:
    """Return the closed budget that a revised one stands on; None for any other version."""
    bases = _column(session, f"SELECT base_id FROM version WHERE id = :v AND {_HAS_BASE}", version_id)
    return bases[0] if bases else None


def find_faults(session: Session) -> list[BalanceFault]:
    """Return every balance of every version that differs from the sum of its lines."""
    faults: list[BalanceFault] = []
    for version_id in _column(session, "SELECT id FROM version ORDER BY id", None):
        expected = _line_sums(session, version_id)
        held = _held(session, version_id)
        for unit, coding in sorted(expected.keys() | held.keys()):
            lines = expected.get((unit, coding), [0] * len(AMOUNT_COLUMNS))
            balance = held.get((unit, coding), [0] * len(AMOUNT_COLUMNS))
            faults.extend(
                BalanceFault(version_id, unit, coding, month, balance[month], lines[month])
                for month in range(len(AMOUNT_COLUMNS))
                if balance[month] != lines[month]
            )
    return faults


def _line_sums(session: Session, version_id: int) -> dict[tuple[int, int], list[int]]:
    sums: dict[tuple[int, int], list[int]] = {}
    statement = text(
        "SELECT unit_id, coding_id, month, CAST(SUM(amount) AS BIGINT) FROM ledger_line "
        "WHERE version_id = :v GROUP BY unit_id, coding_id, month"
    )
    for unit, coding, month, amount in session.execute(statement, {"v": version_id}):
        sums.setdefault((unit, coding), [0] * len(AMOUNT_COLUMNS))[month] = amount
    for unit, coding, *amounts in _plan_sums(session, version_id, base_of(session, version_id)):
        row = sums.setdefault((unit, coding), [0] * len(AMOUNT_COLUMNS))
        for month, amount in enumerate(amounts, start=1):
            row[month] += amount
    return sums


def _plan_sums(session: Session, version_id: int, base_id: int | None) -> Sequence[tuple[int, ...]]:
    """Return the sums of a plan's lines and of its base's per unit and coding, twelve months each."""
    sums = ", ".join(f"CAST(COALESCE(SUM({month}), 0) AS BIGINT)" for month in _PLAN_MONTHS)
    statement = text(
        f"SELECT unit_id, coding_id, {sums} FROM plan_line WHERE version_id IN (:v, :base) "
        "GROUP BY unit_id, coding_id"
    )
    held = {"v": version_id, "base": version_id if base_id is None else base_id}
    return [tuple(row) for row in session.execute(statement, held)]


def _held(session: Session, version_id: int) -> dict[tuple[int, int], list[int]]:
    statement = text(
        f"SELECT unit_id, coding_id, {', '.join(AMOUNT_COLUMNS)} FROM balance WHERE version_id = :v"
    )
    return {
        (unit, coding): amounts for unit, coding, *amounts in session.execute(statement, {"v": version_id})
    }


def _column(session: Session, statement: str, version_id: int | None) -> list[int]:
    parameters = {} if version_id is None else {"v": version_id}
    return [row[0] for row in session.execute(text(statement), parameters)]
