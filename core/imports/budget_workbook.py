"""A budget's workbook on its way back: what was changed in it, and everything that is odd about it.

Nothing is raised: a file that is no workbook, another round's, or damaged is told in Swedish.
"""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.errors import Problem
from core.imports.workbook_file import open_workbook
from core.imports.workbook_rows import read_rows
from core.periods import MONTHS
from core.rules.plan_workbook import (
    FORMAT,
    MARK,
    MOST_LINES,
    WorkbookLine,
    WorkbookMeta,
    WorkbookRead,
)
from core.rules.plan_workbook_records import checksum, line_from, meta_from
from core.texts import _

_MORE_ROWS = 3


def read_budget_workbook(data: bytes, expected: WorkbookMeta | None = None) -> WorkbookRead:
    """Return what was changed in a workbook; `expected` is the version, round and unit it must be of."""
    book = open_workbook(data)
    if isinstance(book, Problem):
        return WorkbookRead(None, problems=(book,))
    hidden = _hidden_sheet(book)
    if hidden is None:
        message = _(
            "Boken är inte hämtad härifrån, eller så har dess dolda blad tagits bort. Hämta en ny bok."
        )
        return WorkbookRead(None, problems=(Problem("foreign", message),))
    records = _records(hidden)
    parsed = _parse(hidden, records)
    if parsed is None:
        message = _("Bokens dolda blad är skadat, så raderna kan inte kännas igen. Hämta en ny bok.")
        return WorkbookRead(None, problems=(Problem("damaged", message),))
    meta, lines = parsed
    other = _other_budget(meta, expected) if expected else None
    if other:
        return WorkbookRead(meta, problems=(other,))
    edits, problems = read_rows(_visible_sheets(book, hidden), lines)
    base = {
        (line.key, month): line.months[month - 1] for line in lines for month in MONTHS if line.open_in(month)
    }
    return WorkbookRead(meta, tuple(edits), tuple(problems), base)


def _hidden_sheet(book: Workbook) -> Worksheet | None:
    """Return the sheet that carries our mark, whatever it is called now."""
    return next((sheet for sheet in book.worksheets if sheet.cell(1, 1).value == MARK), None)


def _visible_sheets(book: Workbook, hidden: Worksheet) -> list[Worksheet]:
    return [sheet for sheet in book.worksheets if sheet is not hidden]


def _records(sheet: Worksheet) -> list[str]:
    last = min(sheet.max_row, MOST_LINES + _MORE_ROWS)
    values = [sheet.cell(number, 1).value for number in range(2, last + 1)]
    return [value for value in values if isinstance(value, str)]


def _parse(sheet: Worksheet, records: Sequence[str]) -> tuple[WorkbookMeta, list[WorkbookLine]] | None:
    """Return the meta and the lines, or None when they are not as they were written."""
    if sheet.cell(1, 2).value != str(FORMAT) or sheet.cell(1, 3).value != checksum(records):
        return None
    try:
        return meta_from(records[0]), [line_from(record) for record in records[1:]]
    except (ValueError, TypeError, IndexError):  # made by another program, with a checksum of its own
        return None


def _other_budget(meta: WorkbookMeta, expected: WorkbookMeta) -> Problem | None:
    """Return that a workbook belongs to another budget than the one it is read into."""
    if meta.unit_code != expected.unit_code:
        message = _("Boken gäller {name} ({code}). Läs in den på den enhetens budget.")
        return Problem("other_unit", message.format(name=meta.unit_name, code=meta.unit_code))
    if (meta.version_id, meta.round_id) != (expected.version_id, expected.round_id):
        message = _("Boken är hämtad ur en annan omgång ({year}, {day}). Hämta en ny ur den här.")
        return Problem("other_round", message.format(year=meta.year, day=meta.made_at))
    return None
