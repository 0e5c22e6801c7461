"""The few elements of a Word file that python-docx has no words for."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.table import Table as WordTable
from docx.table import _Cell as WordCell
from docx.table import _Row as WordRow
from docx.text.paragraph import Paragraph as WordParagraph

_LINE = "CBD6D8"
_STRONG_LINE = "5B6D74"


def add_field(paragraph: WordParagraph, code: str) -> None:
    """Add a field (`PAGE`, `NUMPAGES`) that Word counts itself."""
    for kind in ("begin", "instruction", "end"):
        run = paragraph.add_run()
        if kind == "instruction":
            element = OxmlElement("w:instrText")
            element.set(qn("xml:space"), "preserve")
            element.text = f" {code} "
        else:
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
        run._r.append(element)


def repeat_head(row: WordRow) -> None:
    """Let a row stand again at the top of every page that the table goes on to."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def keep_whole(row: WordRow) -> None:
    """Keep a row from being parted by the end of a page."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))


def describe(table: WordTable, title: str, description: str) -> None:
    """Give a table the title and description that a screen reader reads."""
    for name, text in (("w:tblCaption", title), ("w:tblDescription", description)):
        element = OxmlElement(name)
        element.set(qn("w:val"), text)
        table._tbl.tblPr.append(element)


def rule_lines(table: WordTable) -> None:
    """Draw thin lines between the rows and none between the columns."""
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        borders.append(_border(side, _LINE))
    _insert_before(table, borders)


def strong_top(cell: WordCell) -> None:
    """Draw a strong line over a cell of a total."""
    borders = OxmlElement("w:tcBorders")
    borders.append(_border("top", _STRONG_LINE, size="8"))
    cell._tc.get_or_add_tcPr().append(borders)


def shade(cell: WordCell, colour: str) -> None:
    """Fill a cell."""
    element = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", colour)):
        element.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(element)


def _border(side: str, colour: str, size: str = "4") -> BaseOxmlElement:
    element = OxmlElement(f"w:{side}")
    for name, value in (("val", "single"), ("sz", size), ("space", "0"), ("color", colour)):
        element.set(qn(f"w:{name}"), value)
    return element


def _insert_before(table: WordTable, borders: BaseOxmlElement) -> None:
    """Put the borders where the order of a table's properties wants them: before layout and look."""
    properties = table._tbl.tblPr
    later = [child for child in properties if child.tag in {qn("w:tblLayout"), qn("w:tblLook")}]
    if later:
        later[0].addprevious(borders)
    else:
        properties.append(borders)
