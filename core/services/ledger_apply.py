"""Writing a ledger file into the ledger: its months are replaced, lines and balances together."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BindParameter, bindparam, text
from sqlmodel import Session, select

from core.enums import LedgerOrigin, VersionKind
from core.errors import RuleViolation
from core.imports.check import Resolution
from core.imports.ledger import LedgerFile, LineOrigin
from core.models import MISSING, ImportBatch, Version
from core.periods import MONTHS
from core.queries import trees
from core.services import balances, codings
from core.services.bulk import insert_rows
from core.texts import _

Progress = Callable[[int, int], None]
"""Told how many rows are written, of how many."""

_CHUNK = 50_000
_NO_VOUCHER = -1
_COLUMNS = (
    "batch_id", "version_id", "unit_id", "account_id", "coding_id", "day", "month",
    "series", "number", "row", "text", "amount", "origin", "extra",
)  # fmt: skip
_ORIGINS: dict[int, str] = {
    LineOrigin.TRANSACTION: LedgerOrigin.TRANSACTION.value,
    LineOrigin.PERIOD_SUM: LedgerOrigin.PERIOD_SUM.value,
}


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the file's combinations go: ids by position, 0 for one that no row uses."""

    units: NDArray[np.int64]
    codings: NDArray[np.int64]
    accounts: NDArray[np.int64]


def months_of(file: LedgerFile) -> list[int]:
    """Return the months that a file replaces, as yyyymm: from the first to the last with lines.

    Month 0 of a year is its opening balance and 13 its closing period: they stand there when the
    file has any.
    """
    found = np.unique(file.lines.year.astype(np.int64) * 100 + file.lines.month).tolist()
    if not found:
        return []
    between = range(found[0], found[-1] + 1)
    openings = {row.year * 100 for row in file.openings if row.year in {month // 100 for month in found}}
    return sorted({month for month in between if month % 100 in MONTHS} | set(found) | openings)


def write_ledger(
    session: Session,
    batch: ImportBatch,
    *,
    file: LedgerFile,
    resolution: Resolution,
    months: Sequence[int],
    progress: Progress,
) -> int:
    """Replace the months of the batch's profile with the file's lines; return how many were written.

    Raises `RuleViolation` when a year is closed. Opening balances are not counted.
    """
    versions = {year: _actual_version(session, year) for year in sorted({month // 100 for month in months})}
    remove_lines(session, profile_id=batch.profile_id, months=months)
    placed = place(session, resolution)
    _write_openings(session, batch, file, placed, (versions, months))
    return _write_lines(session, batch, file, placed, (versions, months, progress))


def place(session: Session, resolution: Resolution) -> Placed:
    """Create what is new and return the ids that the file's combinations become."""
    codings.create_codes(session, resolution.new_codes)
    ids = codings.coding_ids(session, resolution.codings)
    accounts = {MISSING: MISSING, **dict(session.execute(text("SELECT id, account_id FROM coding")).all())}
    unit_ids = trees.unit_ids(session)
    return Placed(
        np.array([unit_ids.get(code or "", 0) for code in resolution.units], dtype=np.int64),
        np.array(ids, dtype=np.int64),
        np.array([accounts[coding_id] for coding_id in ids], dtype=np.int64),
    )


def remove_lines(
    session: Session, *, profile_id: int, months: Sequence[int], batch_id: int | None = None
) -> None:
    """Delete a source's lines in some months (of one batch when named) and take them off the balances."""
    where = (
        "version_id = :version_id AND month IN :months AND batch_id IN "
        "(SELECT id FROM import_batch WHERE profile_id = :profile_id AND (id = :batch_id OR :batch_id = 0))"
    )
    own: BindParameter[list[int]] = bindparam("months", expanding=True)
    for year in sorted({month // 100 for month in months}):
        version = session.exec(
            select(Version).where(Version.kind == VersionKind.ACTUAL, Version.year == year)
        ).first()
        if version is None or version.id is None:
            continue
        _refuse_closed(version)
        parameters = {
            "version_id": version.id,
            "profile_id": profile_id,
            "batch_id": batch_id or 0,
            "months": [month % 100 for month in months if month // 100 == year],
        }
        sums = text(
            "SELECT unit_id, coding_id, month, CAST(-SUM(amount) AS BIGINT) FROM ledger_line "
            f"WHERE {where} GROUP BY unit_id, coding_id, month"
        ).bindparams(own)
        removed = np.array(session.execute(sums, parameters).all(), dtype=np.int64).reshape(-1, 4)
        session.execute(text(f"DELETE FROM ledger_line WHERE {where}").bindparams(own), parameters)
        balances.add_deltas(session, version.id, balances.deltas_of(*removed.T))


def _actual_version(session: Session, year: int) -> int:
    """Return the version of a year's actuals, created when it is missing, refused when it is closed."""
    version = session.exec(
        select(Version).where(Version.kind == VersionKind.ACTUAL, Version.year == year)
    ).first()
    if version is None:
        version = Version(kind=VersionKind.ACTUAL, year=year, name=_("Utfall {year}").format(year=year))
        session.add(version)
        session.flush()
    _refuse_closed(version)
    if version.id is None:
        raise ValueError("a stored version has an id")
    return version.id


def _refuse_closed(version: Version) -> None:
    if version.closed_at is not None:
        message = _("Året {year} är stängt. Dess utfall kan inte ändras.")
        raise RuleViolation(message.format(year=version.year))


def _write_lines(
    session: Session,
    batch: ImportBatch,
    file: LedgerFile,
    placed: Placed,
    where: tuple[dict[int, int], Sequence[int], Progress],
) -> int:
    versions, months, progress = where
    lines = file.lines
    stamps = lines.year.astype(np.int64) * 100 + lines.month
    chosen = np.flatnonzero(np.isin(stamps, np.array(months)))
    for start in range(0, len(chosen), _CHUNK):
        part = chosen[start : start + _CHUNK]
        insert_rows(session, "ledger_line", _COLUMNS, _rows(batch, file, placed, versions, part))
        progress(start + len(part), len(chosen))
    for year, version_id in versions.items():
        own = chosen[lines.year[chosen] == year]
        deltas = balances.deltas_of(
            placed.units[lines.combination[own]],
            placed.codings[lines.combination[own]],
            lines.month[own].astype(np.int64),
            lines.amount[own],
        )
        balances.add_deltas(session, version_id, deltas)
    return len(chosen)


def _rows(
    batch: ImportBatch, file: LedgerFile, placed: Placed, versions: dict[int, int], part: NDArray[np.int64]
) -> Iterator[tuple[object, ...]]:
    """Yield the database rows of some lines, column by column so that no line is an object."""
    lines = file.lines
    combination = lines.combination[part]
    days, day_of = np.unique(lines.day[part], return_inverse=True)
    iso = [_iso(day) for day in days.tolist()]
    vouchers = file.vouchers
    columns = zip(
        part.tolist(),
        lines.year[part].tolist(),
        placed.units[combination].tolist(),
        placed.accounts[combination].tolist(),
        placed.codings[combination].tolist(),
        day_of.tolist(),
        lines.month[part].tolist(),
        lines.voucher[part].tolist(),
        lines.row[part].tolist(),
        lines.amount[part].tolist(),
        lines.origin[part].tolist(),
        strict=True,
    )
    head, held = None, _NO_VOUCHER
    for position, year, unit, account, coding, day, month, voucher, row, amount, origin in columns:
        if voucher != held:  # the lines of a voucher follow each other
            head, held = vouchers[voucher] if voucher >= 0 else None, voucher
        own_text = lines.text[position] or (head.text if head else "")
        extra = lines.extra.get(position)
        yield (
            batch.id, versions[year], unit, account, coding, iso[day], month,
            head.series if head else "", head.number if head else "", row, own_text[:500], amount,
            _ORIGINS[origin], json.dumps(dict(extra), ensure_ascii=False) if extra else None,
        )  # fmt: skip


def _write_openings(
    session: Session,
    batch: ImportBatch,
    file: LedgerFile,
    placed: Placed,
    where: tuple[dict[int, int], Sequence[int]],
) -> None:
    versions, months = where
    for year, version_id in versions.items():
        own = [row for row in file.openings if row.year == year and year * 100 in months]
        combination = np.array([row.combination for row in own], dtype=np.int64)
        units, coding = placed.units[combination], placed.codings[combination]
        insert_rows(
            session,
            "ledger_line",
            _COLUMNS,
            [
                (
                    batch.id, version_id, unit, int(placed.accounts[row.combination]), coding_id,
                    f"{year}-01-01", 0, "", "", 0, _("Ingående balans"), row.amount,
                    LedgerOrigin.OPENING.value, None,
                )
                for row, unit, coding_id in zip(own, units.tolist(), coding.tolist(), strict=True)
            ],
        )  # fmt: skip
        amounts = np.array([row.amount for row in own], dtype=np.int64)
        balances.add_deltas(
            session, version_id, balances.deltas_of(units, coding, np.zeros(len(own), np.int64), amounts)
        )


def _iso(day: int) -> str:
    return f"{day // 10000:04d}-{day // 100 % 100:02d}-{day % 100:02d}"
