import pytest

from core.errors import ImportFileError
from core.imports.files import inspect_file, read_ledger_file
from tests.core.imports.sie.texts import TYPE_3, TYPE_4

CSV = b"konto;ansvar;datum;belopp\n5010;4110;2026-01-15;5\n"


def test_inspect_type_4_file_counts_its_records():
    assert inspect_file(TYPE_4, "typ4.se") == {
        "kind": "sie",
        "sie_type": "4E",
        "encoding": "cp437",
        "accounts": 3,
        "vouchers": 2,
        "transactions": 4,
        "unbalanced_vouchers": 0,
        "balance_rows": 5,
        "checksum": "ok",
        "problems": [],
    }


def test_inspect_counts_no_budget_among_the_balances():
    assert inspect_file(TYPE_3, "typ3.se")["balance_rows"] == 7


def test_inspect_gives_problems_with_line_code_message_and_severity():
    found = inspect_file(TYPE_3.replace(b"#PSALDO -1 202513", b"#PSALDO -1 2025"), "typ3.se")
    assert found["problems"] == [
        {
            "line": 21,
            "code": "balance_period",
            "message": "Perioden 2025 i #PSALDO är ingen månad. Skriv den som 202601.",
            "severity": "error",
        }
    ]


def test_inspect_truncated_file_is_still_sie_with_the_line_where_it_breaks():
    found = inspect_file(TYPE_4[: TYPE_4.index(b"#BTRANS")].replace(b"#KSUMMA\r\n", b""), "typ4.se")
    assert (found["kind"], found["sie_type"]) == ("sie", None)
    assert [(problem["code"], problem["line"]) for problem in found["problems"]] == [("unreadable", 23)]
    assert [found[key] for key in ("accounts", "vouchers", "transactions", "balance_rows")] == [3, 1, 1, 5]


def test_inspect_csv_counts_lines():
    found = inspect_file(CSV, "bok.csv")
    assert (found["kind"], found["encoding"], found["transactions"]) == ("csv", "ascii", 1)


def test_inspect_csv_counts_vouchers_and_those_that_do_not_balance():
    header = b"konto;ansvar;datum;belopp;serie;verifikationsnummer\n"
    rows = b"1;1;20260101;5;A;1\n2;1;20260101;-5;A;1\n3;1;20260101;1;A;2\n"
    found = inspect_file(header + rows, "bok.csv")
    assert (found["vouchers"], found["unbalanced_vouchers"]) == (2, 1)


@pytest.mark.parametrize(
    ("data", "kind", "encoding"),
    [
        (b"", "other", None),
        (b"PK\x03\x04[Content_Types].xml xl/workbook.xml", "xlsx", None),
        (b"%PDF-1.7", "other", None),
        (b'<Sie xmlns="http://www.sie.se/sie5"/>', "sie5", "ascii"),
        (b"<html>404</html>", "other", "ascii"),
        (b"namn;ort\nEva;Ekarboda\n", "other", "ascii"),
        (b"\x00\xff", "other", None),
    ],
)
def test_inspect_other_files_names_the_kind_and_gives_one_problem(
    data: bytes, kind: str, encoding: str | None
):
    found = inspect_file(data, "fil.se")
    assert (found["kind"], found["encoding"]) == (kind, encoding)
    assert [problem["code"] for problem in found["problems"]] == ["unreadable"]


def test_read_goes_by_the_contents_and_not_by_the_name():
    assert read_ledger_file(CSV, "bok.se").kind == "csv"
    assert read_ledger_file(TYPE_3, "bok.csv").kind == "sie"


def test_read_something_else_raises_import_file_error():
    with pytest.raises(ImportFileError, match="varken SIE eller"):
        read_ledger_file(b"namn;ort\n", "bok.csv")
