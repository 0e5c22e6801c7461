"""A table in a Word file: caption above, head repeated, numbers to the right, notes below.

The table is written as XML at once: cell by cell through python-docx a thousand rows take minutes.
"""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document as Word
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from core.exports.document import (
    DocumentCell,
    DocumentRow,
    body_rows,
    caption_of,
    head_cells,
    notes_of,
)
from core.exports.docx_style import CELL, NOTE
from core.exports.safe_text import clean_text
from core.table import RowRole, Table
from core.texts import _, ngettext

_LINE = 'w:val="single" w:space="0"'
_BORDERS = "".join(f'<w:{side} {_LINE} w:sz="4" w:color="CBD6D8"/>' for side in ("top", "bottom", "insideH"))
_TOTAL_TOP = f'<w:tcBorders><w:top {_LINE} w:sz="8" w:color="5B6D74"/></w:tcBorders>'
_HEAD_FILL = '<w:shd w:val="clear" w:color="auto" w:fill="E1EDEF"/>'
_INDENT = 230
_NARROWEST, _WIDEST = 6, 32
_TWIPS_PER_EMU = 635


def add_table(word: Word, table: Table) -> None:
    """Add a table at the end of the document, with the description that a screen reader reads."""
    word.add_paragraph(clean_text(caption_of(table)), style="Caption")
    section = word.sections[-1]
    room = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    end = word.add_paragraph(style=NOTE)
    end._p.addprevious(parse_xml(table_xml(table, room // _TWIPS_PER_EMU)))
    lines = notes_of(table)
    end.add_run(clean_text(lines[0] if lines else ""))
    for line in lines[1:]:
        word.add_paragraph(clean_text(line), style=NOTE)


def table_xml(table: Table, room: int) -> str:
    """Return a table as WordprocessingML; `room` is the width of the text, in twentieths of a point."""
    head, rows = head_cells(table), body_rows(table)
    widths = _widths(head, rows, room)
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    body = "".join(_row(row, widths) for row in rows)
    return (
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:type="dxa" w:w="{sum(widths)}"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        '<w:tblLook w:val="0420" w:firstRow="1" w:noVBand="1"/>'
        f"<w:tblCaption w:val={_attribute(table.title)}/>"
        f"<w:tblDescription w:val={_attribute(_description(head, len(rows)))}/>"
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{_head(head, widths)}{body}</w:tbl>"
    )


def _head(head: Sequence[DocumentCell], widths: Sequence[int]) -> str:
    cells = "".join(
        _cell(cell, width, _HEAD_FILL, bold=True) for cell, width in zip(head, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{cells}</w:tr>"


def _row(row: DocumentRow, widths: Sequence[int]) -> str:
    bold = row.role in {RowRole.SUM, RowRole.TOTAL}
    look = _TOTAL_TOP if row.role is RowRole.TOTAL else ""
    cells = "".join(
        _cell(cell, width, look, bold=bold, level=row.level)
        for cell, width in zip(row.cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr>"


def _cell(cell: DocumentCell, width: int, look: str, *, bold: bool, level: int = 0) -> str:
    place = ""
    if cell.is_number:
        place = '<w:jc w:val="right"/>'
    elif cell.is_name and level > 0:
        place = f'<w:ind w:left="{_INDENT * level}"/>'
    weight = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{width}"/>{look}</w:tcPr>'
        f'<w:p><w:pPr><w:pStyle w:val="{CELL}"/>{place}</w:pPr>'
        f"<w:r>{weight}{_text(cell.text)}</w:r></w:p></w:tc>"
    )


def _text(text: str) -> str:
    lines = clean_text(text).splitlines() or [""]
    return "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in lines)


def _attribute(text: str) -> str:
    return quoteattr(clean_text(text))


def _widths(head: Sequence[DocumentCell], rows: Sequence[DocumentRow], room: int) -> list[int]:
    """Return the columns' widths by their longest texts; Word may still move them."""
    lengths = [max(map(len, cell.text.split()), default=0) for cell in head]
    for row in rows:
        lengths = [max(length, len(cell.text)) for length, cell in zip(lengths, row.cells, strict=True)]
    weights = [min(max(length, _NARROWEST), _WIDEST) + 2 for length in lengths]
    return [room * weight // sum(weights) for weight in weights]


def _description(head: Sequence[DocumentCell], rows: int) -> str:
    count = ngettext("{n} rad", "{n} rader", rows).format(n=rows)
    columns = "; ".join(cell.text for cell in head)
    return _("Tabell med {rows}. Kolumner: {columns}.").format(rows=count, columns=columns)
