"""A document as a Word file: real headings, tables that repeat their heads, Swedish, pages numbered."""

import io

import docx
from docx.document import Document as Word
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm
from docx.text.paragraph import Paragraph as WordParagraph

from core.exports.document import (
    Bullets,
    Document,
    Heading,
    Paragraph,
    Part,
    TablePart,
    level_of,
    paragraphs_of,
)
from core.exports.docx_style import FACT, set_styles
from core.exports.docx_table import add_table
from core.exports.docx_xml import add_field
from core.exports.safe_text import clean_text
from core.texts import _

_A4 = Cm(21.0), Cm(29.7)
_MARGIN = Cm(2.2)
_WIDE_FROM = 8
"""From so many columns on the pages lie down."""

_LANGUAGE = "sv-SE"


def document_to_docx(document: Document) -> bytes:
    """Return the file's bytes; headings of level 1 are Word's Heading 1, the title its Title."""
    word = docx.Document()
    set_styles(word, _LANGUAGE)
    _set_page(word, document)
    _set_properties(word, document)
    word.add_paragraph(clean_text(document.title), style="Title")
    for name, text in document.facts:
        line = word.add_paragraph(style=FACT)
        line.add_run(clean_text(f"{name}: ")).bold = True
        line.add_run(clean_text(text))
    for part in document.parts:
        _add_part(word, part)
    buffer = io.BytesIO()
    word.save(buffer)
    return buffer.getvalue()


def _add_part(word: Word, part: Part) -> None:
    match part:
        case Heading():
            word.add_heading(clean_text(part.text), level=level_of(part))
        case Paragraph():
            for block in paragraphs_of(part.text):
                word.add_paragraph(clean_text(block))
        case Bullets():
            for item in part.items:
                word.add_paragraph(clean_text(item), style="List Bullet")
        case TablePart():
            add_table(word, part.table)


def _set_page(word: Word, document: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = _A4
    tables = [part.table for part in document.parts if isinstance(part, TablePart)]
    if any(len(table.columns) >= _WIDE_FROM for table in tables):
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = _A4[1], _A4[0]
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = _MARGIN
    footer = section.footer.paragraphs[0]
    footer.paragraph_format.tab_stops.clear_all()
    width = section.page_width - 2 * _MARGIN
    footer.paragraph_format.tab_stops.add_tab_stop(Cm(width / Cm(1)), WD_TAB_ALIGNMENT.RIGHT)
    _add_page_number(footer, document.title)


def _add_page_number(footer: WordParagraph, title: str) -> None:
    """Write `title → Sida 1 av 3`, whose numbers Word counts itself."""
    before, _field, rest = _("Sida {page} av {pages}").partition("{page}")
    between, _field, after = rest.partition("{pages}")
    footer.add_run(f"{clean_text(title)}\t{before}")
    add_field(footer, "PAGE")
    footer.add_run(between)
    add_field(footer, "NUMPAGES")
    footer.add_run(after)


def _set_properties(word: Word, document: Document) -> None:
    properties = word.core_properties
    properties.title = clean_text(document.title)[:255]
    properties.language = _LANGUAGE
    properties.author = properties.comments = properties.keywords = ""
    properties.last_modified_by = ""
    properties.revision = 1
    if document.made_at is not None:
        properties.created = properties.modified = document.made_at
