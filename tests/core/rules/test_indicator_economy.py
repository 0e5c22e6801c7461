from dataclasses import replace

import pytest

from core.errors import RuleViolation
from core.rules.formula import is_name
from core.rules.indicator_economy import BUILT_IN
from core.rules.indicator_texts import Definition, checked_definition


def test_every_amount_has_a_name_that_a_formula_can_read_and_words() -> None:
    assert all(is_name(name) and one.words.endswith("kr.") for name, one in BUILT_IN.items())


def test_code_of_an_amount_is_not_free_for_a_key_figure() -> None:
    made = Definition(code="nettokostnad", title="Kostnad", measure_unit="kr")

    with pytest.raises(RuleViolation, match="redan ett belopp ur ekonomin"):
        checked_definition(made)

    assert checked_definition(replace(made, code="egen")).code == "egen"
