"""A table as a CSV file that a Swedish Excel opens rightly and a program reads easily.

UTF-8 with a byte order mark, `;` between fields, decimal comma, dates as 2026-11-09. Amounts
are exact in the table's unit, percent in percent; comments stand in a last column. What the
report is about is not in the file: a program would read it as data.
"""

import csv
import io
from datetime import date
from decimal import Decimal

from core.exports.cell_text import cell_text, column_heading, note_heading
from core.exports.safe_text import clean_text, looks_like_formula
from core.money import ORE_PER, ORE_PER_KRONA
from core.table import Column, Kind, Row, Table, Value

_PERCENT = 100


def table_to_csv(table: Table) -> bytes:
    """Return the file's bytes; a table without rows gives the headings alone."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    has_notes = any(row.note for row in table.rows)
    headings = [column_heading(column, table.money_unit) for column in table.columns]
    writer.writerow(_defused(heading) for heading in [*headings, *([note_heading()] if has_notes else [])])
    for row in table.rows:
        cells = zip(table.columns, row.cells, strict=True)
        fields = [_field(table, column, row, value) for column, value in cells]
        writer.writerow([*fields, *([_defused(row.note)] if has_notes else [])])
    return buffer.getvalue().encode("utf-8-sig")


def _field(table: Table, column: Column, row: Row, value: Value) -> str:
    if column.kind is Kind.MONEY and isinstance(value, int):
        return _number(Decimal(value) / ORE_PER[table.money_unit])
    if column.kind is Kind.AMOUNT and isinstance(value, int):
        return _number(Decimal(value) / ORE_PER_KRONA)
    if column.kind is Kind.PERCENT and isinstance(value, int | Decimal):
        return _number(Decimal(value) * _PERCENT)
    if column.kind is Kind.COUNT and isinstance(value, int | Decimal):
        return _number(Decimal(value))
    if isinstance(value, date):
        return value.isoformat()
    if value is None and column.kind is not Kind.STATUS:
        return ""
    return _defused(cell_text(column, row, value, table.money_unit))


def _number(value: Decimal) -> str:
    digits = f"{value:f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return digits.replace(".", ",")


def _defused(text: str) -> str:
    """Return a text that no spreadsheet runs; the apostrophe tells it to be read as text."""
    cleaned = clean_text(text)
    return f"'{cleaned}" if looks_like_formula(cleaned) else cleaned
