import io
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from core.enums import Sex
from core.errors import ImportFileError
from core.imports.indicator_file import ValueLine, read_indicator_file
from core.periods import Period
from core.settings import ROOT

HEADER = "period;enhetskod;nyckeltalskod;kön;värde;täljare;nämnare"
OCTOBER = Period(2026, 10)


def csv(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *lines]).encode()


def test_value_and_share_are_read() -> None:
    lines, problems = read_indicator_file(
        csv("2026-10;611;kontinuitet;;17,5;;", "2026-10;611;sjuk;K;;5610;51 000")
    )

    assert problems == []
    assert lines == [
        ValueLine(2, "611", "kontinuitet", OCTOBER, Sex.TOTAL, Decimal("17.5"), None, None),
        ValueLine(3, "611", "sjuk", OCTOBER, Sex.WOMEN, None, Decimal(5610), Decimal(51000)),
    ]


def test_excel_says_the_same() -> None:
    book = Workbook()
    book.worksheets[0].append(["Datum", "Enhet", "Nyckeltal", "Utfall"])
    book.worksheets[0].append(["2026-10-31", 611, "kontinuitet", 17.5])
    data = io.BytesIO()
    book.save(data)

    lines, problems = read_indicator_file(data.getvalue())

    assert problems == []
    assert [(line.unit_code, line.period, line.value) for line in lines] == [
        ("611", OCTOBER, Decimal("17.5"))
    ]


def test_template_is_a_file_that_can_be_read() -> None:
    lines, problems = read_indicator_file((ROOT / "data" / "templates" / "nyckeltal.csv").read_bytes())

    assert (len(lines), problems) == (2, [])


@pytest.mark.parametrize(
    ("text", "period"),
    [("2026-10", OCTOBER), ("2026-10-15", OCTOBER), ("202610", OCTOBER), ("2025", Period(2025, 12))],
)
def test_period_is_a_month_a_day_in_it_or_a_year(text: str, period: Period) -> None:
    (line,), _problems = read_indicator_file(csv(f"{text};611;a;;1;;"))

    assert line.period == period


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("2026-13;611;a;;1;;", "är ingen period"),
        ("oktober;611;a;;1;;", "är ingen period"),
        ("1026-10;611;a;;1;;", "är ingen period"),
        ("20261;611;a;;1;;", "är ingen period"),
        ("2026-10;;a;;1;;", "Ange enhetskod"),
        ("2026-10;611;;;1;;", "Ange nyckeltalskod"),
        ("2026-10;611;a;X;1;;", "är inget kön"),
        ("2026-10;611;a;;ett;;", "är inget tal"),
        ("2026-10;611;a;;1.250;;", "två sätt"),
        ("2026-10;611;a;;;5;", "både täljare och nämnare"),
        ("2026-10;611;a;;;;", "inget värde"),
        (f"2026-10;{'6' * 99};a;;1;;", "för lång"),
    ],
)
def test_what_is_wrong_in_a_line_is_told_by_line(row: str, words: str) -> None:
    lines, (problem,) = read_indicator_file(csv("2026-10;612;a;;2;;", row))

    assert len(lines) == 1
    assert problem.line == 3
    assert words in problem.message


def test_same_value_twice_is_told_with_both_lines() -> None:
    _lines, (problem,) = read_indicator_file(csv("2026-10;611;a;;1;;", "2026-10;611;a;T;2;;"))

    assert (problem.line, problem.message) == (3, "Samma värde står redan på rad 2. Behåll en av dem.")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "tom"),
        (b"%PDF-1.7 x", "varken Excel"),
        (b"PK\x03\x04 broken", "varken|går inte att läsa"),
        (b"a;b\n1;2", "saknar period, enhetskod, nyckeltalskod"),
        (b"period;enhetskod;nyckeltalskod\n2026-10;1;a", "saknar värde, eller täljare"),
        (csv(*["2026-10;611;a;;1;;"] * 5_001), "för många rader"),
    ],
)
def test_file_that_is_no_such_table_is_refused_in_words(data: bytes, words: str) -> None:
    with pytest.raises(ImportFileError, match=words):
        read_indicator_file(data)


@given(st.binary(max_size=400))
def test_no_bytes_make_it_stumble(data: bytes) -> None:
    with suppress(ImportFileError):
        read_indicator_file(data)


@given(st.lists(st.text(max_size=30), min_size=1, max_size=8))
def test_no_cells_make_it_stumble(cells: list[str]) -> None:
    row = ";".join(cell.replace("\n", " ").replace("\r", " ").replace('"', "") for cell in cells)

    with suppress(ImportFileError):
        lines, problems = read_indicator_file(csv(row))

        assert len(lines) + len(problems) <= 1
