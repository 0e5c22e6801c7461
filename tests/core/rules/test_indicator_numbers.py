from decimal import Decimal

import pytest

from core.rules.indicator_numbers import number_words, read_number, typed


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("6,4", "6.4"), ("6.4", "6.4"), (" 1 250 ", "1250"), ("1\u00a0250,5", "1250.5"), ("−0,3", "-0.3"),
        ("7,2 %", "7.2"), ("1,234", "1.234"), ("0", "0"), ("0.125", "0.125"), ("12345678", "12345678"),
    ],
)  # fmt: skip
def test_number_is_read_as_people_write_it(text: str, number: str) -> None:
    assert read_number(text) == Decimal(number)


def test_nothing_is_no_number() -> None:
    assert read_number("  ") is None


@pytest.mark.parametrize("text", ["sex", "6,4,1", "1 23", "1e5", "NaN", "∞", "6,", "٣", "--1"])
def test_what_is_no_number_is_refused_in_words(text: str) -> None:
    with pytest.raises(ValueError, match="är inget tal"):
        read_number(text)


def test_number_that_may_mean_two_things_is_asked_about() -> None:
    with pytest.raises(ValueError, match="kan läsas på två sätt"):
        read_number("1.250")


def test_number_beyond_reason_is_refused() -> None:
    with pytest.raises(ValueError, match="för stort"):
        read_number("1" * 13)


def test_numbers_are_shown_with_unit_and_typed_without() -> None:
    assert number_words(Decimal("6.42"), 1, "procent") == "6,4\u00a0procent"
    assert number_words(None, 1, "procent") == "–"
    assert (typed(Decimal("6.400000")), typed(Decimal(1250)), typed(None)) == (
        "6,4", "1\u00a0250", "",
    )  # fmt: skip
