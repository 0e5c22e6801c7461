from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from core.enums import Role
from core.errors import NotAllowed, RuleViolation
from core.models import ActionPlan, Decision
from core.queries.action_plans import ActionPlanRow, list_action_plans
from core.queries.decisions import list_decisions_of
from core.rules.subjects import action_plan_subject
from core.services.action_plans import close_plan, record_plan_decision
from core.services.decisions import DecisionText
from tests.core.measures_town import (
    FORECAST,
    YEAR,
    Town,
    close_version,
    hand_in,
    make_town,
    open_forecast,
)
from tests.factories import TODAY, make_actor

DECISION = DecisionText(
    "Vård- och omsorgsnämnden", TODAY, "98", "VON 2026/211", "Nämnden antar åtgärdsplanen."
)


@pytest.fixture
def town(session: Session) -> Town:
    """The municipality where VON has reported −14,0."""
    town = make_town(session)
    hand_in(session, town, "611", town.vera)
    hand_in(session, town, "612", town.lisa)
    return town


def plans(session: Session, town: Town) -> list[ActionPlanRow]:
    return list_action_plans(session, town.sara, unit_id=town.units["EKA"], year=YEAR)


def test_decision_stops_the_clock_and_hangs_on_the_plan(session: Session, town: Town) -> None:
    (running,) = plans(session, town)

    made = record_plan_decision(session, town.lisa, plan_id=running.id, text=DECISION, key="d1")

    (stopped,) = plans(session, town)
    assert (running.runs, stopped.runs, stopped.ended_on) == (True, False, TODAY)
    assert stopped.decision is not None
    assert (stopped.decision.body, stopped.decision.paragraph, stopped.decision.diary_number) == (
        "Vård- och omsorgsnämnden", "98", "VON 2026/211",
    )  # fmt: skip
    subject = action_plan_subject(town.units["VON"], YEAR)
    assert [row.id for row in list_decisions_of(session, town.bo, subject=subject)] == [made]


def test_decision_three_clicks_are_one_and_another_one_is_refused(session: Session, town: Town) -> None:
    (running,) = plans(session, town)

    for _click in range(3):
        record_plan_decision(session, town.lisa, plan_id=running.id, text=DECISION, key="d1")

    assert len(session.exec(select(Decision)).all()) == 1
    with pytest.raises(RuleViolation, match="redan stoppad"):
        record_plan_decision(session, town.sara, plan_id=running.id, text=DECISION, key="d2")


def test_decision_in_the_future_or_by_who_may_not_adopt_is_refused(session: Session, town: Town) -> None:
    (running,) = plans(session, town)
    tomorrow = DecisionText("VON", TODAY + timedelta(days=1))
    manager = make_actor(session, Role.MANAGER, town.units["VON"])

    with pytest.raises(RuleViolation, match="framtiden"):
        record_plan_decision(session, town.lisa, plan_id=running.id, text=tomorrow, key="d1")
    for actor in (town.vera, manager, make_actor(session, Role.CONTROLLER, town.units["BUN"])):
        with pytest.raises(NotAllowed):
            record_plan_decision(session, actor, plan_id=running.id, text=DECISION, key=str(actor.user_id))

    assert [row.runs for row in plans(session, town)] == [True]


def test_plan_that_is_not_there_is_refused_as_what_lies_outside(session: Session, town: Town) -> None:
    with pytest.raises(NotAllowed):
        close_plan(session, town.sara, plan_id=4711, words="Fel", key="c1")


def test_close_while_the_latest_report_shows_a_deficit_is_refused(session: Session, town: Town) -> None:
    (running,) = plans(session, town)

    with pytest.raises(RuleViolation, match="fortfarande ett underskott"):
        close_plan(session, town.lisa, plan_id=running.id, words="Det ordnar sig", key="c1")


def test_close_in_words_when_a_later_report_shows_no_deficit(session: Session, town: Town) -> None:
    round_id, _version = open_forecast(
        session, town.units, town.coding_id, FORECAST | {"6110": 300, "6120": 349}, "November 2026"
    )
    (running,) = plans(session, town)
    with pytest.raises(RuleViolation, match="fortfarande"):
        close_plan(session, town.lisa, plan_id=running.id, words="Inte inlämnad än", key="c0")
    hand_in(session, town, "611", town.vera, round_id)
    hand_in(session, town, "612", town.lisa, round_id)
    with pytest.raises(RuleViolation, match="Fyll i varför"):
        close_plan(session, town.lisa, plan_id=running.id, words=" ", key="c1")

    for _click in range(3):
        close_plan(session, town.lisa, plan_id=running.id, words="Statsbidraget kom", key="c2")

    (stopped,) = plans(session, town)
    assert (stopped.words, stopped.ended_on, stopped.decision) == ("Statsbidraget kom", TODAY, None)


def test_list_shows_running_ones_first_and_only_ones_own(session: Session, town: Town) -> None:
    (running,) = plans(session, town)
    old = open_forecast(session, town.units, town.coding_id, FORECAST, "April 2026")[1]
    session.add(
        ActionPlan(
            unit_id=town.units["BUN"], version_id=old, deficit=100, effect=0, reported_on=date(2026, 4, 20),
            due=date(2026, 5, 20), ended_on=date(2026, 5, 12), words="Klart",
        )
    )  # fmt: skip
    session.flush()

    everything = plans(session, town)
    own = list_action_plans(session, town.lisa, unit_id=town.units["VON"], year=YEAR)

    assert [row.unit for row in everything] == ["Vård- och omsorgsnämnden", "Barn- och utbildningsnämnden"]
    assert [row.id for row in own] == [running.id]
    assert list_action_plans(session, town.sara, unit_id=town.units["EKA"], year=YEAR - 1) == []
    assert list_action_plans(session, town.vera, unit_id=town.units["611"], year=YEAR) == []


def test_elected_member_sees_the_clock_of_a_closed_forecast_only(session: Session, town: Town) -> None:
    before = list_action_plans(session, town.bo, unit_id=town.units["VON"], year=YEAR)
    close_version(session, town.version_id)

    after = list_action_plans(session, town.bo, unit_id=town.units["VON"], year=YEAR)

    assert before == []
    assert [row.unit for row in after] == ["Vård- och omsorgsnämnden"]
