"""The files: what they are called, that they can be read back whole, and that they never change."""

import csv
import io
from hashlib import sha256

import pytest

from core.imports.files import read_ledger_file
from demo import files
from demo.ledger import ledger_year


@pytest.fixture(scope="session")
def demo_by_name():
    return {file.name: file for file in files.demo_files()}


def test_files_are_three_budgets_and_two_ledger_files_a_year(demo_by_name):
    assert [(f.kind, f.year, f.profile) for f in demo_by_name.values()] == [
        ("budget", 2024, "Budget"),
        ("budget", 2025, "Budget"),
        ("budget", 2026, "Budget"),
        ("ledger", 2024, "Huvudbok"),
        ("ledger", 2024, "Leverantörsreskontra"),
        ("ledger", 2025, "Huvudbok"),
        ("ledger", 2025, "Leverantörsreskontra"),
        ("ledger", 2026, "Huvudbok"),
        ("ledger", 2026, "Leverantörsreskontra"),
    ]


def test_the_two_ledger_files_of_2026_hold_every_line_once(demo_by_name):
    ledger = ledger_year(2026)
    sie = read_ledger_file(demo_by_name["rodret-huvudbok-2026.se"].data, "rodret-huvudbok-2026.se")
    fed = read_ledger_file(demo_by_name["rodret-leverantorsfakturor-2026.csv"].data, "x.csv")
    assert len(sie.lines) + len(fed.lines) == len(ledger)
    assert int(abs(sie.lines.amount).sum() + abs(fed.lines.amount).sum()) == int(
        abs(ledger.lines.amount).sum()
    )
    assert (list(sie.problems), list(fed.problems)) == ([], [])
    assert list(sie.differences) == []


def test_feeder_lines_carry_supplier_invoice_and_link(demo_by_name):
    fed = read_ledger_file(demo_by_name["rodret-leverantorsfakturor-2025.csv"].data, "x.csv")
    assert len(fed.lines.extra) == len(fed.lines)
    assert fed.lines.extra[0].keys() == {
        "supplier", "organisation_number", "invoice_number", "attestant", "scan_link", "vat_code",
    }  # fmt: skip
    assert fed.lines.extra[0]["scan_link"] == (
        "https://skanning.ekarboda.example/faktura/" + fed.lines.extra[0]["invoice_number"]
    )


def test_feeder_vouchers_balance_by_themselves(demo_by_name):
    text = demo_by_name["rodret-leverantorsfakturor-2024.csv"].data.decode("utf-8")
    sums: dict[str, int] = {}
    for row in csv.DictReader(io.StringIO(text), delimiter=";"):
        number = row["verifikationsnummer"]
        sums[number] = sums.get(number, 0) + int(row["belopp"].replace(",", ""))
    assert len(sums) > 5_000
    assert set(sums.values()) == {0}


def test_budget_file_holds_what_the_budget_does(demo_by_name):
    from demo.budget import budget

    read = read_ledger_file(demo_by_name["rodret-budget-2025.se"].data, "rodret-budget-2025.se")
    assert len(read.lines) == 0
    assert sum(abs(row.amount) for row in read.budget) == sum(
        100 * abs(amount) for row in budget(2025) for amount in row.months
    )


def test_files_made_again_are_the_same_bytes(demo_by_name):
    ledger_year.cache_clear()
    again = files.ledger_file(2024)
    before = demo_by_name["rodret-huvudbok-2024.se"]
    assert sha256(again.data).hexdigest() == sha256(before.data).hexdigest()
