"""A sheet as the grid wants it: columns, rows, marks; and back from a grid's row to what is saved."""

from collections.abc import Mapping, Sequence

from core.periods import MONTHS, month_name
from core.reports.budget_sheet import Sheet
from core.reports.sheet_tree import TOTAL, SheetKind, SheetRow
from core.rules.budget_checks import Finding
from core.services.plan_tools import Target
from core.texts import _
from pages.ui.grid import ColumnKind, GridColumn, GridRow, Mark, RowKind

YEAR, NAME, NOTE = "year", "name", "note"
_SHORT = 3
_KINDS = {
    SheetKind.TOTAL: RowKind.SUM,
    SheetKind.ANSVAR: RowKind.SUM,
    SheetKind.SECTION: RowKind.SUM,
    SheetKind.GROUP: RowKind.SUM,
    SheetKind.CODING: RowKind.ROW,
    SheetKind.LINE: RowKind.ITEM,
}
_MANY_ROWS = 60
_WIDE, _WIDER = 96, 124


def month_key(month: int) -> str:
    """Return the column of a month."""
    return f"m{month}"


def month_of(column: str) -> int | None:
    """Return the month of a column, None for any other column."""
    return int(column[1:]) if column[:1] == "m" and column[1:].isdigit() else None


def columns(sheet: Sheet) -> list[GridColumn]:
    """Return the columns: name, what stands beside, the year, the months, the text."""
    beside = [
        GridColumn(
            one.key,
            _beside_title(one.name, one.last_month),
            group=_("Att jämföra med"),
            width=_beside_width(one.last_month),
            hidden_on_phone=True,
        )
        for one in sheet.beside
    ]
    months = [
        GridColumn(month_key(month), month_name(month)[:_SHORT], editable=True, hidden_on_phone=True)
        for month in MONTHS
    ]
    return [
        GridColumn(NAME, _("Rad"), ColumnKind.TEXT, width=300, frozen=True),
        *beside,
        GridColumn(YEAR, _("Budget {year}").format(year=sheet.year), width=108, editable=True, total=True),
        *months,
        GridColumn(NOTE, _("Text"), ColumnKind.TEXT, width=200, hidden_on_phone=True),
    ]


def rows(sheet: Sheet, findings: Sequence[Finding]) -> list[GridRow]:
    """Return the rows with their marks; groups are closed at first in a long sheet."""
    problems = _problems(findings)
    threads = _threads(sheet)
    may_type = sheet.editing.allowed
    many = len(sheet.rows) > _MANY_ROWS
    made = [
        _row(row, problems, threads, may_type=may_type, many=many) for row in sheet.rows if row.id != TOTAL
    ]
    return [*made, *(_row(row, problems, threads, may_type=may_type, many=many) for row in sheet.rows[:1])]


def target_of(row: SheetRow) -> Target | None:
    """Return what is saved when a row is typed in; None for rows that are sums."""
    if row.unit_id is None or row.coding_id is None or not row.editable:
        return None
    return Target(row.line.id if row.line else None, row.unit_id, row.coding_id)


def below(sheet: Sheet, row_id: str) -> list[SheetRow]:
    """Return the rows that can be typed in below a sum row."""
    parents = {row.id: row.parent for row in sheet.rows}

    def lies_below(row: SheetRow) -> bool:
        above = row.parent
        while above is not None and above != row_id:
            above = parents[above]
        return above == row_id

    return [row for row in sheet.rows if target_of(row) is not None and lies_below(row)]


def cell_of(row: SheetRow, month: int | None) -> str:
    """Return the cell of a comment: `coding` or `coding/month`."""
    return f"{row.coding_id}/{month}" if month else str(row.coding_id)


def _row(
    row: SheetRow,
    problems: Mapping[str, str],
    threads: Mapping[tuple[int, str], tuple[Mark, str]],
    *,
    may_type: bool,
    many: bool,
) -> GridRow:
    marks, notes = _marks(row, problems, threads)
    typed_in = may_type and (row.editable or _lets_down(row))
    locked = row.line.locked if row.line else frozenset[int]()
    cells = {NAME: f"{row.name}  {row.code}".strip(), YEAR: row.year, NOTE: row.line.text if row.line else ""}
    cells |= {month_key(month): row.months[month - 1] for month in MONTHS}
    cells |= dict(row.beside)
    return GridRow(
        id=row.id,
        cells=cells,
        level=max(row.level - 1, 0),
        parent=None if TOTAL in (row.id, row.parent) else row.parent,
        kind=RowKind.READONLY if row.line and not row.editable else _KINDS[row.kind],
        weight=row.weight,
        editable=frozenset({YEAR, *map(month_key, MONTHS)}) if typed_in else frozenset(),
        locked=frozenset(map(month_key, locked)),
        marks=marks,
        notes=notes,
        closed=many and row.kind is SheetKind.GROUP,
    )


def _lets_down(row: SheetRow) -> bool:
    """Return whether an amount on the row is let down over the rows below: sums of one kind only."""
    if row.kind is SheetKind.CODING:
        return row.line is None
    return row.kind in {SheetKind.SECTION, SheetKind.GROUP}


def _marks(
    row: SheetRow, problems: Mapping[str, str], threads: Mapping[tuple[int, str], tuple[Mark, str]]
) -> tuple[dict[str, tuple[Mark, ...]], dict[str, str]]:
    marks: dict[str, tuple[Mark, ...]] = {}
    notes: dict[str, str] = {}
    if row.id in problems:
        marks[NAME], notes[NAME] = (Mark.PROBLEM,), problems[row.id]
    if row.unit_id is None or row.coding_id is None or row.kind is not SheetKind.CODING:
        return marks, notes
    for month in (None, *MONTHS):
        found = threads.get((row.unit_id, cell_of(row, month)))
        if found is not None:
            column = month_key(month) if month else YEAR
            marks[column], notes[column] = (found[0],), found[1]
    return marks, notes


def _problems(findings: Sequence[Finding]) -> dict[str, str]:
    found: dict[str, str] = {}
    for finding in findings:
        if finding.row_key:
            found[finding.row_key] = f"{found.get(finding.row_key, '')} {finding.message}".strip()
    return found


def _threads(sheet: Sheet) -> dict[tuple[int, str], tuple[Mark, str]]:
    """Return the mark and the first words of the open threads by ansvar and cell; an asked one goes first."""
    found: dict[tuple[int, str], tuple[Mark, str]] = {}
    for thread in sorted(sheet.threads, key=lambda one: one.asked):
        first = thread.comments[0]
        mark = Mark.ASKED if thread.asked else Mark.COMMENT
        found[thread.subject.unit_id, thread.subject.cell] = (mark, f"{first.user}: {first.body}")
    return found


def _beside_width(last_month: int) -> int:
    """Return the pixels of a column beside: one of a part of the year says until when."""
    return _WIDE if last_month == MONTHS[-1] else _WIDER


def _beside_title(name: str, last_month: int) -> str:
    if last_month == MONTHS[-1]:
        return name
    return _("{name} t.o.m. {month}").format(
        name=name.split(maxsplit=1)[0], month=month_name(last_month)[:_SHORT]
    )
