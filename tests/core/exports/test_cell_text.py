from datetime import date
from decimal import Decimal

import pytest

from core.exports.cell_text import cell_status, cell_text, column_heading, status_word, unit_sentence
from core.money import MoneyUnit
from core.table import Column, Kind, Row, Status, Table, Value
from tests.core.exports.tables import sample_table, table_of_texts

ROW = Row("r", (), status=Status.PARTLY)


@pytest.mark.parametrize(
    ("kind", "signed", "value", "text"),
    [
        (Kind.MONEY, True, 24_000_000, "+240"),
        (Kind.MONEY, False, -185_000_050, "−1\u00a0850"),
        (Kind.MONEY, False, None, "–"),
        (Kind.PERCENT, True, Decimal("0.034"), "+3,4\u00a0%"),
        (Kind.PERCENT, False, None, "–"),
        (Kind.COUNT, False, 1234, "1\u00a0234"),
        (Kind.COUNT, False, Decimal("61.40"), "61,40"),
        (Kind.COUNT, False, Decimal("1.2345"), "1,23"),
        (Kind.COUNT, False, None, "–"),
        (Kind.DATE, False, date(2026, 11, 9), "2026-11-09"),
        (Kind.TEXT, False, None, ""),
        (Kind.CODE, False, "0501", "0501"),
        (Kind.STATUS, False, "bad", "Avviker"),
        (Kind.STATUS, False, None, "Delvis"),
        (Kind.STATUS, False, "13 ej börjat", "13 ej börjat"),
    ],
)
def test_cell_text_each_kind_reads_as_swedish(kind: Kind, signed: bool, value: Value, text: str) -> None:
    assert cell_text(Column("c", "C", kind, signed=signed), ROW, value, MoneyUnit.TKR) == text


def test_cell_status_own_word_keeps_the_rows_judgement() -> None:
    assert cell_status(ROW, "13 ej börjat") == (Status.PARTLY, "13 ej börjat")
    assert cell_status(ROW, "ok") == (Status.OK, "Enligt plan")
    assert cell_status(Row("r", ()), None) == (None, "")


def test_status_word_each_judgement_has_its_own() -> None:
    assert [status_word(status) for status in Status] == [
        "Enligt plan", "Delvis", "Avviker", "Bättre", "Ej bedömt",
    ]  # fmt: skip


def test_column_heading_unit_is_told_once() -> None:
    assert column_heading(Column("c", "Budget", Kind.MONEY), MoneyUnit.KR) == "Budget, kr"
    assert column_heading(Column("c", "Avvikelse, tkr", Kind.MONEY), MoneyUnit.TKR) == "Avvikelse, tkr"
    assert column_heading(Column("c", "Andel", Kind.PERCENT), MoneyUnit.TKR) == "Andel, %"
    assert column_heading(Column("c", "Konto", Kind.TEXT), MoneyUnit.TKR) == "Konto"


def test_unit_sentence_only_where_there_are_amounts() -> None:
    tables: list[Table] = [sample_table(MoneyUnit.MNKR), table_of_texts("A")]

    assert [unit_sentence(table) for table in tables] == ["Belopp i mnkr", ""]
