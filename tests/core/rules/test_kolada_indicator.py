from datetime import date

import pytest

from core.enums import Aggregation, Direction, Periodicity
from core.rules.indicator_texts import checked_definition
from core.rules.kolada_indicator import definition_of, free_code, likely_direction

TODAY = date(2026, 11, 9)


@pytest.mark.parametrize(
    ("title", "unit", "decimals", "direction"),
    [
        ("Sjukfrånvaro totalt bland anställda, kommun, andel (%)", "procent", 1, Direction.LOWER),
        ("Elever i åk 9 som är behöriga, andel (%)", "procent", 1, Direction.HIGHER),
        ("Nettokostnad äldreomsorg, kr/inv", "kr/inv", 0, Direction.LOWER),
        ("Invånare totalt, antal", "antal", 0, Direction.HIGHER),
        ("Elever i åk 9, meritvärde", "värde", 1, Direction.HIGHER),
    ],
)
def test_definition_says_what_the_title_tells(
    title: str, unit: str, decimals: int, direction: Direction
) -> None:
    made = definition_of("N00090", title, text="Av alla.", by_sex=True, today=TODAY)

    assert (made.code, made.kolada_id, made.source) == ("N00090", "N00090", "Kolada")
    assert (made.measure_unit, made.decimals, made.direction) == (unit, decimals, direction)
    assert (made.periodicity, made.aggregation, made.by_sex) == (Periodicity.YEAR, Aggregation.NONE, True)
    assert checked_definition(made).text == "Av alla."


def test_title_that_is_too_long_is_cut() -> None:
    made = definition_of("N1", "a" * 300, today=TODAY)

    assert checked_definition(made).title == "a" * 200


@pytest.mark.parametrize(
    ("publication", "following"),
    [("2027-04-01", date(2027, 4, 1)), ("2026-08-28", None), ("", None), ("våren", None)],
)
def test_next_update_is_a_publication_to_come(publication: str, following: date | None) -> None:
    assert definition_of("N1", "Antal", publication=publication, today=TODAY).next_update == following


def test_code_is_the_id_and_gets_a_number_when_it_is_taken() -> None:
    assert free_code("N00090", ["lasare"]) == "N00090"
    assert free_code("N00090", ["n00090"]) == "N00090_2"
    assert free_code("N00090", ["N00090", "n00090_2"]) == "N00090_3"
    assert free_code("15", []) == "K15"


def test_direction_of_a_figure_without_such_words_is_upward() -> None:
    assert likely_direction("Företagsklimat, index") is Direction.HIGHER
    assert likely_direction("Väntetid i antal dagar") is Direction.LOWER
