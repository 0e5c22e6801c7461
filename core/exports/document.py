"""A document as values: a title, its facts, and parts in reading order; every output renders it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from core.exports.cell_text import cell_text, column_heading, note_heading, unit_sentence
from core.money import MoneyUnit
from core.table import Column, Kind, Row, RowRole, Table

NUMBERS = frozenset({Kind.MONEY, Kind.AMOUNT, Kind.PERCENT, Kind.COUNT})
"""The kinds of columns that stand to the right."""

DEEPEST = 4
"""The lowest level of heading that the outputs tell apart."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 stands directly under the document's title."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A text; an empty line in it begins a new paragraph, a single break a new line."""

    text: str


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of points."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TablePart:
    """A table with its title as caption, its notes below."""

    table: Table


Part: TypeAlias = Heading | Paragraph | Bullets | TablePart


@dataclass(frozen=True, slots=True)
class Document:
    """A document: `facts` are pairs under the title (unit, year, decision …)."""

    title: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    made_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DocumentCell:
    """One cell as it is read, and how it stands."""

    text: str
    is_number: bool = False
    is_name: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One row of a table as it is read."""

    cells: tuple[DocumentCell, ...]
    level: int
    role: RowRole


def level_of(heading: Heading) -> int:
    """Return a heading's level, 1 to 4."""
    return min(max(heading.level, 1), DEEPEST)


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs of a text, without empty ones; each may hold single breaks."""
    lines = [line.strip() for line in text.splitlines()]
    blocks = "\n".join(lines).split("\n\n")
    return [block.strip("\n") for block in blocks if block.strip()]


def head_cells(table: Table) -> tuple[DocumentCell, ...]:
    """Return the headings with their units, and one for comments where rows have them."""
    cells = [
        DocumentCell(column_heading(column, table.money_unit), column.kind in NUMBERS)
        for column in table.columns
    ]
    return (*cells, DocumentCell(note_heading())) if _has_notes(table) else tuple(cells)


def body_rows(table: Table) -> list[DocumentRow]:
    """Return the rows in Swedish words; the first column of text names its row."""
    kinds = [column.kind for column in table.columns]
    name = kinds.index(Kind.TEXT) if Kind.TEXT in kinds else 0
    rows = []
    for row in table.rows:
        cells = [
            _cell(column, row, position, name, table.money_unit)
            for position, column in enumerate(table.columns)
        ]
        notes = [DocumentCell(row.note)] if _has_notes(table) else []
        rows.append(DocumentRow((*cells, *notes), row.level, row.role))
    return rows


def caption_of(table: Table) -> str:
    """Return the table's title with its unit."""
    unit = unit_sentence(table)
    return f"{table.title}. {unit}." if unit else table.title


def notes_of(table: Table) -> list[str]:
    """Return the lines under a table: what it is about, what its columns mean, footnotes."""
    about = ["; ".join(f"{name}: {text}" for name, text in table.about)] if table.about else []
    columns = [f"{column.title}: {column.note}" for column in table.columns if column.note]
    return [*about, *columns, *table.footnotes]


def _cell(column: Column, row: Row, position: int, name: int, unit: MoneyUnit) -> DocumentCell:
    text = cell_text(column, row, row.cells[position], unit)
    link = text if column.kind is Kind.LINK and text.startswith("https://") else ""
    return DocumentCell(text, column.kind in NUMBERS, position == name, link)


def _has_notes(table: Table) -> bool:
    return any(row.note for row in table.rows)
