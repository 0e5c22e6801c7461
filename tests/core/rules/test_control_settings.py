from dataclasses import replace

import pytest

from core.errors import RuleViolation
from core.periods import Period
from core.rules.control_lines import Limits
from core.rules.control_settings import (
    ControlSettings,
    checked_settings,
    points_of,
    read_settings,
    settings_text,
)


def test_settings_are_read_back_as_they_were_stored() -> None:
    settings = ControlSettings(Limits(1, 2, 3), points_of(["Är löner rätt?", "Hyra?"]))

    assert read_settings(settings_text(settings)) == settings


@pytest.mark.parametrize("text", ["", "{", "[]", '{"ask": "x"}', '{"ask": 1}'])
def test_settings_that_cannot_be_read_are_the_usual_ones(text: str) -> None:
    assert read_settings(text) == ControlSettings()


def test_points_are_kept_once_without_empty_ones_and_keyed_by_their_text() -> None:
    first, second = points_of(["  Är  löner rätt? ", "", "Hyra?", "Är löner rätt?"])

    assert (first.text, second.text) == ("Är löner rätt?", "Hyra?")
    assert first.key == points_of(["Är löner rätt?"])[0].key
    assert first.key != second.key


def test_point_names_the_month_and_the_one_before() -> None:
    (point,) = points_of(["Timlön i {månad} avser {föregående}."])

    assert point.words(Period(2026, 10)) == "Timlön i oktober avser september."
    assert point.words(Period(2026, 1)) == "Timlön i januari avser december."


@pytest.mark.parametrize(
    "settings",
    [
        ControlSettings(Limits(0, 1, 1)),
        ControlSettings(Limits(ask=5, large=4)),
        ControlSettings(points=points_of([f"Punkt {number}" for number in range(13)])),
        ControlSettings(points=points_of(["å" * 301])),
    ],
)
def test_settings_that_cannot_be_used_are_refused(settings: ControlSettings) -> None:
    with pytest.raises(RuleViolation):
        checked_settings(settings)


def test_usual_settings_can_be_used() -> None:
    assert checked_settings(replace(ControlSettings())) == ControlSettings()
