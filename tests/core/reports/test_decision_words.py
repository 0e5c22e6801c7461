from datetime import date

import pytest

from core.reports.decision_words import decided


@pytest.mark.parametrize("paragraph", ["41", "§ 41", "§41", " § 41 "])
def test_decision_is_told_with_body_day_paragraph_and_number(paragraph: str) -> None:
    words = decided("Kommunfullmäktige", date(2026, 3, 30), paragraph, "KS 2026/087")

    assert words == "Kommunfullmäktige 2026-03-30 § 41, dnr KS 2026/087"


def test_what_is_not_known_is_left_out() -> None:
    assert decided("Nämnden", None, "", "") == "Nämnden"
    assert decided("", date(2026, 3, 30), "", "") == "2026-03-30"
