import pytest

from core.errors import RuleViolation
from core.rules.own_words import because, clause, lifted, quote


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vikarier i maj–augusti.", "vikarier i maj–augusti"),
        ("Vikarier i maj–augusti. Vi har anställt två.", "vikarier i maj–augusti"),
        ("IT-avtal som blev dyrare", "IT-avtal som blev dyrare"),
        ("El kostar 1.5 gånger mer, bl.a. i simhallen.", "el kostar 1.5 gånger mer, bl.a. i simhallen"),
        ("Fler barn\noch färre vuxna", "fler barn"),
        ("", ""),
        ("  . ", ""),
        ("x" * 91, ""),
    ],
)
def test_clause_is_the_first_sentence_made_small(text: str, expected: str) -> None:
    assert clause(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Vikarier i maj–augusti.", ", mest vikarier i maj–augusti"),
        ("Vi har haft många sjuka.", ": vi har haft många sjuka"),
        ("På grund av vintern.", ": på grund av vintern"),
        ("Enligt Hemtjänst Norr: Vikarier.", ", enligt Hemtjänst Norr: Vikarier"),
        ("", ""),
    ],
)
def test_words_end_a_sentence_as_a_reason_or_after_a_colon(text: str, expected: str) -> None:
    assert because(text) == expected


def test_quote_names_its_source() -> None:
    assert quote("Hemtjänst Norr", " Vikarier. ") == "Enligt Hemtjänst Norr: Vikarier."


def test_lifted_words_stand_under_ones_own_with_their_source() -> None:
    own = "Två enheter bär underskottet."

    assert lifted(own, "Hemtjänst Norr", "Vikarier.") == (
        "Två enheter bär underskottet.\nEnligt Hemtjänst Norr: Vikarier."
    )


def test_same_words_are_lifted_once() -> None:
    once = lifted("", "Hemtjänst Norr", "Vikarier.")

    assert lifted(once, "Hemtjänst Norr", "Vikarier.") == once


def test_nothing_to_lift_is_refused() -> None:
    with pytest.raises(RuleViolation, match="Hemtjänst Norr har inte skrivit något"):
        lifted("", "Hemtjänst Norr", "  ")


def test_too_long_explanation_is_refused() -> None:
    with pytest.raises(RuleViolation, match="för lång"):
        lifted("x" * 1990, "Hemtjänst Norr", "Vikarier.")
