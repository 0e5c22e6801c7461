"""Reads a ledger from CSV with the Swedish header of `data/templates/huvudbok.csv`.

konto, ansvar, datum and belopp must be there, the others may; the order is free. `period`
(2026-10, 202610, 2026-13 for the closing period) wins over the date.
"""

from dataclasses import dataclass

import numpy as np

from core.errors import ImportFileError
from core.imports.csv_lines import (
    Cells,
    combinations_of,
    number_groups,
    read_cells,
    read_days,
    row_numbers,
    safe_links,
)
from core.imports.csv_table import CsvText, open_csv, read_columns
from core.imports.csv_values import Texts
from core.imports.extra_columns import ExtraColumns
from core.imports.ledger import Int32, Int64, LedgerFile, LineOrigin, Lines, VoucherColumns
from core.imports.problem_log import ProblemLog
from core.imports.sie.checksum import ABSENT
from core.texts import _

COLUMNS = (
    "konto", "ansvar", "verksamhet", "projekt", "motpart", "datum", "period", "belopp", "text", "serie",
    "verifikationsnummer", "rad", "leverantör", "organisationsnummer", "fakturanummer", "attestant",
    "länk", "momskod",
)  # fmt: skip
REQUIRED = ("konto", "ansvar", "datum", "belopp")

_DIMENSIONS = {"ansvar": "1", "projekt": "6", "verksamhet": "20", "motpart": "21"}
_EXTRA = {
    "leverantör": "supplier",
    "organisationsnummer": "organisation_number",
    "fakturanummer": "invoice_number",
    "attestant": "attestant",
    "länk": "scan_link",
    "momskod": "vat_code",
}


def is_ledger_csv(data: bytes) -> bool:
    """Tell whether the first line looks like the header of a ledger: konto and belopp are there."""
    try:
        return {"konto", "belopp"} <= set(open_csv(data).header)
    except ImportFileError:
        return False


def read_ledger_csv(data: bytes) -> LedgerFile:
    """Return a CSV ledger; ImportFileError when a required column is missing or the file is broken."""
    source = open_csv(data)
    missing = [name for name in REQUIRED if name not in source.header]
    if missing:
        message = _("Kolumnen {columns} saknas. Rubrikraden ska ha minst {required}.")
        raise ImportFileError(
            message.format(columns=", ".join(missing), required=", ".join(REQUIRED)), line=source.header_lines
        )
    problems = ProblemLog()
    for name in source.header:
        if name not in COLUMNS:
            message = _("Kolumnen ”{column}” är okänd och hoppas över.")
            problems.info("unknown_column", message.format(column=name[:40]), source.header_lines)
    return _ledger(source, read_cells(read_columns(source, COLUMNS), COLUMNS, problems), problems)


def _ledger(source: CsvText, cells: Cells, problems: ProblemLog) -> LedgerFile:
    day, period, placed = read_days(cells, problems)
    cells = Cells(
        {name: column.keep(placed) for name, column in cells.texts.items()},
        cells.amount[placed],
        cells.line[placed],
    )
    combinations, combination = combinations_of(cells, _DIMENSIONS)
    voucher, vouchers = _vouchers(cells, day[placed])
    lines = _lines(cells, _Placed(combination, voucher, day[placed], period[placed]), problems)
    return LedgerFile(
        kind="csv",
        sie_type=None,
        encoding=source.encoding,
        program="",
        organisation="",
        organisation_number="",
        flagged=False,
        checksum=ABSENT,
        generated=None,
        accounts={},
        dimensions={number: name.capitalize() for name, number in _DIMENSIONS.items()},
        objects={},
        combinations=combinations,
        vouchers=vouchers,
        lines=lines,
        openings=(),
        budget=(),
        differences=(),
        masked_employees=0,
        problems=problems.problems(),
    )


@dataclass(frozen=True, slots=True)
class _Placed:
    """Where each line belongs: its combination, voucher, day (yyyymmdd) and period (yyyymm)."""

    combination: Int32
    voucher: Int32
    day: Int64
    period: Int64


def _lines(cells: Cells, placed: _Placed, problems: ProblemLog) -> Lines:
    return Lines(
        combination=placed.combination,
        year=(placed.period // 100).astype(np.int16),
        month=(placed.period % 100).astype(np.int8),
        day=placed.day.astype(np.int32),
        amount=cells.amount,
        voucher=placed.voucher,
        row=row_numbers(cells.texts["rad"], placed.voucher),
        text=cells.texts["text"].or_none(),
        origin=np.full(len(cells.amount), LineOrigin.TRANSACTION, np.int8),
        extra=_extra(cells, problems),
    )


def _vouchers(cells: Cells, day: Int64) -> tuple[Int32, VoucherColumns]:
    """Return the voucher of each line (-1 without series and number) and the vouchers, each once a year."""
    series, number = cells.texts["serie"], cells.texts["verifikationsnummer"]
    named = np.flatnonzero(series.filled() | number.filled())
    year = Texts([str(n) for n in range(10_000)], (day[named] // 10_000).astype(np.int32))
    voucher = np.full(len(day), -1, np.int32)
    numbers, first = number_groups([series.keep(named), number.keep(named), year])
    voucher[named] = numbers
    heads = named[first]
    return voucher, VoucherColumns(
        list(series.keep(heads)), list(number.keep(heads)), day[heads].astype(np.int32), [""] * len(heads)
    )


def _extra(cells: Cells, problems: ProblemLog) -> ExtraColumns:
    columns = {key: cells.texts[name] for name, key in _EXTRA.items()}
    columns["scan_link"] = safe_links(columns["scan_link"], cells.line, problems)
    return ExtraColumns(columns)
