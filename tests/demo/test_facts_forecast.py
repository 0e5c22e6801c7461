import pytest

from demo.facts_forecast import CLOSED_ROUNDS, FINANCE_ROUNDS, RESULT_ROUNDS, story_seen
from demo.facts_frames import NET_RESULT
from demo.facts_november import CHANGES, CLOSES, DEADLINE, DONE, EARLY, EARLY_UNITS, OPENS, REVIEWED
from demo.facts_plan import FORECAST_ROUNDS
from demo.forecast_figures import unit_of
from demo.stories import stories


@pytest.mark.parametrize("year", FORECAST_ROUNDS)
def test_result_of_a_round_is_the_budgeted_one_with_what_everybody_said(year):
    said = {
        key: NET_RESULT[year] + sum(committees.values()) + FINANCE_ROUNDS[year][key]
        for key, committees in FORECAST_ROUNDS[year].items()
    }

    assert said == RESULT_ROUNDS[year]


def test_rounds_come_after_each_other_and_know_only_months_that_are_over():
    for facts in CLOSED_ROUNDS:
        assert facts.opens < facts.deadline < facts.reviewed < facts.closes
        assert facts.months < facts.opens.month
    days = [facts.closes for facts in CLOSED_ROUNDS]
    assert days == sorted(days)
    assert days[-1] < OPENS < EARLY < DEADLINE < REVIEWED < CLOSES


def test_every_story_is_seen_at_last():
    assert {story_seen(story.center, "okt") for story in stories()} == {1.0}


def test_open_round_tells_of_units_that_there_are():
    units = set(unit_of().values())

    assert set(DONE) <= units
    assert set(EARLY_UNITS) <= units
    assert {unit for unit, *_rest in CHANGES} <= set(DONE)
