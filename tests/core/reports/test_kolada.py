from datetime import UTC, datetime
from decimal import Decimal

from core.enums import Sex
from core.queries.kolada import Chosen, Found, Kpi, Place
from core.queries.kolada_values import Series, Value
from core.reports import kolada as report
from core.reports.words import plain

AT = datetime(2026, 11, 2, 6, 0, tzinfo=UTC)
KPI = Kpi("N00090", "Sjukfrånvaro totalt, andel (%)", "", "", True, "", False, AT)
OWN = Place("9801", "Ekarboda", False)
GROUP = Place("G1", "Liknande kommuner, övergripande, Ekarboda, 2025", True, ("9802", "9803"))
NORTH, SOUTH = Place("9802", "Norrberga", False), Place("9803", "Söderskog", False)
BOTH = Chosen(OWN, GROUP)


def series(*values: tuple[Place, int, Sex, str | None], mean_of: int = 0) -> Series:
    found = {
        (place.id, year, sex): Value(place.id, year, sex, Decimal(value) if value else None, "", mean_of)
        for place, year, sex, value in values
    }
    return Series("N00090", found, AT, None, "", "Hämtat 2026-11-02")


def test_answer_is_the_latest_of_both() -> None:
    own = series((OWN, 2024, Sex.TOTAL, "7"), (OWN, 2025, Sex.TOTAL, "7.24"), (GROUP, 2024, Sex.TOTAL, "6.9"))

    assert (
        plain(report.answer(KPI, own, BOTH)) == "Ekarboda har 7,2 % 2025, liknande kommuner har 6,9 % 2024."
    )


def test_answer_of_one_place_or_none() -> None:
    own = series((OWN, 2025, Sex.TOTAL, "7.2"))

    assert plain(report.answer(KPI, own, Chosen(OWN, None))) == "Ekarboda har 7,2 % 2025."
    assert plain(report.answer(KPI, series(), BOTH)) == "Inga värden är hämtade för nyckeltalet än."


def test_years_table_has_a_row_for_every_year_between_and_only_columns_with_values() -> None:
    own = series(
        (OWN, 2023, Sex.TOTAL, "6"), (OWN, 2025, Sex.TOTAL, "7.24"), (OWN, 2025, Sex.WOMEN, "8.1"),
        (NORTH, 2020, Sex.TOTAL, "5"),
    )  # fmt: skip

    table = report.years_table(KPI, own, BOTH)

    assert [column.title for column in table.columns] == [
        "År", "Ekarboda", "Ekarboda, kvinnor", "Liknande kommuner",
    ]  # fmt: skip
    assert [row.cells for row in table.rows] == [
        ("2025", Decimal("7.2"), Decimal("8.1"), None),
        ("2024", None, None, None),
        ("2023", Decimal("6.0"), None, None),
    ]
    assert table.about == (
        ("Källa", "Källa: Kolada"), ("Nyckeltal", "N00090"), ("Hämtat", "Hämtat 2026-11-02"),
    )  # fmt: skip


def test_years_table_says_of_a_mean_how_many_it_is_made_of() -> None:
    own = series((GROUP, 2025, Sex.TOTAL, "7"), mean_of=1)

    assert report.years_table(KPI, own, BOTH).footnotes == (
        "Källa: Kolada (N00090).",
        "Liknande kommuner: ovägt medel räknat här där Kolada inget har, av 1 av 2 kommuner.",
    )


def test_places_table_has_the_highest_first_and_those_without_last() -> None:
    own = series((OWN, 2025, Sex.TOTAL, "7"), (SOUTH, 2025, Sex.TOTAL, "8"))

    table = report.places_table(KPI, own, (OWN, NORTH, SOUTH), 2025)

    assert [row.cells[0] for row in table.rows] == ["Söderskog", "Ekarboda", "Norrberga"]


def test_year_of_places_is_the_last_with_half_of_them() -> None:
    places = (OWN, NORTH, SOUTH)
    own = series(
        (OWN, 2024, Sex.TOTAL, "7"), (NORTH, 2024, Sex.TOTAL, "7"), (OWN, 2025, Sex.TOTAL, "7")
    )  # fmt: skip

    assert report.year_of_places(own, places) == 2024
    assert report.year_of_places(own, (OWN,)) is None


def test_source_line_has_period_and_age() -> None:
    own = series((OWN, 2015, Sex.TOTAL, "7"), (OWN, 2025, Sex.TOTAL, "7"))

    assert report.source_line(KPI, own) == "Källa: Kolada (N00090), 2015–2025. Hämtat 2026-11-02."


def test_found_words_tell_how_many_there_are() -> None:
    assert report.found_words(Found((KPI,), 1)) == "1 nyckeltal."
    assert report.found_words(Found((KPI,), 340)).startswith("De 1 bästa av 340.")
    assert report.found_words(Found((), 0)).startswith("Inget nyckeltal har alla orden.")
