"""The goals of Ekarboda: every goal has its thread, every unit its own words."""

from collections import Counter

from demo.facts_goal_words import committee_words, unit_goals
from demo.facts_goals import AREA, COMMITTEE, COUNCIL, VISION, goals_above_units
from demo.organisation import branch_of, units


def test_every_goal_serves_one_above_up_to_the_vision() -> None:
    goals = {goal.key: goal for goal in goals_above_units()}

    loose = [goal.key for goal in goals.values() if goal.level != VISION and not goal.serves]
    unknown = [key for goal in goals.values() for key in goal.serves if key not in goals]

    assert (loose, unknown) == ([], [])
    assert {goal.level for goal in goals.values()} == {VISION, AREA, COUNCIL, COMMITTEE}


def test_there_are_a_vision_four_areas_and_ten_goals_of_the_council() -> None:
    levels = Counter(goal.level for goal in goals_above_units())

    assert (levels[VISION], levels[AREA], levels[COUNCIL]) == (1, 4, 10)


def test_every_school_and_every_home_care_unit_has_a_goal_of_its_own() -> None:
    own = {goal.unit for goal in unit_goals()}
    asked = {
        unit.code for unit in units()
        if unit.kind == "unit" and unit.code[:2] in {"41", "42", "43", "44", "45", "61", "62", "64"}
    }  # fmt: skip

    assert asked - own == set()


def test_no_two_units_say_the_same() -> None:
    said = [goal.said for goal in unit_goals()] + list(committee_words().values())
    texts = Counter(text for one in said for text in (one.august, one.october) if text)

    assert [text for text, count in texts.items() if count > 1] == []
    assert len(texts) > 150


def test_reds_of_the_committees_differ() -> None:
    red = {key for key, said in committee_words().items() if said.steps[-1] == "b"}
    serves = {goal.key: goal.serves for goal in goals_above_units()}
    by_committee: dict[str, set[str]] = {}
    for key in red:
        by_committee.setdefault(key.rstrip("0123456789"), set()).update(serves[key])

    assert by_committee == {
        "KS": {"F7"},
        "BUN": {"F1", "F2"},
        "SON": {"F5", "F10"},
        "VON": {"F4", "F9", "F10"},
        "SBN": {"F6"},
    }


def test_units_that_serve_a_goal_of_another_committee_are_known() -> None:
    across = {
        (goal.unit, serves)
        for goal in unit_goals()
        for serves in goal.serves
        if branch_of()[goal.unit] != serves.rstrip("0123456789")
    }

    assert across == {("453", "SON2"), ("454", "SON2"), ("463", "KFN1"), ("733", "KS4")}
