import io
from datetime import UTC, datetime

import docx
import pytest
from docx.document import Document as Word
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from core.exports.document import Bullets, Document, Heading, Paragraph, TablePart
from core.exports.docx import document_to_docx
from core.table import Table
from tests.core.exports.documents import WIDE, sample_document
from tests.core.exports.tables import COLUMNS, table_of_texts


def opened(document: Document) -> Word:
    return docx.Document(io.BytesIO(document_to_docx(document)))


def test_document_to_docx_parts_have_their_styles_in_order() -> None:
    word = opened(sample_document())

    assert [(one.style.name, one.text) for one in word.paragraphs if one.style] == [
        ("Title", "Internbudget 2027, Ekbackens skola"),
        ("Fakta", "Nämnd: Barn- och utbildningsnämnden"),
        ("Fakta", "Ram: 28 213 tkr"),
        ("Heading 1", "Sammanfattning"),
        ("Normal", "Ramen hålls.\nDet är trångt."),
        ("Normal", "Andra stycket & mer <än> så."),
        ("Heading 2", "Att tänka på"),
        ("List Bullet", "Färre elever"),
        ("List Bullet", "Högre hyra"),
        ("Caption", "Det som avviker. Belopp i tkr."),
        ("Tabellnot", "Enhet: Ekbackens skola F–6; Period: t.o.m. oktober 2026"),
        ("Tabellnot", "Avvikelse: Budget minus prognos."),
        ("Tabellnot", "Gräns för avvikelse: 100 tkr eller 5 %."),
    ]


def test_document_to_docx_table_is_in_swedish_words() -> None:
    table = opened(sample_document()).tables[0]

    assert [cell.text for cell in table.rows[0].cells][3:6] == ["Budget, tkr", "Avvikelse, tkr", "Andel, %"]
    assert [cell.text for cell in table.rows[1].cells] == [
        "Vikarier", "0501", "Avviker", "−1\u00a0850", "−1\u00a0170", "−2,6\u00a0%", "61,4", "2026-10-27",
        "https://example.org/1", "Sjukdom i maj.",
    ]  # fmt: skip


def test_document_to_docx_table_head_repeats_and_numbers_stand_right() -> None:
    table = opened(sample_document()).tables[0]
    rows = table.rows

    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [True] + [False] * 4
    assert [cell.paragraphs[0].alignment for cell in rows[1].cells] == [
        *[None] * 3, *[WD_ALIGN_PARAGRAPH.RIGHT] * 4, *[None] * 3,
    ]  # fmt: skip
    assert [row.cells[0].paragraphs[0].runs[0].bold for row in rows] == [True, None, None, None, True]
    assert rows[1].cells[0].paragraphs[0].paragraph_format.left_indent is not None


def test_document_to_docx_table_describes_itself_to_a_screen_reader() -> None:
    properties = opened(sample_document()).tables[0]._tbl.tblPr

    caption, description = properties.find(qn("w:tblCaption")), properties.find(qn("w:tblDescription"))
    assert caption is not None
    assert caption.get(qn("w:val")) == "Det som avviker"
    assert description is not None
    assert str(description.get(qn("w:val"))).startswith("Tabell med 4 rader. Kolumner: Konto; Kod;")


def test_document_to_docx_is_swedish_with_title_and_no_other_name_in_it() -> None:
    word = opened(sample_document())
    properties = word.core_properties

    assert {lang.get(qn("w:val")) for lang in word.styles.element.iter(qn("w:lang"))} == {"sv-SE"}
    assert (properties.title, properties.language) == ("Internbudget 2027, Ekbackens skola", "sv-SE")
    assert (properties.author, properties.comments, properties.last_modified_by) == ("", "", "")
    assert properties.modified == datetime(2026, 11, 25, 8, 0, tzinfo=UTC)


def test_document_to_docx_pages_are_numbered_on_a4() -> None:
    section = opened(sample_document()).sections[0]

    fields = [node.text for node in section.footer._element.iter(qn("w:instrText"))]
    assert fields == [" PAGE ", " NUMPAGES "]
    assert section.footer.paragraphs[0].text == "Internbudget 2027, Ekbackens skola\tSida  av "


@pytest.mark.parametrize(("table", "centimetres"), [(Table("Smal", COLUMNS[:3], ()), 21.0), (WIDE, 29.7)])
def test_document_to_docx_wide_tables_turn_the_page(table: Table, centimetres: float) -> None:
    section = opened(Document("Titel", (), (TablePart(table),))).sections[0]

    assert section.page_width is not None
    assert round(section.page_width.cm, 1) == centimetres


def test_document_to_docx_deep_heading_is_the_fourth() -> None:
    word = opened(Document("Titel", (), (Heading(9, "Djup"), Heading(0, "Hög"))))

    assert [one.style.name for one in word.paragraphs[1:] if one.style] == ["Heading 4", "Heading 1"]


def test_document_to_docx_nothing_but_a_title_is_a_valid_file() -> None:
    assert [one.text for one in opened(Document("", (), ())).paragraphs] == [""]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.text(), min_size=1, max_size=8))
def test_document_to_docx_any_texts_can_be_opened_again(texts: list[str]) -> None:
    parts = (*(Paragraph(text) for text in texts), Bullets(tuple(texts)), TablePart(table_of_texts(*texts)))

    assert opened(Document(texts[0], ((texts[0], texts[0]),), parts)).tables


def test_document_to_docx_long_table_keeps_every_row() -> None:
    long = table_of_texts(*(f"Rad {number}" for number in range(2_000)))

    table = opened(Document("Lång", (), (TablePart(long),))).tables[0]

    assert len(table.rows) == 2_001
