import pytest

from core.errors import RuleViolation
from core.rules.forecast_typing import direction_of, parse_value, value_words

TKR = 100_000
COST, REVENUE = -1, 1


@pytest.mark.parametrize(
    ("text", "direction", "ore"),
    [
        ("1 260", COST, -1260 * TKR),
        ("1 260", REVENUE, 1260 * TKR),
        ("-1 260", COST, -1260 * TKR),
        ("−1 260", COST, -1260 * TKR),
        ("(1 260)", COST, -1260 * TKR),
        ("1 260-", COST, -1260 * TKR),
        ("-5", REVENUE, -5 * TKR),
        ("+5", COST, 5 * TKR),
        ("1,26 mnkr", COST, -1260 * TKR),
        ("1 260 500 kr", COST, -126_050_000),
        ("1 260,5", COST, -126_050_000),
        ("0", COST, 0),
    ],
)
def test_value_is_typed_in_thousands_and_a_bare_number_is_as_the_row_is(
    text: str, direction: int, ore: int
) -> None:
    assert parse_value(text, direction=direction) == ore


def test_untouched_text_is_the_very_value() -> None:
    assert parse_value("−1\u00a0260", direction=COST, shown=-126_049_900) == -126_049_900
    assert parse_value("−1 261", direction=COST, shown=-126_049_900) == -1261 * TKR


@pytest.mark.parametrize(
    ("text", "why"),
    [(" ", "Skriv ett belopp"), ("ungefär 7", "inget belopp"), ("999 999 999 999", "för stort")],
)
def test_what_is_no_value_is_refused_with_what_to_write(text: str, why: str) -> None:
    with pytest.raises(RuleViolation, match=why):
        parse_value(text, direction=COST)


def test_direction_follows_the_first_figure_that_says_which() -> None:
    assert direction_of(None, 0, 12) == REVENUE
    assert direction_of(-1, 5) == COST
    assert direction_of(None, 0) == COST


def test_value_in_words_is_in_thousands() -> None:
    assert value_words(-1260 * TKR) == "−1\u00a0260\u00a0tkr"
    assert value_words(None) == "–"
