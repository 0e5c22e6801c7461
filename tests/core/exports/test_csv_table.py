import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exports.csv_table import table_to_csv
from core.money import MoneyUnit
from core.table import Table
from tests.core.exports.tables import COLUMNS, sample_table, table_of_texts

HEADINGS = [
    "Konto", "Kod", "Läge", "Budget, tkr", "Avvikelse, tkr", "Andel, %", "Årsarbetare", "Bokförd", "Faktura",
]  # fmt: skip


def read(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_table_to_csv_every_kind_is_written_for_swedish_excel() -> None:
    rows = read(table_to_csv(sample_table()))

    assert rows == [
        [*HEADINGS, "Kommentar"],
        [
            "Vikarier", "0501", "Avviker", "-1850,0005", "-1170", "-2,59", "61,4", "2026-10-27",
            "https://example.org/1", "Sjukdom i maj.",
        ],
        ["Lärare", "5011", "Lugnt", "-31420", "240", "", "3", "", "http://example.org/2", ""],
        ["58 rader enligt plan", "", "Enligt plan", "-10", "110", "", "", "", "", ""],
        ["Skolan", "", "", "-33280,0005", "-820", "", "64,4", "", "", ""],
    ]  # fmt: skip


def test_table_to_csv_has_byte_order_mark_and_crlf() -> None:
    content = table_to_csv(table_of_texts("Å"))

    assert content == b"\xef\xbb\xbfText\r\n\xc3\x85\r\n"


def test_table_to_csv_kronor_keep_their_ore() -> None:
    rows = read(table_to_csv(sample_table(MoneyUnit.KR)))

    assert [row[3] for row in rows] == ["Budget, kr", "-1850000,5", "-31420000", "-10000", "-33280000,5"]


def test_table_to_csv_no_rows_gives_headings_alone() -> None:
    assert read(table_to_csv(Table("Tom", COLUMNS, ()))) == [HEADINGS]


@pytest.mark.parametrize("text", ["=1+1", "+46 70", "-2", "@SUM(A1)", "\tx", "\rx", "  =1"])
def test_table_to_csv_text_like_a_formula_gets_an_apostrophe(text: str) -> None:
    assert read(table_to_csv(table_of_texts(text)))[1] == [f"'{text}"]


@given(st.text())
def test_table_to_csv_any_text_never_begins_a_formula(text: str) -> None:
    field = read(table_to_csv(table_of_texts("x" + text, text)))[2:]

    assert not [cell for row in field for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]
