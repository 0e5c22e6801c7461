"""A unit's budget as a protected workbook to fill in anywhere: only the months can be written in.

A hidden sheet keeps the rows' keys, their values and what they were taken out of, so that the
workbook can be compared when it comes back (`core.imports.budget_workbook`).
"""

import io
from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.errors import RuleViolation
from core.exports.budget_workbook_view import (
    CLOSED,
    FIRST_ROW,
    NET,
    OPEN,
    TOTAL,
    add_styles,
    set_text,
    set_view,
)
from core.money import ORE_PER_KRONA
from core.periods import MONTHS
from core.rules.plan_workbook import (
    FIRST_MONTH,
    FORMAT,
    HEAD_ROW,
    HIDDEN_SHEET,
    KEY_COLUMN,
    KEY_HEAD,
    KIND_COLUMN,
    LABEL_COLUMNS,
    MARK,
    MOST_LINES,
    NET_KEY,
    YEAR_COLUMN,
    WorkbookLine,
    WorkbookMeta,
    heads,
    shown,
)
from core.rules.plan_workbook_records import checksum, line_record, meta_record
from core.texts import _

_HEAD_FILL = PatternFill("solid", fgColor="E1EDEF")
_BOLD = Font(bold=True)


def budget_workbook(meta: WorkbookMeta, lines: Sequence[WorkbookLine]) -> bytes:
    """Return the workbook's bytes; `RuleViolation` when there are more than 2 000 rows."""
    if len(lines) > MOST_LINES:
        message = _("Budgeten har fler än {n} rader. Välj en enhet längre ner, så får de plats.")
        raise RuleViolation(message.format(n=MOST_LINES))
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _("Budget")
    add_styles(book)
    _write_head(sheet, meta)
    for number, line in enumerate(lines, start=FIRST_ROW):
        _write_line(sheet, number, line)
    _write_net(sheet, FIRST_ROW + len(lines))
    set_view(sheet, FIRST_ROW + len(lines))
    _write_hidden(book.create_sheet(HIDDEN_SHEET), meta, lines)
    book.active = 0
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _write_head(sheet: Worksheet, meta: WorkbookMeta) -> None:
    set_text(sheet, 1, 1, _("Budget {year}: {name}").format(year=meta.year, name=meta.unit_name))
    sheet.cell(1, 1).font = Font(bold=True, size=14)
    guide = _(
        "Skriv hela kronor i de ljusa rutorna, kostnader och intäkter utan minustecken. "
        "Läs sedan in filen på budgetsidan. Hämtad {day}."
    )
    set_text(sheet, 2, 1, guide.format(day=meta.made_at))
    for position, head in enumerate(heads(meta.year), start=1):
        set_text(sheet, HEAD_ROW, position, head)
        cell = sheet.cell(HEAD_ROW, position)
        cell.font, cell.fill = _BOLD, _HEAD_FILL
        cell.alignment = Alignment(horizontal="right" if position > LABEL_COLUMNS else "left")
    set_text(sheet, HEAD_ROW, KEY_COLUMN, KEY_HEAD)


def _write_line(sheet: Worksheet, number: int, line: WorkbookLine) -> None:
    for position, label in enumerate(line.labels, start=1):
        set_text(sheet, number, position, shown(label))
    for month, amount in zip(MONTHS, line.months, strict=True):
        cell = sheet.cell(number, FIRST_MONTH + month - 1)
        cell.style = OPEN if line.open_in(month) else CLOSED
        if amount is not None:
            cell.value = amount * line.kind // ORE_PER_KRONA
    first, last = get_column_letter(FIRST_MONTH), get_column_letter(YEAR_COLUMN - 1)
    total = sheet.cell(number, YEAR_COLUMN, f"=SUM({first}{number}:{last}{number})")
    total.style = TOTAL
    set_text(sheet, number, KEY_COLUMN, line.key)
    sheet.cell(number, KIND_COLUMN, line.kind)


def _write_net(sheet: Worksheet, number: int) -> None:
    """Write the net cost below the rows: costs less revenues, month by month."""
    set_text(sheet, number, 1, _("Nettokostnad"))
    kind = get_column_letter(KIND_COLUMN)
    for position in range(1, YEAR_COLUMN + 1):
        cell = sheet.cell(number, position)
        cell.style = NET
        if position > LABEL_COLUMNS and number > FIRST_ROW:
            letter, last = get_column_letter(position), number - 1
            cell.value = f"=SUMPRODUCT({letter}{FIRST_ROW}:{letter}{last},${kind}${FIRST_ROW}:${kind}${last})"
    set_text(sheet, number, KEY_COLUMN, NET_KEY)


def _write_hidden(sheet: Worksheet, meta: WorkbookMeta, lines: Sequence[WorkbookLine]) -> None:
    """Write what the workbook is known by: mark, format, checksum; meta; then a record per line."""
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
    records = [meta_record(meta), *(line_record(line) for line in lines)]
    for position, text in enumerate((MARK, str(FORMAT), checksum(records)), start=1):
        set_text(sheet, 1, position, text)
    for number, record in enumerate(records, start=2):
        set_text(sheet, number, 1, record)
