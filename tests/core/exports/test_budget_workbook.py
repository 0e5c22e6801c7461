import io
from dataclasses import replace

import pytest
from openpyxl import load_workbook

from core.errors import RuleViolation
from core.exports.budget_workbook import budget_workbook
from core.rules.plan_workbook import HIDDEN_SHEET, MOST_LINES
from tests.core.budget_books import LINES, META


def test_budget_workbook_shows_rows_as_they_are_typed() -> None:
    sheet = load_workbook(io.BytesIO(budget_workbook(META, LINES))).worksheets[0]

    assert sheet["A1"].value == "Budget 2027: Hemtjänst Norr"
    assert [cell.value for cell in sheet[4]][:7] == [
        "Ansvar", "Konto", "Kontonamn", "Verksamhet", "Text", "jan", "feb",
    ]  # fmt: skip
    assert [sheet.cell(row, 6).value for row in range(5, 9)] == [400_000, 45_000, 20_000, None]
    assert (sheet["B5"].value, sheet["B5"].data_type) == ("5011", "s")


def test_budget_workbook_sums_are_formulas_and_the_net_takes_revenues_off() -> None:
    sheet = load_workbook(io.BytesIO(budget_workbook(META, LINES))).worksheets[0]

    assert sheet["R5"].value == "=SUM(F5:Q5)"
    assert (sheet["A9"].value, sheet["F9"].value) == ("Nettokostnad", "=SUMPRODUCT(F5:F8,$T$5:$T$8)")
    assert [sheet.cell(row, 20).value for row in range(5, 9)] == [1, 1, -1, 1]


def test_budget_workbook_only_open_months_can_be_written_in() -> None:
    sheet = load_workbook(io.BytesIO(budget_workbook(META, LINES))).worksheets[0]

    assert sheet.protection.sheet
    unlocked = [cell.coordinate for row in sheet.iter_rows() for cell in row if not cell.protection.locked]
    assert unlocked == [
        *(f"{letter}6" for letter in "GHIJKLMNOPQ"),
        *(f"{letter}{row}" for row in (7, 8) for letter in "FGHIJKLMNOPQ"),
    ]


def test_budget_workbook_keys_are_hidden() -> None:
    book = load_workbook(io.BytesIO(budget_workbook(META, LINES)))

    assert (book.sheetnames, book[HIDDEN_SHEET].sheet_state) == (["Budget", HIDDEN_SHEET], "veryHidden")
    assert book["Budget"].column_dimensions["S"].hidden


def test_budget_workbook_text_like_a_formula_stays_text() -> None:
    line = replace(LINES[1], text='=HYPERLINK("x")')

    cell = load_workbook(io.BytesIO(budget_workbook(META, [line]))).worksheets[0]["E5"]

    assert (cell.value, cell.data_type, cell.quotePrefix) == ('=HYPERLINK("x")', "s", True)


def test_budget_workbook_without_rows_is_a_valid_file() -> None:
    assert load_workbook(io.BytesIO(budget_workbook(META, []))).worksheets[0]["A5"].value == "Nettokostnad"


def test_budget_workbook_too_many_rows_are_refused() -> None:
    with pytest.raises(RuleViolation, match="fler än 2000 rader"):
        budget_workbook(META, [LINES[0]] * (MOST_LINES + 1))
