"""The rows of a budget's workbook, known again by their keys wherever they stand now."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from core.errors import Problem, Severity
from core.imports.workbook_cells import read_amount
from core.imports.workbook_sheet import BudgetSheet, find_budget_sheet
from core.periods import MONTHS
from core.rules.plan_workbook import (
    NET_KEY,
    WorkbookEdit,
    WorkbookLine,
    month_heads,
    shown,
)
from core.texts import _


def read_rows(
    sheets: Sequence[Worksheet], lines: Sequence[WorkbookLine]
) -> tuple[list[WorkbookEdit], list[Problem]]:
    """Return the changes and what is odd: added, removed, copied or moved rows, cells that are no amounts."""
    found = [place for sheet in sheets if (place := find_budget_sheet(sheet)) is not None]
    if not found:
        return [], [_error("no_sheet", _("Bladet med budgeten saknas i boken. Hämta en ny bok."))]
    if len(found) > 1:
        message = _("Boken har flera blad med budget: {names}. Ta bort kopiorna och läs in den igen.")
        names = ", ".join(place.sheet.title for place in found)
        return [], [_error("many_sheets", message.format(names=names))]
    place, by_key = found[0], {line.key: line for line in lines}
    numbers = {row: place.key_of(row) for row in place.rows()}
    copied = {key for key, count in Counter(filter(None, numbers.values())).items() if count > 1}
    problems = [*_missing_months(place), *_odd_rows(place, numbers, by_key, copied)]
    problems += _absent(lines, set(numbers.values()))
    edits: list[WorkbookEdit] = []
    for row, key in numbers.items():
        if key in by_key and key not in copied:
            problems += _changed_labels(place, row, by_key[key])
            problems += _read_line(place, row, by_key[key], edits)
    now = [key for key in dict.fromkeys(numbers.values()) if key in by_key]
    if now != [key for key in by_key if key in now] and not copied:
        problems.append(
            Problem(
                "moved", _("Raderna står i en annan ordning än i budgeten. Det gör inget."), Severity.INFO
            )
        )
    return edits, problems


def _read_line(
    place: BudgetSheet, row: int, line: WorkbookLine, edits: list[WorkbookEdit]
) -> Iterator[Problem]:
    """Yield what is wrong in a row's months, and add what was changed in them."""
    for month, column in place.months.items():
        amount = read_amount(place.sheet.cell(row, column))
        base = line.months[month - 1]
        value = None if amount.value is None else amount.value * line.kind
        if not line.open_in(month):
            if amount.problem or value != base:
                message = _("Beloppet kan inte ändras i boken och lämnas som det är.")
                yield _at_cell("closed", message, row, column, Severity.WARNING)
        elif amount.problem:
            yield _at_cell("amount", amount.problem, row, column, Severity.ERROR)
        elif value != base:
            edits.append(WorkbookEdit(line.key, month, base, value))
            if amount.note:
                yield _at_cell("rounded", amount.note, row, column, Severity.INFO)


def _odd_rows(
    place: BudgetSheet, numbers: Mapping[int, str], by_key: Mapping[str, WorkbookLine], copied: set[str]
) -> Iterator[Problem]:
    told: set[str] = set()
    for row, key in numbers.items():
        if key == NET_KEY:
            continue
        if key in copied and key in by_key:
            if key not in told:
                rows = ", ".join(str(number) for number, other in numbers.items() if other == key)
                message = _("Samma rad står flera gånger, på rad {rows}. Behåll en och läs in boken igen.")
                yield _error("copied", message.format(rows=rows), row)
            told.add(key)
        elif key not in by_key and (key or place.is_filled(row)):
            message = _("Rad {row} finns inte i budgeten och läses inte in. Lägg till den på budgetsidan.")
            yield Problem("added", message.format(row=row), Severity.WARNING, row)


def _absent(lines: Sequence[WorkbookLine], held: set[str]) -> Iterator[Problem]:
    for line in lines:
        if line.key not in held:
            name = " ".join(part for part in (line.account, line.account_name, line.text) if part)
            message = _("Raden {name} är borttagen i boken. Den lämnas som den är i budgeten.")
            yield Problem("removed", message.format(name=name), Severity.WARNING)


def _changed_labels(place: BudgetSheet, row: int, line: WorkbookLine) -> Iterator[Problem]:
    if place.labels(row) != tuple(shown(label) for label in line.labels):
        message = _("Konto, verksamhet eller text är ändrad på rad {row}. Bara beloppen läses in.")
        yield Problem("labels", message.format(row=row), Severity.WARNING, row)


def _missing_months(place: BudgetSheet) -> Iterator[Problem]:
    absent = [title for month, title in zip(MONTHS, month_heads(), strict=True) if month not in place.months]
    if absent:
        message = _("Kolumnen för {months} saknas eller står två gånger. De månaderna läses inte in.")
        yield _error("months", message.format(months=", ".join(absent)), place.head)


def _at_cell(code: str, text: str, row: int, column: int, severity: Severity) -> Problem:
    letter = get_column_letter(column)
    message = _("Cell {cell}: {text}").format(cell=f"{letter}{row}", text=text)
    return Problem(code, message, severity, row, letter)


def _error(code: str, message: str, row: int | None = None) -> Problem:
    return Problem(code, message, Severity.ERROR, row)
