from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.exports.file_names import file_name

DAY = date(2026, 11, 9)


def test_file_name_ordinary_words_keep_swedish_letters() -> None:
    name = file_name("Uppföljning", "Hemtjänst Norr", 2026, DAY, "xlsx")

    assert name == "uppföljning_hemtjänst-norr_2026_2026-11-09.xlsx"


@pytest.mark.parametrize(
    ("unit", "safe"),
    [
        ("Ekbackens skola F–6", "ekbackens-skola-f-6"),
        ("../../etc/passwd", "etc-passwd"),
        ("Crème & Żurek", "creme-zurek"),
        ("Fo\u0308rskola", "förskola"),
        ("  A  \n B\t", "a-b"),
        ("x" * 80, "x" * 60),
    ],
)
def test_file_name_odd_unit_becomes_safe(unit: str, safe: str) -> None:
    assert file_name("Budget", unit, 2027, DAY, "csv") == f"budget_{safe}_2027_2026-11-09.csv"


def test_file_name_unit_without_letters_is_left_out() -> None:
    assert file_name("Budget", "***", 2027, DAY, "csv") == "budget_2027_2026-11-09.csv"


@given(st.text(), st.text())
def test_file_name_any_text_holds_only_safe_characters(report: str, unit: str) -> None:
    name = file_name(report, unit, 2026, DAY, "xlsx")

    assert set(name) <= set("abcdefghijklmnopqrstuvwxyzåäöéü0123456789-_.")
    assert name.endswith("2026_2026-11-09.xlsx")
    assert name.count(".") == 1
