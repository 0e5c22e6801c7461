"""A table as an Excel workbook: the rows as on the screen, and a sheet that tells what they are."""

import io
import re
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from core.exports.cell_text import cell_text, column_heading, note_heading, unit_sentence
from core.exports.safe_text import clean_text, looks_like_formula
from core.money import ORE_PER, ORE_PER_KRONA, MoneyUnit
from core.table import Column, Kind, Row, RowRole, Table, Value
from core.texts import _

_LONGEST_CELL = 32_767
_LONGEST_SHEET_NAME = 31
_NARROWEST, _WIDEST = 9, 60
_NUMBERS = frozenset({Kind.MONEY, Kind.AMOUNT, Kind.PERCENT, Kind.COUNT})
_HEAD_FONT = Font(bold=True, color="17262B")
_HEAD_FILL = PatternFill("solid", fgColor="E1EDEF")
_BOLD = Font(bold=True)
_TOP_LINE = Border(top=Side(style="thin", color="5B6D74"))
_LINK = Font(color="0B5563", underline="single")


def table_to_xlsx(table: Table) -> bytes:
    """Return the workbook's bytes; a table without rows gives the headings alone."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _sheet_name(table.title)
    _write_head(sheet, table)
    for number, row in enumerate(table.rows, start=2):
        _write_row(sheet, number, table, row)
    _set_view(sheet, table)
    _write_about(book.create_sheet(_("Om rapporten")), table)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write_head(sheet: Worksheet, table: Table) -> None:
    for position, column in enumerate(table.columns, start=1):
        cell = sheet.cell(1, position)
        _set_text(cell, column_heading(column, table.money_unit))
        cell.font, cell.fill = _HEAD_FONT, _HEAD_FILL
        side = "right" if column.kind in _NUMBERS else "left"
        cell.alignment = Alignment(horizontal=side, vertical="bottom", wrap_text=True)


def _write_row(sheet: Worksheet, number: int, table: Table, row: Row) -> None:
    name = _name_position(table)
    for position, (column, value) in enumerate(zip(table.columns, row.cells, strict=True)):
        cell = sheet.cell(number, position + 1)
        _set_value(cell, column, row, value, table.money_unit)
        if position == name and row.level:
            cell.alignment = Alignment(indent=row.level)
        if row.role in (RowRole.SUM, RowRole.TOTAL):
            cell.font = _BOLD
        if row.role is RowRole.TOTAL:
            cell.border = _TOP_LINE
    if row.note:
        _set_text(sheet.cell(number, len(table.columns) + 1), row.note)


def _set_value(cell: Cell | MergedCell, column: Column, row: Row, value: Value, unit: MoneyUnit) -> None:
    if isinstance(value, date):
        cell.value = value
        cell.number_format = "yyyy-mm-dd"
    elif column.kind in _NUMBERS and isinstance(value, int | Decimal):
        cell.value = Decimal(value) / _size(column, unit)
        cell.number_format = _number_format(column, value, unit)
    elif value is not None or column.kind is Kind.STATUS:
        text = cell_text(column, row, value, unit)
        _set_text(cell, text)
        if column.kind is Kind.LINK and text.startswith("https://"):
            cell.hyperlink, cell.font = text, _LINK


def _size(column: Column, unit: MoneyUnit) -> int:
    """Return how many öre a whole one of the column is, 1 for what is no money."""
    if column.kind is Kind.AMOUNT:
        return ORE_PER_KRONA
    return ORE_PER[unit] if column.kind is Kind.MONEY else 1


def _set_text(cell: Cell | MergedCell, text: str) -> None:
    """Write a text as a text, whatever it begins with: never a formula, never an error value."""
    cleaned = clean_text(text)[:_LONGEST_CELL]
    cell.value = cleaned or None
    if not cleaned:
        return
    cell.data_type = "s"
    cell.number_format = "@"
    if looks_like_formula(cleaned):
        cell.quotePrefix = True


def _number_format(column: Column, value: int | Decimal, unit: MoneyUnit) -> str:
    """Return a format in Excel's own notation, which shows Swedish separators in a Swedish Excel."""
    if column.kind is Kind.PERCENT:
        digits = "0.0%"
    elif column.kind is Kind.AMOUNT:
        digits = "#,##0.00"
    elif column.kind is Kind.MONEY:
        digits = "#,##0.0" if unit is MoneyUnit.MNKR else "#,##0"
    else:
        digits = "#,##0" if value == int(value) else "#,##0.0#"
    plus = "+" if column.signed else ""
    return f'{plus}{digits};"\u2212"{digits};{digits}'


def _set_view(sheet: Worksheet, table: Table) -> None:
    """Freeze the headings and the names, turn the filter on, fit the widths, prepare the print."""
    name = _name_position(table)
    sheet.freeze_panes = f"{get_column_letter(name + 2)}2"
    last = get_column_letter(max(len(table.columns), 1))
    sheet.auto_filter.ref = f"A1:{last}{len(table.rows) + 1}"
    for position, column in enumerate(table.columns):
        sheet.column_dimensions[get_column_letter(position + 1)].width = _width(table, position, column)
    if any(row.note for row in table.rows):
        note = sheet.cell(1, len(table.columns) + 1)
        _set_text(note, note_heading())
        note.font, note.fill = _HEAD_FONT, _HEAD_FILL
        sheet.column_dimensions[get_column_letter(len(table.columns) + 1)].width = _WIDEST
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _width(table: Table, position: int, column: Column) -> int:
    texts = [cell_text(column, row, row.cells[position], table.money_unit) for row in table.rows]
    longest = max(map(len, [*texts, *column_heading(column, table.money_unit).split()]), default=0)
    return min(max(longest + 3, _NARROWEST), _WIDEST)


def _write_about(sheet: Worksheet, table: Table) -> None:
    """Write what a reader must know: title, unit, filters and source, notes on columns, footnotes."""
    _set_text(sheet["A1"], table.title)
    sheet["A1"].font = Font(bold=True, size=14)
    unit = [(_("Belopp i"), str(table.money_unit))] if unit_sentence(table) else []
    pairs = [*unit, *table.about, *_column_notes(table.columns)]
    for number, (name, text) in enumerate(pairs, start=3):
        _set_text(sheet.cell(number, 1), name)
        sheet.cell(number, 1).font = _BOLD
        _set_text(sheet.cell(number, 2), text)
    for number, line in enumerate(table.footnotes, start=4 + len(pairs)):
        _set_text(sheet.cell(number, 1), line)
    sheet.column_dimensions["A"].width = 28
    sheet.column_dimensions["B"].width = _WIDEST


def _column_notes(columns: Sequence[Column]) -> list[tuple[str, str]]:
    return [(column.title, column.note) for column in columns if column.note]


def _name_position(table: Table) -> int:
    """Return the column that names the rows: the first text, as on the screen."""
    kinds = [column.kind for column in table.columns]
    return kinds.index(Kind.TEXT) if Kind.TEXT in kinds else 0


def _sheet_name(title: str) -> str:
    """Return a name that Excel takes: no `[]:*?/\\`, no apostrophe at the ends, 31 characters."""
    cleaned = re.sub(r"[\[\]:*?/\\]", " ", clean_text(title)).replace("\n", " ")
    return " ".join(cleaned.split())[:_LONGEST_SHEET_NAME].strip("' ") or _("Rapport")
