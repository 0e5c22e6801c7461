from datetime import date

import pytest

from core.errors import Severity
from core.imports.ledger import Combination, Difference, LedgerFile, LineOrigin, OpeningBalance, PeriodBudget
from core.imports.sie.ledger import ledger_from_sie
from core.imports.sie.reader import read_sie
from tests.core.imports.sie.texts import TYPE_3, TYPE_4, sie, voucher

SCHOOL = (("1", "4110"),)


def ledger(data: bytes, suffix: str = ".se") -> LedgerFile:
    return ledger_from_sie(read_sie(data), suffix=suffix)


def shown(file: LedgerFile) -> list[tuple[object, ...]]:
    """Account, objects, year, month, öre of each line."""
    lines = file.lines
    return [
        (
            file.combinations[lines.combination[n]].account,
            file.combinations[lines.combination[n]].objects,
            int(lines.year[n]),
            int(lines.month[n]),
            int(lines.amount[n]),
        )
        for n in range(len(lines))
    ]


def problem_codes(file: LedgerFile) -> list[tuple[str, Severity, int | None]]:
    return [(problem.code, problem.severity, problem.line) for problem in file.problems]


def test_type_4_makes_lines_of_transactions_only():
    file = ledger(TYPE_4)
    assert file.sie_type == "4E"
    assert shown(file) == [
        ("5010", SCHOOL, 2026, 1, 50_000),
        ("1930", (), 2026, 1, -50_000),
        ("1930", (), 2026, 1, 40_000),
        ("3010", SCHOOL, 2026, 1, -40_000),
    ]
    assert file.lines.row.tolist() == [1, 2, 1, 2]
    assert file.lines.voucher.tolist() == [0, 0, 1, 1]
    assert file.lines.day.tolist() == [20260115, 20260115, 20260116, 20260116]
    assert list(file.lines.text) == ["Lön", "Rättad", None, None]
    assert set(file.lines.origin.tolist()) == {LineOrigin.TRANSACTION}
    assert [(v.series, v.number, v.day, v.text) for v in file.vouchers] == [
        ("A", "1", date(2026, 1, 15), "Lön januari"),
        ("B", "2", date(2026, 1, 16), ""),
    ]


def test_type_4_identity_and_names():
    file = ledger(TYPE_4)
    assert file.program == 'Rodret "prov" 1.0'
    assert file.organisation == "Ekarboda kommun"
    assert file.organisation_number == "212000-0000"
    assert file.generated == date(2026, 1, 31)
    assert file.accounts == {"1930": "Bank", "3010": "Avgifter", "5010": "Månadslön"}
    assert file.dimensions == {"1": "Ansvar"}
    assert file.objects == {("1", "4110"): "Björkskolan"}


def test_type_4_with_balances_that_agree_has_no_differences_and_the_opening():
    file = ledger(TYPE_4)
    assert list(file.differences) == []
    assert [(o.year, file.combinations[o.combination], o.amount) for o in file.openings] == [
        (2026, Combination("1930", ()), 100_000)
    ]


def test_type_4_employee_is_dropped_and_counted():
    file = ledger(TYPE_4)
    assert file.masked_employees == 1
    assert all(number != "7" for c in file.combinations for number, _code in c.objects)


def test_sub_dimension_of_employee_is_dropped_too():
    data = sie('#UNDERDIM 71 "Timanställd" 7\n' + voucher("#TRANS 5010 {71 anna 1 4110} 0"))
    file = ledger(data)
    assert shown(file) == [("5010", SCHOOL, 2026, 1, 0)]
    assert file.masked_employees == 1
    assert file.dimensions == {"1": "Kostnadsställe"}


def test_type_4_balance_that_differs_is_listed_with_both_sums():
    file = ledger(
        TYPE_4.replace(b"#RES 0 5010 500.00", b"#RES 0 5010 510.00").replace(
            b"} 500.00\r\n#VER", b"} 7\r\n#VER"
        )
    )
    assert list(file.differences) == [
        Difference("RES", "5010", 2026, None, 51_000, 50_000),
        Difference("PSALDO", "5010", 2026, 1, 700, 50_000),
    ]


@pytest.mark.parametrize(("suffix", "sie_type"), [(".SI", "4I"), ("", "4I"), (".se", "4E")])
def test_type_4_without_balances_is_told_by_its_suffix(suffix: str, sie_type: str):
    assert ledger(sie(voucher("#TRANS 1 {} 0")), suffix).sie_type == sie_type


def test_type_3_makes_object_rows_and_one_remainder():
    file = ledger(TYPE_3)
    assert shown(file) == [
        ("5010", SCHOOL, 2026, 1, 50_000),
        ("5010", (("1", "4120"),), 2026, 1, 30_000),
        ("5010", (), 2026, 1, 10_000),
        ("5010", (), 2025, 13, 1_234),
    ]
    assert file.lines.day.tolist() == [20260131, 20260131, 20260131, 20251231]
    assert file.lines.voucher.tolist() == [-1, -1, -1, -1]
    assert set(file.lines.origin.tolist()) == {LineOrigin.PERIOD_SUM}
    assert list(file.differences) == []


def test_type_3_opening_and_budget_have_object_rows_and_remainder():
    file = ledger(TYPE_3)
    place = {combination: n for n, combination in enumerate(file.combinations)}
    assert list(file.openings) == [
        OpeningBalance(2026, place[Combination("1930", SCHOOL)], 25_000),
        OpeningBalance(2026, place[Combination("1930", ())], 75_000),
    ]
    assert list(file.budget) == [
        PeriodBudget(2026, 1, place[Combination("5010", SCHOOL)], 60_000),
        PeriodBudget(2026, 1, place[Combination("5010", ())], 40_000),
    ]


def test_type_2_reads_totals_and_skips_object_rows():
    file = ledger(TYPE_3.replace(b"#SIETYP 3", b"#SIETYP 2"))
    assert shown(file) == [("5010", (), 2026, 1, 90_000), ("5010", (), 2025, 13, 1_234)]
    assert [row.amount for row in file.budget] == [100_000]


def test_type_1_has_no_lines_and_says_so():
    file = ledger(TYPE_3.replace(b"#SIETYP 3", b"#SIETYP 1"))
    assert (file.sie_type, len(file.lines), list(file.openings), list(file.budget)) == ("1", 0, [], [])
    assert problem_codes(file) == [("year_balances_only", Severity.INFO, None)]


def test_missing_type_is_type_1_and_vouchers_are_told():
    file = ledger(sie(voucher("#TRANS 1 {} 0"), head="#FNAMN x\n"))
    assert file.sie_type == "1"
    assert [code for code, _severity, _line in problem_codes(file)] == [
        "no_type", "vouchers_ignored", "year_balances_only",
    ]  # fmt: skip


def test_broken_fiscal_year_is_split_on_calendar_years_by_date():
    head = "#SIETYP 4\n#FNAMN x\n#RAR 0 20260501 20270430\n#KONTO 1 x\n#IB 0 1 5\n"
    data = sie(
        voucher("#TRANS 1 {} 1 20261231", "#TRANS 1 {} -1 20270101", head="#VER A 1 20261231"), head=head
    )
    file = ledger(data)
    assert [row[2:] for row in shown(file)] == [(2026, 12, 100), (2027, 1, -100)]
    assert [(o.year, o.amount) for o in file.openings] == [(2026, 500)]
    assert problem_codes(file) == [("broken_year", Severity.INFO, 3)]


def test_day_outside_the_fiscal_years_is_an_error():
    file = ledger(sie("#KONTO 1 x\n" + voucher("#TRANS 1 {} 0", head="#VER A 7 20240115")))
    assert problem_codes(file) == [("outside_year", Severity.ERROR, 6)]


def test_leap_day_in_a_common_year_is_the_last_of_february():
    head = "#SIETYP 4\n#FNAMN x\n#RAR 0 20250301 20260229\n#KONTO 1 x\n"
    file = ledger(sie(voucher("#TRANS 1 {} 0", head="#VER A 1 20260228"), head=head))
    assert problem_codes(file) == [("broken_year", Severity.INFO, 3)]


def test_voucher_without_day_takes_the_days_of_its_transactions():
    file = ledger(sie("#KONTO 1 x\n" + voucher("#TRANS 1 {} 0 20260203", head="#VER A 1")))
    assert [row[2:4] for row in shown(file)] == [(2026, 2)]
    assert problem_codes(file) == [("voucher_date_missing", Severity.WARNING, 6)]


@pytest.mark.parametrize("day", ["", '""', "20260230", "igår"])
def test_voucher_without_usable_day_is_an_error_and_makes_no_line(day: str):
    file = ledger(sie("#KONTO 1 x\n" + voucher("#TRANS 1 {} 0", head=f"#VER A 1 {day}")))
    assert shown(file) == []
    assert problem_codes(file) == [("voucher_date", Severity.ERROR, 6)]


def test_unreadable_transaction_day_falls_back_on_the_voucher_with_a_warning():
    file = ledger(sie("#KONTO 1 x\n" + voucher("#TRANS 1 {} 0 20261399")))
    assert file.lines.day.tolist() == [20260115]
    assert problem_codes(file) == [("transaction_date", Severity.WARNING, 8)]


def test_unbalanced_voucher_warns_with_the_difference_in_kronor():
    file = ledger(sie("#KONTO 1 x\n" + voucher("#TRANS 1 {} 1234.50")))
    assert problem_codes(file) == [("voucher_unbalanced", Severity.WARNING, 6)]
    assert "1\u00a0234,50 kr" in file.problems[0].message


def test_same_voucher_number_twice_warns_once():
    file = ledger(sie("#KONTO 1 x\n" + voucher("#TRANS 1 {} 0") * 3))
    assert problem_codes(file) == [("voucher_repeated", Severity.WARNING, 6)]


def test_undeclared_account_warns_and_has_no_name():
    file = ledger(sie("#KONTO 1 x\n" + voucher("#TRANS 2 {} 0")))
    assert problem_codes(file) == [("account_undeclared", Severity.WARNING, None)]
    assert file.accounts == {"1": "x"}


def test_file_without_chart_of_accounts_is_told_of_once():
    file = ledger(sie(voucher("#TRANS 2 {} 0", "#TRANS 3 {} 0")))
    assert problem_codes(file) == [("no_chart", Severity.WARNING, None)]


def test_flagged_file_warns():
    file = ledger(TYPE_3.replace(b"#FLAGGA 0", b"#FLAGGA 1"))
    assert file.flagged
    assert problem_codes(file) == [("flagged", Severity.WARNING, 1)]


def test_other_currency_is_an_error():
    file = ledger(TYPE_3.replace(b"#SIETYP 3", b"#SIETYP 3\n#VALUTA EUR"))
    assert problem_codes(file) == [("currency", Severity.ERROR, 6)]


def test_unreadable_tax_year_and_generated_day_warn():
    file = ledger(TYPE_3.replace(b"#GEN 20260131", b"#GEN x\n#TAXAR abc"))
    assert problem_codes(file) == [("generated", Severity.WARNING, 4), ("tax_year", Severity.WARNING, 5)]


@pytest.mark.parametrize("period", ["202600", "202614", "1", "20260101"])
def test_period_that_is_no_month_is_an_error(period: str):
    file = ledger(TYPE_3.replace(b"#PSALDO -1 202513", b"#PSALDO -1 " + period.encode()))
    assert problem_codes(file) == [("balance_period", Severity.ERROR, 21)]


def test_many_problems_of_one_kind_are_counted_not_listed():
    file = ledger(
        sie(
            "#KONTO 1 x\n" + "".join(voucher("#TRANS 1 {} 1", head=f"#VER A {n} 20260101") for n in range(40))
        )
    )
    assert len(file.problems) == 26
    assert "15 ställen till" in file.problems[-1].message


def test_lines_keep_amounts_exact_over_many_rows():
    body = voucher(*[f"#TRANS 1 {{}} {n}.01" for n in range(2_000)])
    file = ledger(sie(body))
    assert int(file.lines.amount.sum()) == sum(n * 100 + 1 for n in range(2_000))
