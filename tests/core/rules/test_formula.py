from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.formula import is_name, names_in, reckon

HOURS = {"sjuktid": Decimal(120), "ordinarie_tid": Decimal(2000), "tom": None, "noll": Decimal(0)}


@pytest.mark.parametrize(
    ("formula", "expected"),
    [
        ("100 * sjuktid / ordinarie_tid", Decimal(6)),
        ("sjuktid + 0.1 + 0.2", Decimal("120.3")),
        ("-(sjuktid - ordinarie_tid) / 10", Decimal(188)),
        ("min(sjuktid, 100) + max(1, 2)", Decimal(102)),
        ("summa(1, 2, 3) + medel(2, 4)", Decimal(9)),
        ("avrunda(10 / 3, 1)", Decimal("3.3")),
        ("abs(noll - 7)", Decimal(7)),
    ],
)
def test_formula_is_reckoned_in_exact_decimals(formula: str, expected: Decimal) -> None:
    found = reckon(formula, HOURS)

    assert (found.value, found.problem) == (expected, "")


@pytest.mark.parametrize(
    ("formula", "words"),
    [
        ("sjuktid / noll", "division med noll"),
        ("okand * 2", "Nyckeltalet okand finns inte"),
        ("hemlig(2)", "Funktionen hemlig finns inte"),
        ("sjuktid +", "går inte att läsa"),
        ("", "Skriv en formel"),
        ("1,5 * sjuktid", "Decimaler har punkt"),
        ("9 ** 9 ** 9", "bara tal"),
        ("'a' * 3", "går inte att räkna ut"),
        ("sjuktid.real", "bara tal"),
        ("[x for x in (1, 2)]", "bara tal"),
        ("__import__('os').system('ls')", "bara tal"),
        ("(lambda: 1)()", "bara tal"),
        ("noll / noll", "division med noll"),
        ("medel()", "division med noll"),
        ("avrunda()", "går inte att räkna ut"),
        ("1 " + "+ 1" * 300, "för lång"),
        ("-" * 60 + "1", "bara tal"),
        ("999999999999 * 999999999999", "inget rimligt tal"),
    ],
)
def test_formula_that_cannot_be_reckoned_says_why(formula: str, words: str) -> None:
    found = reckon(formula, HOURS)

    assert found.value is None
    assert words in found.problem


def test_figure_without_a_value_gives_no_value_and_no_problem() -> None:
    found = reckon("sjuktid / tom", HOURS)

    assert (found.value, found.problem) == (None, "")


def test_names_are_the_figures_and_not_the_functions() -> None:
    assert names_in("100 * summa(N00090, sjuktid) / N00090") == ("N00090", "sjuktid")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("N00090", True), ("årsarbetare", True), ("min", False), ("2a", False), ("a b", False), ("", False)],
)
def test_code_can_stand_in_a_formula(text: str, expected: bool) -> None:
    assert is_name(text) is expected


@given(st.text(max_size=60))
def test_whatever_is_written_gives_a_value_or_words(text: str) -> None:
    found = reckon(text, HOURS)

    assert found.value is None or found.problem == ""
