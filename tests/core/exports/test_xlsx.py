import io
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from core.exports.xlsx import table_to_xlsx
from core.money import MoneyUnit
from core.table import Table
from tests.core.exports.tables import COLUMNS, sample_table, table_of_texts

BOOKED = datetime(2026, 10, 27)  # noqa: DTZ001 - a workbook knows no time zones


def opened(table: Table) -> Workbook:
    return load_workbook(io.BytesIO(table_to_xlsx(table)))


def test_table_to_xlsx_values_are_those_on_screen_in_order() -> None:
    sheet = opened(sample_table()).worksheets[0]

    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        [
            "Konto", "Kod", "Läge", "Budget, tkr", "Avvikelse, tkr", "Andel, %", "Årsarbetare", "Bokförd",
            "Faktura", "Kommentar",
        ],
        [
            "Vikarier", "0501", "Avviker", -1850.0005, -1170, -0.0259, 61.4, BOOKED,
            "https://example.org/1", "Sjukdom i maj.",
        ],
        ["Lärare", "5011", "Lugnt", -31420, 240, None, 3, None, "http://example.org/2", None],
        ["58 rader enligt plan", None, "Enligt plan", -10, 110, None, None, None, None, None],
        ["Skolan", None, None, -33280.0005, -820, None, 64.4, None, None, None],
    ]  # fmt: skip


def test_table_to_xlsx_formats_follow_kind_and_unit() -> None:
    sheet = opened(sample_table()).worksheets[0]
    millions = opened(sample_table(MoneyUnit.MNKR)).worksheets[0]

    assert [sheet.cell(2, at).number_format for at in range(2, 9)] == [
        "@", "@", '#,##0;"−"#,##0;#,##0', '+#,##0;"−"#,##0;#,##0', '0.0%;"−"0.0%;0.0%',
        '#,##0.0#;"−"#,##0.0#;#,##0.0#', "yyyy-mm-dd",
    ]  # fmt: skip
    assert millions["D2"].number_format == '#,##0.0;"−"#,##0.0;#,##0.0'
    assert millions["E2"].value == -1.17


def test_table_to_xlsx_look_shows_head_levels_and_total() -> None:
    sheet = opened(sample_table()).worksheets[0]

    assert sheet.freeze_panes == "B2"
    assert sheet.auto_filter.ref == "A1:I5"
    assert [sheet.cell(row, 1).alignment.indent for row in range(2, 6)] == [1, 1, 0, 0]
    assert [sheet.cell(row, 1).font.bold for row in range(1, 6)] == [True, False, False, False, True]
    assert sheet["I2"].hyperlink.target == "https://example.org/1"
    assert sheet["I3"].hyperlink is None


def test_table_to_xlsx_about_sheet_tells_what_it_is() -> None:
    about = opened(sample_table())["Om rapporten"]

    assert [(a.value, b.value) for a, b in about.iter_rows() if a.value] == [
        ("Det som avviker", None),
        ("Belopp i", "tkr"),
        ("Enhet", "Ekbackens skola F–6"),
        ("Period", "t.o.m. oktober 2026"),
        ("Avvikelse", "Budget minus prognos."),
        ("Gräns för avvikelse: 100 tkr eller 5 %.", None),
    ]


def test_table_to_xlsx_no_rows_is_a_valid_file() -> None:
    sheet = opened(Table("Tom", COLUMNS, ())).worksheets[0]

    assert sheet.max_row == 1
    assert sheet.auto_filter.ref == "A1:I1"


@pytest.mark.parametrize(
    ("title", "name"),
    [("A/B: [C]?", "A B C"), ("x" * 40, "x" * 31), ("'", "Rapport"), ("Om rapporten", "Om rapporten")],
)
def test_table_to_xlsx_odd_title_becomes_a_sheet_name(title: str, name: str) -> None:
    book = opened(Table(title, COLUMNS, ()))

    assert book.worksheets[0].title == name
    assert len(book.worksheets) == 2


@pytest.mark.parametrize("text", ["=1+1", "+46 70", "-2", "@SUM(A1)", " =1", "#N/A", "TRUE", "0501"])
def test_table_to_xlsx_text_like_something_else_stays_text(text: str) -> None:
    cell = opened(table_of_texts(text)).worksheets[0]["A2"]

    assert (cell.value, cell.data_type) == (text, "s")


def test_table_to_xlsx_text_like_a_formula_is_quoted() -> None:
    sheet = opened(table_of_texts("=1+1", "Lön")).worksheets[0]

    assert [sheet["A2"].quotePrefix, sheet["A3"].quotePrefix] == [True, False]


def test_table_to_xlsx_control_characters_are_removed() -> None:
    assert opened(table_of_texts("A\x00B\x1fC\ufffe")).worksheets[0]["A2"].value == "ABC"


def test_table_to_xlsx_longest_text_is_cut_where_excel_cuts() -> None:
    assert len(opened(table_of_texts("x" * 40_000)).worksheets[0]["A2"].value) == 32_767


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(), min_size=1, max_size=20))
def test_table_to_xlsx_any_texts_hold_no_formula(texts: list[str]) -> None:
    sheet = opened(table_of_texts(*texts)).worksheets[0]

    cells = [sheet.cell(number, 1) for number in range(2, len(texts) + 2)]
    assert [cell.data_type for cell in cells if cell.value is not None and cell.data_type != "s"] == []
    assert [cell.value for cell in cells if cell.value and ILLEGAL_CHARACTERS_RE.search(cell.value)] == []
