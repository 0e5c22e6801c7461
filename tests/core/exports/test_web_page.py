from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from core.exports.document import Document, Heading, Paragraph, TablePart
from core.exports.web_page import document_to_html
from tests.core.exports.documents import sample_document
from tests.core.exports.tables import table_of_texts

_VOID = {"meta", "br"}


class Reader(HTMLParser):
    """Collects elements with their texts, and holds that every element is closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.stack.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.stack:
            self.texts[self.stack[-1]][-1] += data


def read(document: Document) -> Reader:
    reader = Reader()
    reader.feed(document_to_html(document))
    reader.close()
    assert reader.stack == []
    return reader


def test_document_to_html_is_swedish_with_one_title() -> None:
    reader = read(sample_document())

    assert ("html", {"lang": "sv"}) in reader.elements
    assert reader.texts["title"] == reader.texts["h1"] == ["Internbudget 2027, Ekbackens skola"]
    assert (reader.texts["dt"], reader.texts["dd"][1]) == (["Nämnd", "Ram"], "28 213 tkr")


def test_document_to_html_headings_go_down_without_a_gap() -> None:
    reader = read(sample_document())

    assert [tag for tag, _attributes in reader.elements if tag in {"h1", "h2", "h3"}] == ["h1", "h2", "h3"]
    assert reader.texts["li"] == ["Färre elever", "Högre hyra"]


def test_document_to_html_paragraphs_and_breaks_are_kept() -> None:
    reader = read(sample_document())

    assert reader.texts["p"][:2] == ["Ramen hålls.Det är trångt.", "Andra stycket & mer <än> så."]
    assert sum(tag == "br" for tag, _attributes in reader.elements) == 1


def test_document_to_html_table_has_caption_and_scopes() -> None:
    reader = read(sample_document())
    scopes = [attributes.get("scope") for tag, attributes in reader.elements if tag == "th"]

    assert reader.texts["caption"] == ["Det som avviker. Belopp i tkr."]
    assert scopes == ["col"] * 10 + ["row"] * 4
    assert reader.texts["th"][10:] == ["Vikarier", "Lärare", "58 rader enligt plan", "Skolan"]
    assert reader.texts["td"][2:4] == ["−1\u00a0850", "−1\u00a0170"]


def test_document_to_html_wide_table_can_be_scrolled_with_the_keyboard() -> None:
    region = next(attributes for tag, attributes in read(sample_document()).elements if tag == "div")

    assert (region["role"], region["tabindex"], region["aria-label"]) == (
        "region",
        "0",
        "Det som avviker. Belopp i tkr.",
    )


def test_document_to_html_only_safe_addresses_are_links() -> None:
    links = [attributes["href"] for tag, attributes in read(sample_document()).elements if tag == "a"]

    assert links == ["https://example.org/1"]


def test_document_to_html_holds_no_script_and_fits_print() -> None:
    page = document_to_html(sample_document())

    assert "<script" not in page
    assert "@media print" in page
    assert "table-header-group" in page


@given(st.text())
def test_document_to_html_any_text_stays_text(text: str) -> None:
    parts = (Heading(1, text), Paragraph(text), TablePart(table_of_texts(text)))

    reader = read(Document(text, ((text, text),), parts))

    known = read(Document("a", (("a", "a"),), (Heading(1, "a"), TablePart(table_of_texts("a")))))
    assert {tag for tag, _a in reader.elements} <= {tag for tag, _a in known.elements} | {"p", "br"}
