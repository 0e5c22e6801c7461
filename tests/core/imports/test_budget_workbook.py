"""The workbook on its way back, with everything that people and programs do to one."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from core.errors import Problem, Severity
from core.exports.budget_workbook import budget_workbook
from core.imports.budget_workbook import read_budget_workbook
from core.rules.plan_workbook import HIDDEN_SHEET, WorkbookEdit, WorkbookRead
from tests.core.budget_books import FIRST, KR, LINES, META, changed, line, saved

BOOK = budget_workbook(META, LINES)


def read(change: Callable[[Worksheet], None]) -> WorkbookRead:
    return read_budget_workbook(changed(change, BOOK), META)


def codes(result: WorkbookRead) -> list[str]:
    return [problem.code for problem in result.problems]


def set_cell(name: str, value: object) -> Callable[[Worksheet], None]:
    def change(sheet: Worksheet) -> None:
        sheet[name] = value

    return change


def test_read_budget_workbook_untouched_has_no_changes() -> None:
    result = read_budget_workbook(BOOK, META)

    assert (result.meta, result.edits, result.problems) == (META, (), ())
    assert len(result.base) == 11 + 12 + 12
    assert result.base["13", 4] == -20_000 * KR


def test_read_budget_workbook_changed_cells_come_in_the_ledgers_sign() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["G6"], sheet["F7"], sheet["F8"], sheet["H6"] = 50_000, 25_000, 12_500, None

    assert read(change).edits == (
        WorkbookEdit("12", 2, 45_000 * KR, 50_000 * KR),
        WorkbookEdit("12", 3, 45_000 * KR, None),
        WorkbookEdit("13", 1, -20_000 * KR, -25_000 * KR),
        WorkbookEdit("14", 1, None, 12_500 * KR),
    )


@pytest.mark.parametrize(
    ("value", "kronor"),
    [
        ("12 500", 12_500),
        ("12\u00a0500,00", 12_500),
        (" 12 tkr ", 12_000),
        ("–", None),
        (0, 0),
        (12_500.0, 12_500),
    ],
)
def test_read_budget_workbook_text_that_is_an_amount_is_read(value: object, kronor: int | None) -> None:
    result = read(set_cell("F8", value))

    ore = None if kronor is None else kronor * KR
    assert [edit.theirs for edit in result.edits] == ([] if ore is None else [ore])
    assert result.problems == ()


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("tolv", "Cell F8: ”tolv” är inget belopp."),
        ("=F6*2", "Cell F8: Cellen har en formel."),
        ("#REF!", "Cell F8: Cellen har ett fel i Excel."),
        (True, "Cell F8: Cellen har inget belopp."),
        (datetime(2027, 1, 1), "Cell F8: Cellen har inget belopp."),  # noqa: DTZ001 - as a workbook has it
        (1e12, "Cell F8: Beloppet är för stort."),
        ("1.234", "Cell F8: ”1.234” kan läsas på två sätt."),
    ],
)
def test_read_budget_workbook_cell_that_is_no_amount_is_told_at_its_place(value: object, words: str) -> None:
    result = read(set_cell("F8", value))

    assert result.edits == ()
    assert (codes(result), result.problems[0].line, result.problems[0].column) == (["amount"], 8, "F")
    assert result.problems[0].message.startswith(words)


def test_read_budget_workbook_ore_are_rounded_and_told_but_not_a_trace_of_arithmetic() -> None:
    rounded, trace = read(set_cell("F8", 1_234.5)), read(set_cell("F8", 833.000_000_1))

    assert (rounded.edits[0].theirs, codes(rounded)) == (1_235 * KR, ["rounded"])
    assert (trace.edits[0].theirs, codes(trace)) == (833 * KR, [])


def test_read_budget_workbook_closed_cells_stand() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["F5"], sheet["F6"] = 1, 1

    result = read(change)

    assert result.edits == ()
    assert [(problem.code, problem.line) for problem in result.problems] == [("closed", 5), ("closed", 6)]


def test_read_budget_workbook_removed_row_is_left_as_it_is() -> None:
    result = read(lambda sheet: sheet.delete_rows(FIRST + 1))

    assert result.edits == ()
    assert [(p.code, p.severity) for p in result.problems] == [("removed", Severity.WARNING)]
    assert "5021 Konto 5021" in result.problems[0].message


def test_read_budget_workbook_added_row_is_told_and_not_read() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["B11"], sheet["F11"] = "6550", 5_000

    result = read(change)

    assert [(p.code, p.line) for p in result.problems] == [("added", 11)]


def test_read_budget_workbook_copied_row_is_refused_and_neither_read() -> None:
    def change(sheet: Worksheet) -> None:
        for column in range(1, 21):
            sheet.cell(11, column).value = sheet.cell(6, column).value
        sheet["G6"] = 1

    result = read(change)

    assert result.edits == ()
    assert codes(result) == ["copied"]
    assert "på rad 6, 11" in result.problems[0].message


def test_read_budget_workbook_moved_rows_are_known_by_their_keys() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["G6"] = 50_000
        for column in range(1, 21):
            upper, lower = sheet.cell(6, column), sheet.cell(7, column)
            upper.value, lower.value = lower.value, upper.value

    result = read(change)

    assert result.edits == (WorkbookEdit("12", 2, 45_000 * KR, 50_000 * KR),)
    assert [(p.code, p.severity) for p in result.problems] == [("moved", Severity.INFO)]


def test_read_budget_workbook_rows_above_the_head_and_another_name_do_no_harm() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["G6"] = 50_000
        sheet.insert_rows(1, 3)
        sheet.title = "Min budget"

    assert [edit.theirs for edit in read(change).edits] == [50_000 * KR]


def test_read_budget_workbook_removed_month_is_told_and_the_others_read() -> None:
    def change(sheet: Worksheet) -> None:
        sheet["H6"] = 50_000
        sheet.delete_cols(7)

    result = read(change)

    assert codes(result) == ["months"]
    assert result.edits == (WorkbookEdit("12", 3, 45_000 * KR, 50_000 * KR),)


def test_read_budget_workbook_changed_coding_is_told() -> None:
    assert codes(read(set_cell("B8", "6550"))) == ["labels"]


def test_read_budget_workbook_copied_sheet_is_refused() -> None:
    data = saved(lambda book: book.copy_worksheet(book.worksheets[0]).__setattr__("title", "Kopia"), BOOK)

    assert codes(read_budget_workbook(data, META)) == ["many_sheets"]


def test_read_budget_workbook_without_its_sheet_or_keys_is_told() -> None:
    assert codes(read(lambda sheet: sheet.delete_cols(19))) == ["no_sheet"]


@pytest.mark.parametrize(
    ("expected", "code"),
    [
        (replace(META, unit_code="4130"), "other_unit"),
        (replace(META, round_id=8), "other_round"),
        (replace(META, version_id=13), "other_round"),
    ],
)
def test_read_budget_workbook_of_another_budget_is_refused(expected: object, code: str) -> None:
    result = read_budget_workbook(changed(set_cell("F8", 1), BOOK), expected)  # type: ignore[arg-type]

    assert (codes(result), result.edits) == ([code], ())


def test_read_budget_workbook_damaged_hidden_sheet_is_told() -> None:
    def change(book: Workbook) -> None:
        book[HIDDEN_SHEET]["A4"] = str(book[HIDDEN_SHEET]["A4"].value).replace("4500000", "4500100")

    result = read_budget_workbook(saved(change, BOOK), META)

    assert (codes(result), result.meta) == (["damaged"], None)


def test_read_budget_workbook_without_hidden_sheet_is_not_ours() -> None:
    data = saved(lambda book: book.remove(book[HIDDEN_SHEET]), BOOK)

    assert codes(read_budget_workbook(data)) == ["foreign"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "Filen är tom"),
        (b"konto;belopp\n5011;12\n", "ingen Excelbok"),
        (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "gamla formatet .xls"),
        (b"%PDF-1.7", "är en PDF"),
        (b"PK\x03\x04 inte ett arkiv", "kan inte läsas"),
        (BOOK[: len(BOOK) // 2], "kan inte läsas"),
    ],
)
def test_read_budget_workbook_no_workbook_is_called_by_its_name(data: bytes, words: str) -> None:
    result = read_budget_workbook(data, META)

    assert result.meta is None
    assert words in result.problems[0].message


def test_read_budget_workbook_that_unpacks_to_too_much_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (61 * 1024 * 1024))

    assert codes(read_budget_workbook(buffer.getvalue(), META)) == ["too_large"]


MONTHS = st.lists(
    st.none() | st.integers(-(10**10), 10**10).map(lambda kronor: kronor * KR), min_size=12, max_size=12
).map(tuple)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(MONTHS, MONTHS, st.sampled_from((1, -1)), st.text(max_size=30)), max_size=4))
def test_read_budget_workbook_any_change_comes_back_exactly(
    rows: list[tuple[tuple[int | None, ...], tuple[int | None, ...], int, str]],
) -> None:
    lines = [
        replace(line(str(n), "6410", None), months=old, kind=kind, text=text)
        for n, (old, _new, kind, text) in enumerate(rows)
    ]

    def change(sheet: Worksheet) -> None:
        for n, (_old, new, kind, _text) in enumerate(rows):
            for month, amount in enumerate(new):
                sheet.cell(FIRST + n, 6 + month).value = None if amount is None else amount * kind // KR

    result = read_budget_workbook(changed(change, budget_workbook(META, lines)), META)

    assert result.problems == ()
    assert [(e.key, e.month, e.base, e.theirs) for e in result.edits] == [
        (str(n), month, before, after)
        for n, (old, new, _kind, _text) in enumerate(rows)
        for month, (before, after) in enumerate(zip(old, new, strict=True), start=1)
        if before != after
    ]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, len(BOOK)), st.booleans())
def test_read_budget_workbook_any_bytes_are_answered_in_words(junk: bytes, place: int, alone: bool) -> None:
    data = junk if alone else BOOK[:place] + junk + BOOK[place + len(junk) :]

    result = read_budget_workbook(data, META)

    assert all(isinstance(problem, Problem) and problem.message for problem in result.problems)
    assert result.problems or result.meta == META
