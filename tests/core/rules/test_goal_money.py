from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from core.errors import RuleViolation
from core.rules.goal_money import MoneyPart, checked_part, estimated, selection_of

PART = MoneyPart(1, " 50-57,  64 ", "440", "", 2_500, Decimal("1.5"), "Läslyftet")


def test_part_gets_tidy_texts() -> None:
    assert checked_part(PART) == replace(PART, accounts="50-57, 64")


@pytest.mark.parametrize(
    ("part", "words"),
    [
        (
            replace(PART, accounts="57-50"),
            "”57-50” är inget kodintervall. Skriv till exempel 50-57 eller 5021.",
        ),
        (replace(PART, share=10_001), "Andelen ska vara mellan 0 och 100 procent."),
        (replace(PART, fte=Decimal(-1)), "Skriv årsarbetare som ett tal, till exempel 2,5."),
        (
            replace(PART, share=0, fte=None),
            "Skriv hur stor del av pengarna, eller hur många årsarbetare, som målet får.",
        ),
    ],
)
def test_part_that_cannot_hold_is_refused_in_words(part: MoneyPart, words: str) -> None:
    with pytest.raises(RuleViolation) as refusal:
        checked_part(part)

    assert refusal.value.message == words


def test_selection_takes_all_where_nothing_is_named() -> None:
    chosen = selection_of(PART)

    assert chosen.holds("5021", "4401", "P1")
    assert not chosen.holds("6510", "440", "")
    assert not chosen.holds("5021", "425", "")
    assert selection_of(MoneyPart(1)).holds("3110", "", "")


def test_part_of_a_row_has_its_share_of_the_forecast() -> None:
    assert estimated(-460, -100, -400) == -115
    assert estimated(-460, -400, -400) == -460
    assert estimated(-460, 0, -400) == 0
    assert estimated(-100, -1, -3) == Fraction(-100, 3)


def test_part_that_is_no_share_of_its_row_has_no_estimate() -> None:
    assert estimated(-460, 100, -400) is None
    assert estimated(-460, -500, -400) is None
    assert estimated(-460, -100, 0) is None
