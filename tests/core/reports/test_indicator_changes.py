"""What was done with a key figure, as its history says it."""

from datetime import UTC, datetime
from typing import Any

import pytest

from core.queries.indicator_story import ChangeRow
from core.reports.indicator_changes import change_words
from core.rules.indicator_texts import Definition

SAID = Definition("sjuk", "Sjukfrånvaro", measure_unit="procent", decimals=1)
NAMES = {14: "Sara Lind", 31: "Rut Berg"}


def _words(event: str, old: Any, new: Any, cause: str = "") -> str:
    row = ChangeRow(event, "Sara Lind", datetime(2026, 11, 26, tzinfo=UTC), 1, old, new, cause)
    return change_words(row, SAID, NAMES).replace("\xa0", " ")


@pytest.mark.parametrize(
    ("old", "new", "cause", "told"),
    [
        ("121.95122", "6.4", "2026-10 T",
         "Rapporterade ett värde: från 122,0 procent till 6,4 procent. Oktober 2026"),
        (None, "6.4", "2026-10 K", "Rapporterade ett värde: 6,4 procent. Oktober 2026, kvinnor"),
        ("6.4", None, "2026-10 M", "Rapporterade ett värde: 6,4 procent togs bort. Oktober 2026, män"),
    ],
)  # fmt: skip
def test_value_is_told_with_its_unit_and_month(old: str, new: str, cause: str, told: str) -> None:
    assert _words("indicator_value", old, new, cause) == told


def test_target_is_told_with_its_year() -> None:
    assert _words("indicator_target", None, "7", "2026") == "Ändrade ett målvärde: 7,0 procent. 2026"


def test_start_is_told_with_its_year_and_nothing_for_none() -> None:
    told = _words("indicator_baseline", [None, None], [2023, "80.952381"])

    assert told == "Ändrade var ett nyckeltal börjar: 81,0 procent år 2023"


def test_people_are_told_by_their_names_and_never_by_a_number() -> None:
    told = _words("indicator_owner", 14, 31)

    assert told == "Bytte vem som rapporterar ett nyckeltal: från Sara Lind till Rut Berg"
    assert _words("indicator_owner", 14, 99) == (
        "Bytte vem som rapporterar ett nyckeltal: från Sara Lind till någon annan"
    )


def test_definition_is_told_without_its_fields_and_with_the_reason() -> None:
    assert _words("indicator_added", None, {"code": "x"}, "Behövs") == "Lade till ett nyckeltal. Behövs"
    assert _words("indicator_reopened", None, None) == "Öppnade ett nyckeltal igen"
