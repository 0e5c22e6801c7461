"""A block pasted from a spreadsheet: its amounts cell by cell, each read or told why not."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from core.errors import RuleViolation
from core.imports.pasted_cells import PastedCell, read_cell
from core.imports.pasted_heads import is_head, is_label_title, is_sum_word, month_of, months_of_head
from core.texts import _

MOST_ROWS, MOST_COLUMNS = 2_000, 40
_MOST_CHARACTERS = 4_000_000
_CELL = re.compile(r'(?:"((?:[^"]|"")*+)"(?=\t|\n|\Z)|([^\t\n]*+))(\t|\n|\Z)')


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One row: its texts (account, name …), its amounts, and whether it is a sum of others.

    `line` is its number in the block, from 1, the heading counted.
    """

    line: int
    labels: tuple[str, ...]
    cells: tuple[PastedCell, ...]
    is_sum: bool


@dataclass(frozen=True, slots=True)
class PastedBlock:
    """What was pasted; every row has as many cells as `months`, short ones are filled with nothing.

    `head` is the heading of each column of amounts, empty where there is none; `months` holds 1–12
    where the heading names a month; `sums` are the positions of columns that sum others.
    """

    rows: tuple[PastedRow, ...]
    head: tuple[str, ...]
    months: tuple[int | None, ...]
    sums: frozenset[int]

    @property
    def problems(self) -> tuple[tuple[int, int, str], ...]:
        """The cells that cannot be read: line, position among the amounts, and why in Swedish."""
        return tuple(
            (row.line, position, cell.problem)
            for row in self.rows
            for position, cell in enumerate(row.cells)
            if cell.problem
        )

    @property
    def notes(self) -> tuple[tuple[int, int, str], ...]:
        """The cells that were rounded: line, position among the amounts, and what was done."""
        return tuple(
            (row.line, position, cell.note)
            for row in self.rows
            for position, cell in enumerate(row.cells)
            if cell.note
        )


def read_pasted(text: str, *, only_amounts: bool = False) -> PastedBlock:
    """Return the block in a text from Excel, LibreOffice or a plain table with tabs.

    With `only_amounts` a block without a heading has no names of rows: what is pasted into a cell
    begins there, and a word is an amount that is wrong. Nothing is an empty cell or a dash. Raises
    `RuleViolation` when the block is larger than 2 000 rows or 40 columns, or holds nothing.
    """
    if len(text) > _MOST_CHARACTERS:
        raise _too_large()
    grid = _grid(text)
    if len(grid) > MOST_ROWS or max(map(len, grid), default=0) > MOST_COLUMNS:
        raise _too_large()
    width = max(map(len, grid), default=0)
    if not any(any(row) for row in grid):
        raise RuleViolation(_("Det inklistrade är tomt. Kopiera cellerna i Excel och klistra in igen."))
    full = [[*row, *[""] * (width - len(row))] for row in grid]
    head = full[0] if is_head(full[0]) else None
    body = [[read_cell(cell) for cell in row] for row in (full[1:] if head else full)]
    count = 0 if only_amounts and not head else _label_count(body, head or [""] * width)
    amounts = [at for at in range(count, width) if not head or not is_label_title(head[at])]
    names = tuple(head[at] if head else "" for at in amounts)
    first = 2 if head else 1
    return PastedBlock(
        rows=tuple(_row(first + number, row, count, amounts) for number, row in enumerate(body)),
        head=names,
        months=months_of_head(names),
        sums=frozenset(position for position, name in enumerate(names) if is_sum_word(name)),
    )


def _row(line: int, cells: Sequence[PastedCell], count: int, amounts: Sequence[int]) -> PastedRow:
    labels = tuple(cell.text for cell in cells[:count])
    return PastedRow(line, labels, tuple(cells[at] for at in amounts), any(map(is_sum_word, labels)))


def _grid(text: str) -> list[list[str]]:
    """Return the cells as they stand, each on one line of text; a cell may hold breaks in quotes."""
    body = text.replace("\x00", "").replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff")
    rows: list[list[str]] = [[]]
    for match in _CELL.finditer(body):
        quoted, plain, end = match.groups()
        rows[-1].append(" ".join((plain if quoted is None else quoted.replace('""', '"')).split()))
        if not end:
            break
        if end == "\n":
            rows.append([])
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def _label_count(body: Sequence[Sequence[PastedCell]], head: Sequence[str]) -> int:
    """Return how many columns from the left hold texts: up to the last that names its rows.

    A column of texts left of the amounts is a name, and so is a number left of a name (an account
    code). Where every column would be a name there are none: then they are amounts that are wrong.
    """
    width = len(head)
    limit = next((at for at in range(width) if month_of(head[at]) or is_sum_word(head[at])), width)
    named = [at for at in range(limit) if is_label_title(head[at]) or _all_texts(body, at)]
    if not named:
        return 0
    start = next((at for at in range(named[0], limit) if at not in named), limit)
    count = max(at for at in named if at < start) + 1
    return count if count < width else 0


def _all_texts(body: Sequence[Sequence[PastedCell]], position: int) -> bool:
    """Return whether a column has texts and no amount or formula."""
    held = [row[position] for row in body if row[position].text]
    return any(cell.is_words for cell in held) and not any(
        cell.value is not None or cell.is_formula for cell in held
    )


def _too_large() -> RuleViolation:
    return RuleViolation(
        _(
            "Det inklistrade är för stort. Högst {rows} rader och {columns} kolumner får plats åt gången."
        ).format(rows=MOST_ROWS, columns=MOST_COLUMNS)
    )
