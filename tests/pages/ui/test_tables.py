import re
from html.parser import HTMLParser

from streamlit.testing.v1 import AppTest

from core.money import MoneyUnit
from core.table import Column, Kind, Row, Table
from pages.ui.tables import table_markup
from tests.core.exports.tables import sample_table

PHONE = ("variance",)


class Cells(HTMLParser):
    """Collects the text of each part of a table, row by row, and every tag's attributes."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.part = ""
        self.rows: dict[str, list[list[str]]] = {"thead": [], "tbody": [], "tfoot": []}
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in self.rows:
            self.part = tag
        elif tag == "tr":
            self.rows[self.part].append([])
        elif tag in ("th", "td"):
            self.rows[self.part][-1].append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.rows:
            self.part = ""

    def handle_data(self, data: str) -> None:
        if self.part:
            self.rows[self.part][-1][-1] += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


def drawn(table: Table, **options: object) -> Cells:
    return Cells(table_markup(table, phone_columns=PHONE, **options))  # type: ignore[arg-type]


def test_table_markup_rows_read_in_swedish_with_the_code_after_the_name() -> None:
    cells = drawn(sample_table())

    assert cells.rows["thead"] == [
        ["Konto", "Läge", "Budget", "Avvikelse", "Andel", "Årsarbetare", "Bokförd", "Faktura"]
    ]
    assert cells.rows["tbody"] == [
        [
            "Vikarier (0501)Sjukdom i maj.", "Avviker", "−1\u00a0850", "−1\u00a0170", "−2,6\u00a0%", "61,4",
            "2026-10-27", "Öppna Faktura Vikarier, ny flik",
        ],
        ["Lärare (5011)", "Lugnt", "−31\u00a0420", "+240", "–", "3", "", "http://example.org/2"],
        ["58 rader enligt plan", "Enligt plan", "−10", "+110", "–", "–", "", ""],
    ]  # fmt: skip
    assert cells.rows["tfoot"] == [["Skolan", "", "−33\u00a0280", "−820", "–", "64,4", "", ""]]


def test_table_markup_headings_and_names_have_scope() -> None:
    scopes = [attributes.get("scope") for attributes in drawn(sample_table()).named("th")]

    assert scopes == ["col"] * 8 + ["row"] * 4


def test_table_markup_rows_with_drill_are_buttons_and_the_open_one_is_pressed() -> None:
    buttons = drawn(sample_table(), selected="5011").named("button")

    assert [(b["data-k"], b["aria-pressed"]) for b in buttons] == [
        ("5021", "false"),
        ("5011", "true"),
        ("_rest", "false"),
    ]


def test_table_markup_phone_shows_name_and_named_columns_only() -> None:
    heads = drawn(sample_table()).named("th")[:8]

    assert ["r-hide" in str(head["class"]) for head in heads] == [
        False,
        True,
        True,
        False,
        True,
        True,
        True,
        True,
    ]


def test_table_markup_bars_are_a_share_of_the_largest_detail() -> None:
    widths = re.findall(r'class="(w|b)" style="--w:([\d.]+)%', table_markup(
        sample_table(), phone_columns=PHONE, bar_column="variance"
    ))  # fmt: skip

    # −1 170 is the largest; 240 / 1 170 and 110 / 1 170 of half a cell; the total has no bar
    assert widths == [("w", "50.0"), ("b", "10.3"), ("b", "4.7")]


def test_table_markup_link_only_https_opens_in_a_new_tab() -> None:
    links = drawn(sample_table()).named("a")

    assert links == [
        {
            "class": "r-link",
            "href": "https://example.org/1",
            "target": "_blank",
            "rel": "noopener noreferrer",
        }
    ]


def test_table_markup_caption_tells_the_unit_and_notes_stand_below() -> None:
    markup = table_markup(sample_table(MoneyUnit.KR), phone_columns=PHONE)

    assert '<caption><span class="r-vh">Det som avviker. </span>Belopp i kr</caption>' in markup
    assert re.findall(r'r-notes">([^<]+)<', markup) == [
        "Avvikelse: Budget minus prognos.",
        "Gräns för avvikelse: 100 tkr eller 5 %.",
    ]


def test_table_markup_levels_indent_the_name() -> None:
    levels = re.findall(r"--level:(\d)", table_markup(sample_table(), phone_columns=PHONE))

    assert levels == ["1", "1", "0", "0"]


def test_table_markup_many_numbers_are_set_closer() -> None:
    seven = tuple(Column(f"c{at}", f"C{at}", Kind.MONEY) for at in range(7))
    name = Column("n", "Namn", Kind.TEXT)

    assert 'class="r-t dense"' in table_markup(Table("T", (name, *seven), ()), phone_columns=())
    assert 'class="r-t"' in table_markup(Table("T", (name, *seven[:6]), ()), phone_columns=())


def test_table_markup_evil_texts_are_escaped_everywhere() -> None:
    evil = "<img src=x onerror=alert(1)>\"'"
    columns = (
        Column("n", evil, Kind.TEXT, note=evil),
        Column("c", evil, Kind.CODE),
        Column("l", evil, Kind.LINK),
    )
    row = Row(evil, (evil, evil, 'https://x"onclick="y'), drill=evil, note=evil)
    table = Table(evil, columns, (row,), about=((evil, evil),), footnotes=(evil,))

    cells = drawn(table)

    assert cells.named("img") == []
    assert cells.named("button")[0]["data-k"] == evil
    assert cells.named("a")[0].keys() == {"class", "href", "target", "rel"}


def page() -> None:
    from pages.ui.tables import plain, render
    from tests.core.exports.tables import sample_table

    assert render(sample_table(), "tab", phone_columns=("variance",), bar_column="variance") is None
    plain(sample_table())


def test_render_nothing_clicked_returns_none_and_plain_has_no_buttons() -> None:
    app = AppTest.from_function(page).run()

    bodies = "".join(str(element.proto.body) for element in app.get("html"))
    assert not app.exception
    assert "Vikarier" in bodies
    assert "<button" not in bodies
    assert 'tabindex="0"' in bodies
