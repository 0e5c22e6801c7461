from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import ImportFileError, Severity
from core.imports.ledger import Combination, LedgerFile
from core.imports.ledger_csv import COLUMNS, is_ledger_csv, read_ledger_csv

TEMPLATE = Path(__file__).resolve().parents[3] / "data/templates/huvudbok.csv"
HEADER = "konto;ansvar;datum;belopp"


def read(*rows: str, header: str = HEADER) -> LedgerFile:
    return read_ledger_csv("\n".join([header, *rows, ""]).encode())


def problem_codes(file: LedgerFile) -> list[tuple[str, Severity, int | None]]:
    return [(problem.code, problem.severity, problem.line) for problem in file.problems]


def test_template_has_exactly_the_documented_columns():
    assert TEMPLATE.read_text("utf-8-sig").splitlines()[0].split(";") == list(COLUMNS)


def test_template_without_rows_is_read_as_an_empty_ledger():
    file = read_ledger_csv(TEMPLATE.read_bytes())
    assert (len(file.lines), list(file.problems), file.encoding) == (0, [], "utf-8-sig")


def test_read_required_columns_gives_lines():
    file = read("5010;4110;2026-01-15;1 234,50", "1930;;20260215;-1234.50")
    assert list(file.combinations) == [Combination("5010", (("1", "4110"),)), Combination("1930", ())]
    assert file.lines.combination.tolist() == [0, 1]
    assert file.lines.amount.tolist() == [123_450, -123_450]
    assert file.lines.year.tolist() == [2026, 2026]
    assert file.lines.month.tolist() == [1, 2]
    assert file.lines.day.tolist() == [20260115, 20260215]
    assert file.lines.voucher.tolist() == [-1, -1]
    assert (file.kind, file.sie_type, list(file.problems)) == ("csv", None, [])


def test_read_all_columns_in_any_order():
    header = ";".join(reversed(COLUMNS))
    values = "5010;4110;210;901;811;2026-01-15;2025-13;5;Bok;A;17;3;Bokhandeln;556000-0000;F1;Eva;https://x.se/1;25"
    file = read(";".join(reversed(values.split(";"))), header=header)
    assert list(file.combinations) == [
        Combination("5010", (("1", "4110"), ("6", "901"), ("20", "210"), ("21", "811")))
    ]
    assert (file.lines.year.tolist(), file.lines.month.tolist()) == ([2025], [13])
    assert file.lines.row.tolist() == [3]
    assert [(v.series, v.number) for v in file.vouchers] == [("A", "17")]
    assert dict(file.lines.extra) == {
        0: {
            "supplier": "Bokhandeln",
            "organisation_number": "556000-0000",
            "invoice_number": "F1",
            "attestant": "Eva",
            "scan_link": "https://x.se/1",
            "vat_code": "25",
        }
    }


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_read_any_delimiter_encoding_and_line_end(delimiter: str, encoding: str, end: str):
    rows = [["Konto", "ANSVAR", "Datum", "Belopp", "Text"], ["5010", "1", "2026-01-15", "5.00", "Åäö"]]
    data = end.join(delimiter.join(row) for row in rows).encode(encoding)
    file = read_ledger_csv(data)
    assert file.lines.amount.tolist() == [500]
    assert list(file.lines.text) == ["Åäö"]
    assert file.encoding == encoding


def test_read_irregular_file_gives_the_same_as_the_regular_one():
    header = "konto;ansvar;datum;belopp;text"
    regular = read("5010;1;2026-01-15;5;a", "5020;2;2026-01-16;6;b", header=header)
    irregular = read("5010;1;2026-01-15;5;a", "", '5020;2;2026-01-16;"6";"b"', ";;;;", header=header)
    assert irregular.lines.amount.tolist() == regular.lines.amount.tolist() == [500, 600]
    assert list(irregular.lines.text) == list(regular.lines.text) == ["a", "b"]
    assert list(irregular.combinations) == list(regular.combinations)


def test_read_line_break_in_a_cell_keeps_line_numbers_true():
    file = read(
        '5010;1;2026-01-15;5;"a\nb"', "5020;1;2026-01-15;fem;", header="konto;ansvar;datum;belopp;text"
    )
    assert list(file.lines.text) == ["a b"]
    assert problem_codes(file) == [("amount", Severity.ERROR, 4)]


def test_read_rows_without_account_amount_or_day_are_errors():
    file = read(
        ";;2026-01-15;5", "5010;1;2026-01-15;", "5010;1;2026-02-30;5", "5010;1;;5", "5010;1;2026-01-15;7"
    )
    assert problem_codes(file) == [
        ("account_missing", Severity.ERROR, 2),
        ("amount", Severity.ERROR, 3),
        ("date", Severity.ERROR, 4),
        ("date", Severity.ERROR, 5),
    ]
    assert file.lines.amount.tolist() == [700]


@pytest.mark.parametrize(
    ("period", "year", "month"),
    [("2026-10", 2026, 10), ("202610", 2026, 10), ("2026-13", 2026, 13), ("", 2026, 1)],
)
def test_read_period_wins_over_the_date(period: str, year: int, month: int):
    file = read(f"5010;1;2026-01-15;5;{period}", header=HEADER + ";period")
    assert (file.lines.year.tolist(), file.lines.month.tolist()) == ([year], [month])
    assert file.lines.day.tolist() == [20260115]


def test_read_period_without_date_is_dated_its_last_day():
    file = read("5010;1;;5;2026-02", "5010;1;x;5;2026-13", header=HEADER + ";period")
    assert file.lines.day.tolist() == [20260228, 20261231]
    assert problem_codes(file) == [("date_from_period", Severity.WARNING, 3)]


def test_read_unreadable_period_is_an_error():
    file = read("5010;1;2026-01-15;5;2026-14", header=HEADER + ";period")
    assert len(file.lines) == 0
    assert problem_codes(file) == [("period", Severity.ERROR, 2)]


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("1 234,50", 123_450),
        ("1\u00a0234", 123_400),
        ("−5", -500),
        ("(1 000)", -100_000),
        ("1,234.56", 123_456),
    ],
)
def test_read_amount_in_swedish_and_english_form(text: str, ore: int):
    assert read(f"5010;1;2026-01-15;{text}").lines.amount.tolist() == [ore]


@pytest.mark.parametrize("text", ["1.234", "abc", "99999999999999"])
def test_read_ambiguous_or_impossible_amount_is_an_error(text: str):
    assert problem_codes(read(f"5010;1;2026-01-15;{text}")) == [("amount", Severity.ERROR, 2)]


def test_read_link_that_is_no_web_address_is_dropped_with_a_warning():
    file = read(
        "5010;1;2026-01-15;5;javascript:alert(1)",
        "5010;1;2026-01-15;5;https://x.se/1",
        header=HEADER + ";länk",
    )
    assert dict(file.lines.extra) == {1: {"scan_link": "https://x.se/1"}}
    assert problem_codes(file) == [("link", Severity.WARNING, 2)]


def test_read_vouchers_are_numbered_by_series_number_and_year():
    file = read(
        "1;1;2026-01-01;5;A;1", "2;1;2026-01-01;-5;A;1", "1;1;2025-01-01;5;A;1", "1;1;2026-01-02;0;;",
        header=HEADER + ";serie;verifikationsnummer",
    )  # fmt: skip
    assert file.lines.voucher.tolist() == [0, 0, 1, -1]
    assert file.lines.row.tolist() == [1, 2, 1, 0]
    assert [voucher.day.year for voucher in file.vouchers if voucher.day] == [2026, 2025]


def test_read_unknown_column_is_told_and_ignored():
    file = read("5010;1;2026-01-15;5;x", header=HEADER + ";färg")
    assert problem_codes(file) == [("unknown_column", Severity.INFO, 1)]


def test_read_file_without_a_required_column_names_it():
    with pytest.raises(ImportFileError, match="ansvar, datum saknas"):
        read("5010;5", header="konto;belopp")


CELLS = st.sampled_from(
    [
        "5010",
        "1",
        "2026-01-15",
        "5,50",
        "",
        "x",
        '"',
        '"a"',
        '"a;b"',
        "1.234",
        "2026-13",
        "\r",
        "\0",
        "\n",
        "https://x",
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(CELLS, max_size=7).map(";".join), max_size=6), st.binary(max_size=20))
def test_any_rows_below_a_header_are_read_or_refused(rows: list[str], tail: bytes):
    data = "\n".join([HEADER + ";text;period;rad", *rows]).encode() + tail
    try:
        file = read_ledger_csv(data)
    except ImportFileError as refused:
        assert refused.line is not None  # noqa: PT017 - both ways out are right
    else:
        assert len(file.lines.text) == len(file.lines.amount) == len(file.lines.month)


@pytest.mark.parametrize("data", [b"\n\r\x01", b'"konto;belopp\n1'])
def test_odd_first_line_is_no_ledger(data: bytes):
    assert not is_ledger_csv(data)


def test_read_unclosed_quote_is_refused_since_it_would_swallow_the_rows_below():
    with pytest.raises(ImportFileError, match="citattecknen"):
        read('5010;1;2026-01-15;5;"a', "5020;1;2026-01-15;6;b", header=HEADER + ";text")
