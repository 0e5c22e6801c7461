from decimal import Decimal

import pytest

from core.errors import RuleViolation
from core.rules.activity_typing import parse_cost, parse_hours, typed_cost, typed_hours


@pytest.mark.parametrize(
    ("text", "ore"), [("", None), ("–", None), ("45 000", 45_000_00), ("45 tkr", 45_000_00), ("0", 0)]
)
def test_parse_cost_reads_kronor(text: str, ore: int | None) -> None:
    assert parse_cost(text) == ore


@pytest.mark.parametrize(("text", "hours"), [("", None), ("40", Decimal(40)), ("7,5", Decimal("7.5"))])
def test_parse_hours_reads_a_number(text: str, hours: Decimal | None) -> None:
    assert parse_hours(text) == hours


def test_what_is_no_number_is_told_in_words() -> None:
    with pytest.raises(RuleViolation, match="Kostnad: ”mycket” är inget belopp"):
        parse_cost("mycket")
    with pytest.raises(RuleViolation, match="Du skrev ”länge”"):
        parse_hours("länge")


def test_typed_is_read_back_as_it_was() -> None:
    assert parse_cost(typed_cost(45_000_00)) == 45_000_00
    assert parse_hours(typed_hours(Decimal("7.5"))) == Decimal("7.5")
    assert typed_cost(None) == typed_hours(None) == ""
