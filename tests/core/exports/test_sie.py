import zlib
from datetime import date

import pytest

from core.errors import Severity
from core.exports.sie import SieHeader, SieVoucher, write_sie

HEADER = SieHeader(
    program="Rodret",
    version="1",
    organisation="Ekarboda kommun",
    organisation_number="212000-0000",
    generated=date(2026, 11, 9),
    years=((date(2026, 1, 1), date(2026, 12, 31)), (date(2025, 1, 1), date(2025, 12, 31))),
)
SCHOOL = (("1", "4110"),)
VOUCHER = SieVoucher(
    "A", "1", date(2026, 1, 15), 'Lön "januari"', [("5010", SCHOOL, 50_005, "Lön"), ("1930", (), -50_005, "")]
)


def written(sie_type: str = "4E", **more: object) -> list[str]:
    arguments: dict[str, object] = {"accounts": {}, "dimensions": {}, "objects": {}, "vouchers": [VOUCHER]}
    data, _problems = write_sie(HEADER, sie_type=sie_type, **(arguments | more))  # type: ignore[arg-type]
    return data.decode("cp437").split("\r\n")


def test_write_type_4e_writes_voucher_with_objects_and_escaped_quotes():
    lines = written()
    start = lines.index('#VER A 1 20260115 "Lön \\"januari\\""')
    assert lines[start + 1 : start + 5] == [
        "{",
        '   #TRANS 5010 {1 4110} 500.05 "" Lön',
        "   #TRANS 1930 {} -500.05",
        "}",
    ]


def test_write_type_4e_computes_closing_balance_and_result_from_opening_and_lines():
    lines = written(openings=[(0, "1930", (), 100_000)])
    assert "#IB 0 1930 1000.00" in lines
    assert "#UB 0 1930 499.95" in lines
    assert "#RES 0 5010 500.05" in lines


def test_write_type_4i_has_no_balances():
    lines = written("4I", openings=[(0, "1930", (), 100_000)])
    assert [line for line in lines if line.startswith(("#IB", "#UB", "#RES"))] == []
    assert "#SIETYP 4" in lines


def test_write_type_2_has_period_sums_without_objects_and_no_vouchers():
    lines = written("2")
    assert [line for line in lines if line.startswith(("#PSALDO", "#VER"))] == [
        "#PSALDO 0 202601 5010 {} 500.05",
        "#PSALDO 0 202601 1930 {} -500.05",
    ]


def test_write_type_3_has_total_and_object_row_of_balance_and_budget():
    lines = written("3", budgets=[(0, 202601, "5010", SCHOOL, 60_000)])
    assert "#PSALDO 0 202601 5010 {} 500.05" in lines
    assert "#PSALDO 0 202601 5010 {1 4110} 500.05" in lines
    assert "#PBUDGET 0 202601 5010 {} 600.00" in lines
    assert "#PBUDGET 0 202601 5010 {1 4110} 600.00" in lines


def test_write_objects_of_opening_in_type_4e_adds_oib_beside_the_total():
    lines = written(openings=[(0, "1930", SCHOOL, 300), (0, "1930", (), 200)])
    assert "#IB 0 1930 5.00" in lines
    assert "#OIB 0 1930 {1 4110} 3.00" in lines


def test_write_checksum_covers_labels_and_fields_without_quotes_braces_and_spaces():
    header = SieHeader("P", "1", "Å B", "", date(2026, 1, 2), ())
    data, _problems = write_sie(header, sie_type="4I", accounts={}, dimensions={}, objects={}, checksum=True)
    covered = "#PROGRAMP1#FORMATPC8#GEN20260102#SIETYP4#FNAMNÅ B".encode("cp437")
    lines = data.decode("cp437").split("\r\n")
    assert lines[1] == "#KSUMMA"
    assert lines[-2] == f"#KSUMMA {zlib.crc32(covered)}"


def test_write_character_outside_code_page_replaces_and_reports_it():
    data, problems = write_sie(
        HEADER, sie_type="4I", accounts={"1": "10 € – ”hyra”", "2": "Ω漢"}, dimensions={}, objects={}
    )
    assert "#KONTO 1 \"10 EUR - 'hyra'\"".encode("cp437") in data
    assert "#KONTO 2 Ω?".encode("cp437") in data
    assert {problem.code for problem in problems} == {"character_replaced"}
    assert {problem.severity for problem in problems} == {Severity.WARNING}
    assert len(problems) == 4


def test_write_line_break_and_last_backslash_in_a_text_cannot_break_the_record():
    lines = written("4I", accounts={"1": "rad\nett", "2": "C:\\mapp\\"}, vouchers=[])
    assert '#KONTO 1 "rad ett"' in lines
    assert '#KONTO 2 "C:\\mapp\\ "' in lines


@pytest.mark.parametrize(
    ("ore", "text"),
    [(0, "0.00"), (5, "0.05"), (-5, "-0.05"), (-123_456, "-1234.56"), (10**13, "100000000000.00")],
)
def test_write_amount_from_ore_is_exact(ore: int, text: str):
    voucher = SieVoucher("A", "1", date(2026, 1, 1), "", [("1", (), ore, "")])
    assert f"   #TRANS 1 {{}} {text}" in written("4I", vouchers=[voucher])


def test_write_day_outside_all_years_keeps_the_voucher_and_no_balance():
    voucher = SieVoucher("A", "1", date(2020, 1, 1), "", [("5010", (), 100, "")])
    lines = written("4E", vouchers=[voucher])
    assert '#VER A 1 20200101 ""' in lines
    assert [line for line in lines if line.startswith("#RES")] == []


def test_write_unknown_type_raises_value_error():
    with pytest.raises(ValueError, match="5"):
        write_sie(HEADER, sie_type="5", accounts={}, dimensions={}, objects={})
