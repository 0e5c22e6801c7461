import pytest

from core.errors import ImportFileError, Severity
from core.imports.sie.reader import BLOCK_BYTES, read_sie
from tests.core.imports.sie.texts import TYPE_4, codes, rows, sie, voucher


def test_read_small_file_gives_its_transactions_and_no_history():
    file = read_sie(TYPE_4)
    assert file.encoding == "cp437"
    assert file.checksum == "ok"
    assert file.counts["#RTRANS"] == 1
    assert file.counts["#BTRANS"] == 1
    assert [row[1:] for row in rows(TYPE_4)] == [
        ("5010", (("1", "4110"), ("7", "19")), 0, 50_000, "Lön"),
        ("1930", (), 20260115, -50_000, "Rättad"),
        ("1930", (), 0, 40_000, None),
        ("3010", (("1", "4110"),), 0, -40_000, None),
    ]


@pytest.mark.parametrize(
    ("line", "objects"),
    [
        ("#TRANS 5010 {} 1", ()),
        ("#TRANS 5010 { } 1", ()),
        ('#TRANS 5010 {1 "0123"} 1', (("1", "0123"),)),
        ('#TRANS 5010 {"1" "456" "7" "47"} 1', (("1", "456"), ("7", "47"))),
        ("\t#TRANS\t\t5010\t{20 a 6 b}\t1", (("6", "b"), ("20", "a"))),
        ('#TRANS "5010" {01 "a b"} 1', (("1", "a b"),)),
        ('#TRANS 5010 {1 "a}b"} 1', (("1", "a}b"),)),
        ("#TRANS 5010{1 x}1", (("1", "x"),)),
        ('#TRANS 5010 {1 ""} 1', ()),
        ("#TRANS 5010 1", ()),
    ],
)
@pytest.mark.parametrize("fast", [True, False])
def test_read_object_list_in_any_form(line: str, objects: tuple[tuple[str, str], ...], fast: bool):
    assert rows(sie(voucher(line)), fast=fast) == [(5, "5010", objects, 0, 100, None)]


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ('"Hyra juli"', "Hyra juli"),
        ("Hyra", "Hyra"),
        (r'"Kalle \"Anka\""', 'Kalle "Anka"'),
        (r'"C:\ProgramData\SPCS"', r"C:\ProgramData\SPCS"),
        (r'"C:\mapp\"', "C:\\mapp\\"),
        ('"aldrig stängd', "aldrig stängd"),
        ('"#H"', "#H"),
        ('"a\tb\x00c"', "a b c"),
        ('""', None),
        ('"a {b} c" 1 "EK" extra fält', "a {b} c"),
    ],
)
@pytest.mark.parametrize("fast", [True, False])
def test_read_transaction_text_in_any_form(field: str, text: str | None, fast: bool):
    data = sie(voucher(f'#TRANS 5010 {{}} 1.00 "" {field}'))
    assert [row[5] for row in rows(data, fast=fast)] == [text]


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("1", 100), ("1.5", 150), ("-0.05", -5), ("1234567.89", 123_456_789), ("1.500", 150),
        ("+2.00", 200), (".20", 20), ("007.1", 710), ("999999999999.99", 99_999_999_999_999),
    ],
)  # fmt: skip
@pytest.mark.parametrize("fast", [True, False])
def test_read_amount_is_exact_in_ore(text: str, ore: int, fast: bool):
    assert [row[4] for row in rows(sie(voucher(f"#TRANS 5010 {{}} {text}")), fast=fast)] == [ore]


@pytest.mark.parametrize("text", ["", "abc", "1e5", "1.2.3", "--1", "1000000000000", "1'000", "{1 2}"])
def test_read_unusable_amount_is_an_error_and_makes_no_row(text: str):
    data = sie(voucher(f"#TRANS 5010 {{}} {text}", "#TRANS 1930 {} 1"))
    assert [row[1] for row in rows(data)] == ["1930"]
    problems = read_sie(data).problems
    assert [(problem.code, problem.line, problem.severity) for problem in problems] == [
        ("amount", 7, Severity.ERROR)
    ]


def test_read_decimal_comma_and_many_decimals_are_read_with_a_warning():
    data = sie(voucher("#TRANS 5010 {} 1,50", "#TRANS 5010 {} 0.005"))
    assert [row[4] for row in rows(data)] == [150, 1]
    assert codes(data) == [("amount_form", 7), ("amount_form", 8)]


def test_read_transaction_without_account_is_an_error():
    data = sie(voucher("#TRANS {} 1.00", "#TRANS"))
    assert rows(data) == []
    assert codes(data) == [("account_missing", 7), ("account_missing", 8), ("amount", 8)]


def test_read_broken_object_list_is_an_error():
    assert codes(sie(voucher('#TRANS 5010 {1 "a" 1.00'))) == [("object_list_broken", 7)]


def test_read_object_list_with_half_a_pair_warns():
    data = sie(voucher("#TRANS 5010 {1 a 6} 1.00"))
    assert [row[2] for row in rows(data)] == [(("1", "a"),)]
    assert codes(data) == [("object_list", 7)]


def test_read_mixed_line_ends_blank_lines_and_indents():
    text = "#SIETYP 4\r\n\r\n#VER A 1 20260101\n {\r\n\n\t #TRANS 1 {} 5\r\n \t\r\n}\r\n"
    assert rows(text.encode()) == [(3, "1", (), 0, 500, None)]


def test_read_file_with_lone_carriage_returns():
    assert rows(b"#SIETYP 4\r#VER A 1 20260101\r{\r#TRANS 1 {} 5\r}\r") == [(2, "1", (), 0, 500, None)]


def test_read_unknown_labels_tells_each_once_with_its_count():
    file = read_sie(sie("#NYTT 1\n#NYTT 2\n" + voucher("#TRANS 1 {} 1", "#UNDER 1")))
    assert [(p.code, p.line, p.severity) for p in file.problems] == [
        ("unknown_label", 5, Severity.INFO),
        ("unknown_label", 10, Severity.INFO),
    ]
    assert "2 poster" in file.problems[0].message


def test_read_unknown_record_with_braces_is_skipped_whole():
    data = sie("#NYTT 1\n{\n#TRANS 1 {} 1\n}\n" + voucher("#TRANS 2 {} 1"))
    assert [row[1] for row in rows(data)] == ["2"]


def test_read_transaction_outside_a_voucher_is_an_error():
    assert codes(sie("#TRANS 1 {} 1\n")) == [("transaction_outside_voucher", 5)]


def test_read_brace_on_the_voucher_line_opens_it():
    assert [row[1] for row in rows(sie('#VER A 1 20260101 "x" {\n#TRANS 1 {} 1\n}\n'))] == ["1"]


@pytest.mark.parametrize(
    "body",
    [
        "#VER A 1 20260101\n{\n#TRANS 1 {} 1\n",
        "#VER A 1 20260101\n{\n#TRANS 1 {} 1\n#VER A 2 20260101\n{\n}\n",
        "#VER A 1 20260101\n{\n#KONTO 1 x\n}\n",
    ],
)
@pytest.mark.parametrize("fast", [True, False])
def test_read_voucher_that_never_closes_is_refused_with_its_line(body: str, fast: bool):
    with pytest.raises(ImportFileError, match="rad 5") as refused:
        read_sie(sie(body), fast=fast)
    assert refused.value.line == 5


def test_read_checksum_opened_and_never_closed_is_refused():
    with pytest.raises(ImportFileError, match="avklippt"):
        read_sie(b"#FLAGGA 0\n#KSUMMA\n#SIETYP 4\n")


def test_read_changed_file_has_a_checksum_that_does_not_agree():
    file = read_sie(TYPE_4.replace(b"500.00", b"501.00"))
    assert file.checksum == "mismatch"
    assert [(p.code, p.severity) for p in file.problems] == [("checksum", Severity.WARNING)]


def test_read_utf8_copy_has_the_checksum_of_its_code_page_437_form():
    file = read_sie(TYPE_4.decode("cp437").encode())
    assert (file.encoding, file.checksum) == ("utf-8", "ok")


def test_read_file_of_several_blocks_gives_the_same_by_both_readers():
    rows_of = ('#TRANS 5010 {1 "4110"} 12.34 "" "Hyra"', r'#TRANS 1930 {} -12.34 "" "Hyra \"juli\""')
    vouchers = [voucher(*rows_of[: 1 + (n % 50 == 0)], head=f"#VER A {n} 20260115") for n in range(70_000)]
    data = sie("".join(vouchers))
    assert len(data) > BLOCK_BYTES
    fast, careful = read_sie(data), read_sie(data, fast=False)
    assert int(fast.transactions.amount.sum()) == (70_000 - 1_400) * 1234
    assert fast.transactions.line.tolist() == careful.transactions.line.tolist()
    assert fast.transactions.voucher.tolist() == careful.transactions.voucher.tolist()
    assert fast.transactions.amount.tolist() == careful.transactions.amount.tolist()
    assert list(fast.transactions.text) == list(careful.transactions.text)
    assert list(fast.vouchers.number) == list(careful.vouchers.number) == [str(n) for n in range(70_000)]


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "tom"),
        (b" \r\n\n", "tom"),
        (b"<!DOCTYPE html><html>404</html>", "webbsida"),
        (b"PK\x03\x04\x14\x00[Content_Types].xml xl/workbook.xml", "Excelbok"),
        (b"PK\x03\x04\x14\x00fil.se", "zip"),
        (b"%PDF-1.7", "PDF"),
        (b'\xef\xbb\xbf<?xml version="1.0"?><Sie xmlns="http://www.sie.se/sie5">', "SIE 5"),
        (b"<?xml version='1.0'?><Faktura/>", "XML"),
        ("#FLAGGA 0\n#SIETYP 4".encode("utf-16"), "UTF-16"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Excelbok"),
        (b"\x00\x01\x02", "varken SIE"),
    ],
)
def test_read_something_else_is_refused_by_its_name(data: bytes, word: str):
    with pytest.raises(ImportFileError, match=word):
        read_sie(data)
