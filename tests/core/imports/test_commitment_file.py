import io
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from core.enums import CommitmentKind
from core.errors import ImportFileError
from core.imports.commitment_file import read_commitment_file
from core.rules.commitments import CommitmentLine
from core.settings import ROOT

HEADER = "ansvar;konto;verksamhet;leverantör;text;belopp;från;till;slag"
GOOD = "4330;6830;4402;Kvisten AB;Licens;186 000,50;2027-01-01;2027-12-31;avtal"


def csv(*lines: str, header: str = HEADER) -> bytes:
    return "\n".join([header, *lines]).encode()


def test_line_is_read_with_its_amount_days_and_kind() -> None:
    lines, problems = read_commitment_file(csv(GOOD))

    assert problems == []
    assert lines == [
        CommitmentLine(
            2, "4330", "6830", "4402", "Kvisten AB", "Licens", 186_000_50, date(2027, 1, 1),
            date(2027, 12, 31), CommitmentKind.CONTRACT,
        )
    ]  # fmt: skip


def test_excel_says_the_same_and_an_order_needs_only_its_last_day() -> None:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Ansvar", "Konto", "Belopp", "Till"])
    sheet.append([4330, 6410, 42500, date(2026, 12, 10)])
    buffer = io.BytesIO()
    book.save(buffer)

    (line,), problems = read_commitment_file(buffer.getvalue())

    assert problems == []
    assert (line.unit_code, line.amount, line.first, line.last) == (
        "4330", 42_500_00, date(2026, 12, 10), date(2026, 12, 10),
    )  # fmt: skip
    assert (line.kind, line.supplier, line.function) == (CommitmentKind.ORDER, "", "")


def test_template_can_be_read() -> None:
    lines, problems = read_commitment_file((ROOT / "data" / "templates" / "ataganden.csv").read_bytes())

    assert (len(lines), problems) == (2, [])


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (";6830;;;;1;;2026-12-31;", "Ange ansvar."),
        ("4330;;;;;1;;2026-12-31;", "Ange konto."),
        ("4330;6830;;;;;;2026-12-31;", "Ange belopp."),
        (
            "4330;6830;;;;mycket;;2026-12-31;",
            "”mycket” är inget belopp. Skriv till exempel 1 234,50 eller 12 tkr.",
        ),
        (
            "4330;6830;;;;0;;2026-12-31;",
            "Beloppet 0 kan inte stämma. Ange hela beloppet i kronor.",
        ),
        (
            "4330;6830;;;;999999999999;;2026-12-31;",
            "Beloppet 999999999999 kan inte stämma. Ange hela beloppet i kronor.",
        ),
        ("4330;6830;;;;1;;;", "Inget i till är ingen dag. Skriv den som 2027-01-31."),
        ("4330;6830;;;;1;;31/12 2026;", "31/12 2026 i till är ingen dag. Skriv den som 2027-01-31."),
        ("4330;6830;;;;1;;0026-12-31;", "Året 26 i till kan inte stämma."),
        ("4330;6830;;;;1;2027-01-01;2026-12-31;", "Dagen i från ligger efter dagen i till."),
        ("4330;6830;;;;1;;2026-12-31;lån", "Slaget lån finns inte. Skriv order eller avtal."),
        (f"{'4' * 33};6830;;;;1;;2026-12-31;", "Ansvar är för långt."),
    ],
)
def test_line_that_cannot_be_read_is_told_with_its_number(line: str, said: str) -> None:
    lines, problems = read_commitment_file(csv(GOOD, line))

    assert len(lines) == 1
    assert [(one.message, one.line) for one in problems] == [(said, 3)]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   \n\n",
        b"%PDF-1.7",
        b"\x00\x01\x02",
        b"<html><body>Logga in</body></html>",
        b"PK\x03\x04[Content_Types].xml" + b"x" * 50,
        "leverantör;belopp\nKvisten;1".encode(),
        csv(GOOD, header="a;b;c;d;e;f;g;h;i"),
        csv('4330;"6830;;;;1;;2026-12-31;', GOOD),
    ],
)
def test_what_is_no_table_of_commitments_is_refused_in_words(data: bytes) -> None:
    with pytest.raises(ImportFileError) as refused:
        read_commitment_file(data)

    assert refused.value.message.endswith((".", "före."))


def test_latin_1_tabs_and_headers_in_another_order_are_read() -> None:
    data = "Belopp\tTill\tKonto\tAnsvar\tLeverantör\n1 200\t2026-12-31\t6410\t4330\tMöbler Åkes".encode(
        "latin-1"
    )

    (line,), problems = read_commitment_file(data)

    assert problems == []
    assert (line.amount, line.supplier) == (1_200_00, "Möbler Åkes")


@given(st.lists(st.lists(st.text(max_size=12), max_size=10), max_size=8))
def test_any_table_gives_lines_and_problems_or_a_refusal_never_a_crash(rows: list[list[str]]) -> None:
    data = csv(*(";".join(cells) for cells in rows))

    try:
        lines, problems = read_commitment_file(data)
    except ImportFileError:
        return

    assert len(lines) + len(problems) <= len(data.splitlines())
    assert all(problem.message for problem in problems)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    with suppress(ImportFileError):
        read_commitment_file(data)
