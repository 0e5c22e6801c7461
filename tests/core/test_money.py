from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.money import (
    EMPTY,
    AmountError,
    MoneyUnit,
    format_money,
    format_number,
    format_percent,
    ore_from_decimal,
    parse_amount,
)

LARGEST = 10**17 - 1


@pytest.mark.parametrize(
    ("typed", "ore"),
    [
        ("0", 0),
        ("1234", 123_400),
        ("1 234", 123_400),
        ("1\u00a0234", 123_400),
        ("1\u202f234\u2009567", 123_456_700),
        ("1 234,50", 123_450),
        ("1234.50", 123_450),
        ("1234,5", 123_450),
        (",50", 50),
        ("-1 234", -123_400),
        ("−1 234", -123_400),
        ("–1 234", -123_400),
        ("1 234-", -123_400),
        ("(1 234)", -123_400),
        ("( 1 234,50 )", -123_450),
        ("+12", 1_200),
        ("12 tkr", 1_200_000),
        ("12tkr", 1_200_000),
        ("12 TKR", 1_200_000),
        ("12 kkr", 1_200_000),
        ("-12 tkr", -1_200_000),
        ("3,4 mnkr", 340_000_000),
        ("3.4 mkr", 340_000_000),
        ("1 234,50 kr", 123_450),
        ("5 kronor", 500),
        ("1.234.567", 123_456_700),
        ("1,234,567", 123_456_700),
        ("1.234,50", 123_450),
        ("1,234.50", 123_450),
        ("1.234.567,89", 123_456_789),
        ("0,125", 13),
        ("0,124", 12),
        ("-0,125", -13),
        ("1.234 tkr", 123_400),
        ("  7  ", 700),
    ],
)
def test_parse_amount_each_usual_form_gives_ore(typed: str, ore: int) -> None:
    assert parse_amount(typed) == ore


@pytest.mark.parametrize("typed", ["1.234", "1,234", "-1.234", "999,000", "1.234 kr", "(12.345)"])
def test_parse_amount_that_can_be_read_in_two_ways_is_refused_with_both(typed: str) -> None:
    with pytest.raises(AmountError, match="kan läsas på två sätt"):
        parse_amount(typed)


def test_parse_amount_refusal_names_the_two_ways_to_write_it() -> None:
    with pytest.raises(AmountError) as caught:
        parse_amount("1.234")

    assert str(caught.value) == "”1.234” kan läsas på två sätt. Skriv 1\u00a0234 eller 1,23."


@pytest.mark.parametrize(
    "typed",
    ["", " ", "-", "abc", "12 usd", "1 23", "12 34", "1.23.45", "1,2,3", "1,234.567,8", "--5", "(5", "5)",
     "1e5", "nan", "tkr", "1 2 tkr", "(-5)", "-5-"],
)  # fmt: skip
def test_parse_amount_that_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(AmountError, match="är inget belopp"):
        parse_amount(typed)


@pytest.mark.parametrize("typed", ["1000000000000000", "9" * 60, "-" + "9" * 60, "1 000 000 000 mnkr"])
def test_parse_amount_larger_than_any_budget_is_refused(typed: str) -> None:
    with pytest.raises(AmountError, match="för stort"):
        parse_amount(typed)


@pytest.mark.parametrize(
    ("value", "ore"),
    [("0.005", 1), ("-0.005", -1), ("0.0049", 0), ("1234.565", 123_457), ("2.675", 268)],
)
def test_ore_from_decimal_half_goes_away_from_zero(value: str, ore: int) -> None:
    assert ore_from_decimal(Decimal(value)) == ore


@pytest.mark.parametrize(
    ("ore", "unit", "shown"),
    [
        (123_456_789, MoneyUnit.KR, "1\u00a0234\u00a0568"),
        (123_456_789, MoneyUnit.TKR, "1\u00a0235"),
        (123_456_789, MoneyUnit.MNKR, "1,2"),
        (-123_456_789, MoneyUnit.TKR, "−1\u00a0235"),
        (-49, MoneyUnit.KR, "0"),
        (-50, MoneyUnit.KR, "−1"),
        (0, MoneyUnit.TKR, "0"),
        (None, MoneyUnit.TKR, EMPTY),
    ],
)
def test_format_money_rounds_half_away_and_nothing_is_a_dash(
    ore: int | None, unit: MoneyUnit, shown: str
) -> None:
    assert format_money(ore, unit) == shown


def test_format_money_signed_and_with_its_word() -> None:
    assert format_money(1_200_000, MoneyUnit.TKR, signed=True, word=True) == "+12\u00a0tkr"
    assert format_money(-1_200_000, MoneyUnit.TKR, signed=True) == "−12"
    assert format_money(0, MoneyUnit.TKR, signed=True) == "0"


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        ("0.034", "3,4\u00a0%"),
        ("-0.034", "−3,4\u00a0%"),
        ("0.0005", "0,1\u00a0%"),
        ("12.5", "1\u00a0250,0\u00a0%"),
    ],
)
def test_format_percent_in_swedish(share: str, shown: str) -> None:
    assert format_percent(Decimal(share)) == shown
    assert format_percent(None) == EMPTY


@given(st.integers(-LARGEST, LARGEST))
def test_parse_amount_of_what_format_number_wrote_is_the_same_amount(ore: int) -> None:
    assert parse_amount(format_number(Decimal(ore) / 100, decimals=2)) == ore


@given(st.integers(-(LARGEST // 100), LARGEST // 100))
def test_parse_amount_of_whole_kronor_as_shown_is_the_same_amount(kronor: int) -> None:
    assert parse_amount(format_money(kronor * 100, MoneyUnit.KR, word=True)) == kronor * 100
