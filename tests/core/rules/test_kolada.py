from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from core.rules.kolada import (
    age_words,
    chunks,
    mean_of,
    rank,
    short_name,
    suffix_of,
    value_words,
    words_of,
    years_to_fetch,
)

TODAY = date(2026, 11, 9)
FETCHED = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
FAILED = datetime(2026, 11, 9, 6, 0, tzinfo=UTC)


def place(words: str, title: str, *, kpi_id: str = "N1", text: str = "", last: bool = False) -> object:
    return rank(words_of(words), kpi_id=kpi_id, title=title, text=text, last=last)


def test_chunks_are_at_most_twenty_five() -> None:
    assert [len(part) for part in chunks(range(60))] == [25, 25, 10]
    assert chunks([]) == []


def test_years_to_fetch_fit_in_one_part_of_an_address() -> None:
    years = years_to_fetch(TODAY)

    assert (years[0], years[-1], len(years)) == (2015, 2027, 13)


def test_rank_every_word_must_be_somewhere() -> None:
    assert place("elever behöriga", "Elever i åk 9", text="Andel behöriga.") is not None
    assert place("elever skola", "Elever i åk 9") is None


@pytest.mark.parametrize("typed", ["ÖPPET", "öppet", "o\u0308ppet"])
def test_rank_letters_are_the_same_however_written(typed: str) -> None:
    assert place(typed, "Öppet arbetslösa 18–65 år") is not None


def test_rank_own_id_goes_first_then_titles_then_the_living() -> None:
    typed = "n00090"
    by_id = place(typed, "Sjukfrånvaro", kpi_id="N00090")
    by_title = place(typed, "Som N00090")
    by_text = place(typed, "Sjuk", text="Se N00090.")
    retired = place(typed, "Som N00090", last=True)

    ranks = [by_id, by_title, by_text, retired]

    assert sorted(ranks, key=str) == [by_id, by_title, retired, by_text]


def test_rank_word_that_begins_goes_before_one_inside() -> None:
    assert str(place("skola", "Skola")) < str(place("skola", "Förskola"))


def test_mean_of_is_unweighted_over_those_that_are_known() -> None:
    assert mean_of([Decimal("7.2"), None, Decimal(8), Decimal(9)]) == (Decimal("8.066667"), 3)
    assert mean_of([Decimal(186), Decimal(186)]) == (Decimal(186), 2)
    assert mean_of([None]) == (None, 0)


@pytest.mark.parametrize(
    ("title", "suffix"),
    [
        ("Sjukfrånvaro totalt bland anställda, kommun, andel (%)", "%"),
        ("Nettokostnadsavvikelse grundskola F-9, (%)", "%"),
        ("Befolkningsförändring sedan föregående år, procent", "%"),
        ("Personalkostnader, kr/inv", "kr/inv"),
        ("Kostnad förskola, kr/inskrivet barn", "kr/inskrivet barn"),
        ("Utsläpp till luft av växthusgaser totalt, ton CO2-ekv/inv", "ton CO2-ekv/inv"),
        ("Invånare totalt, antal", ""),
    ],
)
def test_suffix_of_is_the_unit_that_the_title_ends_with(title: str, suffix: str) -> None:
    assert suffix_of(title) == suffix


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("7.24", "7,2 %"),
        ("7.25", "7,3 %"),
        ("49200.4", "49\u00a0200 %"),
        ("-0.456", "\u22120,46 %"),
        ("0", "0,0 %"),
        ("999.96", "1\u00a0000,0 %"),
    ],
)
def test_value_words_have_the_decimals_that_are_read(value: str, words: str) -> None:
    assert value_words(Decimal(value), "%") == words


def test_value_words_of_nothing_is_a_dash() -> None:
    assert value_words(None, "%") == "–"


def test_age_words_tell_the_day_and_a_failure_since() -> None:
    assert age_words(FETCHED, None, TODAY) == "Hämtat 2026-11-02"
    assert age_words(FETCHED, FAILED, TODAY) == "Hämtat 2026-11-02; senaste försöket 9 nov misslyckades"
    assert (
        age_words(FETCHED, FAILED, date(2027, 1, 4))
        == "Hämtat 2026-11-02; senaste försöket 9 nov 2026 misslyckades"
    )
    assert age_words(None, FAILED, TODAY) == "Inte hämtat än; försöket 9 nov misslyckades"
    assert age_words(None, None, TODAY) == "Inte hämtat än"


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Liknande kommuner ekonomiskt bistånd, Ale, 2023", "Liknande kommuner ekonomiskt bistånd"),
        ("Länets kommuner (ovägt medel)", "Länets kommuner"),
        ("Upplands-Bro", "Upplands-Bro"),
    ],
)
def test_short_name_is_without_year_and_for_whom(title: str, short: str) -> None:
    assert short_name(title) == short
