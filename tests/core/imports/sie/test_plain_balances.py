"""Plain balances are read by one pattern, and come out as the line reader says."""

import pytest

from core.imports.sie.codings import CodingNumbers, Codings
from core.imports.sie.plain_balances import plain_balance
from core.imports.sie.reader import read_sie

HEAD = "#FLAGGA 0\n#SIETYP 3\n#RAR 0 20260101 20261231\n"


@pytest.mark.parametrize(
    ("text", "ore"),
    [
        ("12", 1_200),
        ("-12.5", -1_250),
        ("12.05", 1_205),
        ("-0.05", -5),
        ("0", 0),
    ],
)
def test_plain_balance_amount_is_read_in_ore(text: str, ore: int):
    found = plain_balance(f'#PBUDGET 0 202601 5010 {{"1" "4310"}} {text}', 7, CodingNumbers(Codings()))

    assert found is not None
    label, balance = found
    assert label == "#PBUDGET"
    assert (balance.year_index, balance.period, balance.amount, balance.line) == (0, 202601, ore, 7)


@pytest.mark.parametrize(
    "line",
    [
        "#PBUDGET 0 202601 5010 {1 4310} 12,50",
        "#PBUDGET 0 202601 5010 {1 4310} 12.505",
        "#PBUDGET 0 202601 {1 4310} 12",
        "#PBUDGET 0 202601 5010 {1} 12",
        "#PBUDGET 0 202601 5010 {1 4310 1 4311} 12",
        "#IB 0 1510 12",
        "#KONTO 5010 Lokalhyra",
    ],
)
def test_plain_balance_of_anything_unusual_is_left_to_the_line_reader(line: str):
    assert plain_balance(line, 1, CodingNumbers(Codings())) is None


def test_file_with_plain_and_unusual_balances_reads_the_same_either_way():
    lines = (
        '#PBUDGET 0 202601 5010 {"1" "4310"} 100.00',
        "#PBUDGET 0 202602 5010 {1 4310} 12,50",
        '#psaldo 0 202601 "5010" {} -7.5 3',
        "#PSALDO -1 202513 5010 {} 8 0",
        "#PBUDGET 0 202603 5010 {20 407 1 4310} -0.01",
    )
    data = (HEAD + "\n".join(lines) + "\n").encode()

    fast, careful = read_sie(data), read_sie(data, fast=False)

    assert fast.balances == careful.balances
    assert fast.combinations == careful.combinations
    assert (fast.counts, fast.problems) == (careful.counts, careful.problems)
