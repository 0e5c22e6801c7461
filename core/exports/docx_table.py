"""A table in a Word file: caption above, head repeated, numbers to the right, notes below."""

from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow

from core.exports.document import (
    DocumentCell,
    DocumentRow,
    body_rows,
    caption_of,
    head_cells,
    notes_of,
)
from core.exports.docx_style import CELL, NOTE
from core.exports.docx_xml import describe, keep_whole, repeat_head, rule_lines, shade, strong_top
from core.exports.safe_text import clean_text
from core.table import RowRole, Table
from core.texts import _, ngettext

_HEAD_FILL = "E1EDEF"
_INDENT = Cm(0.4)


def add_table(word: Word, table: Table) -> None:
    """Add a table at the end of the document, with the description that a screen reader reads."""
    head, rows = head_cells(table), body_rows(table)
    word.add_paragraph(clean_text(caption_of(table)), style="Caption")
    made = word.add_table(rows=len(rows) + 1, cols=len(head))
    rule_lines(made)
    describe(made, clean_text(table.title), _description(head, len(rows)))
    first, *others = made.rows
    repeat_head(first)
    for cell, content in zip(first.cells, head, strict=True):
        _fill(cell, content, bold=True)
        shade(cell, _HEAD_FILL)
    for row, held in zip(others, rows, strict=True):
        _fill_row(row, held)
    for line in notes_of(table):
        word.add_paragraph(clean_text(line), style=NOTE)


def _fill_row(row: WordRow, content: DocumentRow) -> None:
    keep_whole(row)
    bold = content.role in {RowRole.SUM, RowRole.TOTAL}
    for cell, held in zip(row.cells, content.cells, strict=True):
        _fill(cell, held, bold=bold, level=content.level)
        if content.role is RowRole.TOTAL:
            strong_top(cell)


def _fill(cell: WordCell, content: DocumentCell, *, bold: bool, level: int = 0) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.style = CELL
    paragraph.add_run(clean_text(content.text)).bold = bold or None
    if content.is_number:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    elif content.is_name and level:
        paragraph.paragraph_format.left_indent = _INDENT * level


def _description(head: tuple[DocumentCell, ...], rows: int) -> str:
    count = ngettext("{n} rad", "{n} rader", rows).format(n=rows)
    columns = ", ".join(cell.text for cell in head)
    return clean_text(_("Tabell med {rows}. Kolumner: {columns}.").format(rows=count, columns=columns))
