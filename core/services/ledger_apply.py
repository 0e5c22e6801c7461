"""Writing a ledger file into the ledger: its months are replaced, lines and balances together."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import BindParameter, bindparam, text
from sqlmodel import Session, select

from core.enums import LedgerOrigin, VersionKind
from core.errors import RuleViolation
from core.imports.check import Resolution
from core.imports.ledger import LedgerFile, LineOrigin, VoucherColumns
from core.models import MISSING, ImportBatch, Version
from core.periods import MONTHS
from core.queries import trees
from core.services import balances, codings
from core.services.bulk import insert_rows
from core.services.ledger_indexes import built_after
from core.texts import _

Progress = Callable[[int, int], None]
"""Told how many rows are written, of how many."""

Texts: TypeAlias = NDArray[np.object_]

_CHUNK = 20_000
_LONGEST_TEXT = 500
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


@dataclass(frozen=True, slots=True)
class _Heads:
    """Series, number and text of the vouchers as columns; position -1 is the empty one."""

    series: Texts
    numbers: Texts
    texts: Texts


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
    placed = place(session, resolution)
    with built_after(session, len(file.lines)):
        remove_lines(session, profile_id=batch.profile_id, months=months)
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
    ordered, heads = _in_drill_order(file, placed, chosen), _heads(file)
    for start in range(0, len(chosen), _CHUNK):
        part = ordered[start : start + _CHUNK]
        insert_rows(session, "ledger_line", _COLUMNS, _rows(batch, file, placed, heads, (versions, part)))
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
    batch: ImportBatch,
    file: LedgerFile,
    placed: Placed,
    heads: _Heads,
    where: tuple[dict[int, int], NDArray[np.int64]],
) -> Iterator[tuple[object, ...]]:
    """Return the database rows of some lines, column by column: no Python code runs per line."""
    versions, part = where
    lines = file.lines
    combination, voucher = lines.combination[part], lines.voucher[part]
    extra = [lines.extra.get(position) for position in part.tolist()] if lines.extra else ()
    return zip(
        repeat(batch.id, len(part)),
        _each(lines.year[part], versions.__getitem__),
        placed.units[combination].tolist(),
        placed.accounts[combination].tolist(),
        placed.codings[combination].tolist(),
        _each(lines.day[part], _iso),
        lines.month[part].tolist(),
        heads.series[voucher].tolist(),
        heads.numbers[voucher].tolist(),
        lines.row[part].tolist(),
        _texts(lines.text, part, heads.texts[voucher]),
        lines.amount[part].tolist(),
        _each(lines.origin[part], _ORIGINS.__getitem__),
        map(_as_json, extra) if extra else repeat(None, len(part)),
        strict=True,
    )


def _each(column: NDArray[np.integer[Any]], convert: Callable[[int], object]) -> list[object]:
    """Return a column converted, each different value once."""
    values, inverse = np.unique(column, return_inverse=True)
    converted = [convert(value) for value in values.tolist()]
    return [converted[position] for position in inverse.tolist()]


def _texts(own: Sequence[str | None], part: NDArray[np.int64], of_voucher: Texts) -> list[str]:
    """Return the text of each line: its own, else that of its voucher."""
    pairs = zip(map(own.__getitem__, part.tolist()), of_voucher.tolist(), strict=True)
    return [(text or other)[:_LONGEST_TEXT] for text, other in pairs]


def _heads(file: LedgerFile) -> _Heads:
    """Return the heads of the file's vouchers as columns, and last an empty one for lines without."""
    vouchers = file.vouchers
    if isinstance(vouchers, VoucherColumns):
        return _Heads(*(_objects([*column, ""]) for column in vouchers.heads))
    heads = [(head.series, head.number, head.text) for head in vouchers]
    return _Heads(*(_objects(column) for column in zip(*heads, ("", "", ""), strict=True)))


def _objects(values: Iterable[object]) -> NDArray[np.object_]:
    found = list(values)
    column = np.empty(len(found), dtype=object)
    column[:] = found
    return column


def _as_json(extra: Mapping[str, str] | None) -> str | None:
    return json.dumps(dict(extra), ensure_ascii=False) if extra else None


def _in_drill_order(file: LedgerFile, placed: Placed, chosen: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the lines by ansvar, account and day, so that those read together lie together."""
    combination = file.lines.combination[chosen]
    keys = (file.lines.day[chosen], placed.accounts[combination], placed.units[combination])
    return chosen[np.lexsort(keys)]


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
