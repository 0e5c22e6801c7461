from datetime import date
from decimal import Decimal

from pages.ui.chart_trend import Trend, trend, trend_in_words

DATA = Trend(
    name="Sjukfrånvaro", unit="procent",
    values=[(date(2025, 12, 31), Decimal("6.8")), (date(2026, 10, 31), Decimal("6.4"))],
    targets={2024: Decimal(7), 2026: Decimal(6), 2027: Decimal(5)}, notes=[(date(2026, 3, 1), "Ny chef")],
    years=(2024, 2026), others={"Kvinnor": [(date(2026, 10, 31), Decimal(7))], "Män": []},
)  # fmt: skip


def _values(at: int) -> list[dict[str, object]]:
    return list(trend(DATA)["layer"][at]["data"]["values"])


def test_targets_are_steps_of_the_years_that_are_shown() -> None:
    assert [(row["day"], row["value"]) for row in _values(0)] == [("2024-01-01", 7.0), ("2026-01-01", 6.0)]
    assert _values(1)[0]["text"] == "Mål 6 procent"


def test_notes_others_and_our_own_line_are_layers() -> None:
    assert _values(2) == [{"day": "2026-03-01", "text": "Ny chef"}]
    assert _values(-3) == [{"day": "2026-10-31", "value": 7.0}]
    assert _values(-2)[0]["text"] == "Kvinnor"
    assert [row["value"] for row in _values(-1)] == [6.8, 6.4]


def test_picture_is_told_in_words() -> None:
    assert trend_in_words(DATA) == (
        "Sjukfrånvaro går från 6,8 2025-12 till 6,4 2026-10. Målet för året är 6. 2026-03-01: Ny chef."
    )
