from datetime import date

import pytest
from sqlmodel import Session, select

from core.enums import ActivityEffect, ActivityState
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import Notice
from core.queries.activities import due_effects, list_activities, read_activity
from core.rules.activities import ActivityText
from core.services import activities
from core.services.activity_days import add_pause, plan_checks, remove_pause, tick_check
from tests.core.goals_town import Town, make_town, put_goal
from tests.factories import TODAY

READING = ActivityText("Läslyft i årskurs 1", date(2026, 8, 17), date(2026, 12, 18), cost=120_000_00)


def _add(session: Session, town: Town, *, goal_id: int | None = None, key: str = "a") -> int:
    return activities.add_activity(
        session, town.maria, unit_id=town.units["411"], goal_id=goal_id, text=READING, key=key
    )


def test_activity_serves_a_goal_of_the_level_above(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "BUN", "committee", "Alla läser")

    activity_id = _add(session, town, goal_id=goal_id)

    (row,) = list_activities(session, town.maria, year=2026)
    assert (row.id, row.goal_id, row.cost, row.state, row.late) == (
        activity_id, goal_id, 120_000_00, ActivityState.PLANNED, READING.starts < TODAY,
    )  # fmt: skip
    assert list_activities(session, town.nils, year=2026) == []
    assert list_activities(session, town.maria, year=2027) == []


def test_goal_of_a_unit_beside_is_not_there(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "412", "unit", "Grannens mål")

    with pytest.raises(NotAllowed):
        _add(session, town, goal_id=goal_id)


def test_double_click_adds_once(session: Session) -> None:
    town = make_town(session)

    assert _add(session, town) == _add(session, town)


def test_other_manager_may_not_add_or_change(session: Session) -> None:
    town = make_town(session)
    activity_id = _add(session, town)

    with pytest.raises(NotAllowed):
        activities.add_activity(
            session, town.nils, unit_id=town.units["411"], goal_id=None, text=READING, key="b"
        )
    with pytest.raises(NotAllowed):
        activities.set_state(session, town.nils, activity_id=activity_id, rev=0, state=ActivityState.RUNNING)


def test_whoever_carries_it_out_is_told_and_says_how_it_goes(session: Session) -> None:
    town = make_town(session)
    text = ActivityText("Läslyft", date(2026, 8, 17), owner_id=town.bo.user_id)
    activity_id = activities.add_activity(
        session, town.maria, unit_id=town.units["411"], goal_id=None, text=text, key="a"
    )

    activities.set_state(session, town.bo, activity_id=activity_id, rev=0, state=ActivityState.RUNNING)

    told = session.exec(select(Notice.user_id).where(Notice.key == f"activity:{activity_id}:0")).all()
    assert told == [town.bo.user_id]


def test_end_needs_words_and_asks_for_the_effect_half_a_year_later(session: Session) -> None:
    town = make_town(session)
    activity_id = _add(session, town)
    with pytest.raises(RuleViolation, match="Fyll i vad det ledde till"):
        activities.set_state(session, town.maria, activity_id=activity_id, rev=0, state=ActivityState.DONE)

    rev = activities.set_state(
        session, town.maria, activity_id=activity_id, rev=0, state=ActivityState.DONE, outcome="Alla gick"
    )

    asked = due_effects(session, town.maria, until=date(2027, 12, 31))
    assert [row.id for row in asked] == [activity_id]
    with pytest.raises(Conflict):
        activities.say_effect(
            session, town.maria, activity_id=activity_id, rev=0, effect=ActivityEffect.YES, text="Ja"
        )
    activities.say_effect(
        session, town.maria, activity_id=activity_id, rev=rev, effect=ActivityEffect.PARTLY, text="Något"
    )
    assert due_effects(session, town.maria, until=date(2027, 12, 31)) == []


def test_effect_of_what_is_not_done_is_not_answered(session: Session) -> None:
    town = make_town(session)
    activity_id = _add(session, town)

    with pytest.raises(RuleViolation, match="inte klar"):
        activities.say_effect(
            session, town.maria, activity_id=activity_id, rev=0, effect=ActivityEffect.YES, text="Ja"
        )


def test_ended_activity_is_taken_up_before_it_is_changed(session: Session) -> None:
    town = make_town(session)
    activity_id = _add(session, town)
    rev = activities.set_state(
        session, town.maria, activity_id=activity_id, rev=0, state=ActivityState.STOPPED, outcome="Ingen tid"
    )

    with pytest.raises(RuleViolation, match="Ta upp den igen"):
        activities.change_activity(
            session, town.maria, activity_id=activity_id, rev=rev, goal_id=None, text=READING
        )
    rev = activities.set_state(
        session, town.maria, activity_id=activity_id, rev=rev, state=ActivityState.RUNNING
    )
    activities.change_activity(
        session, town.maria, activity_id=activity_id, rev=rev, goal_id=None, text=READING
    )


def test_reconciliations_are_planned_once_and_ticked(session: Session) -> None:
    town = make_town(session)
    activity_id = _add(session, town)
    days = [date(2026, 9, 30), date(2026, 10, 31)]

    assert plan_checks(session, town.maria, activity_id=activity_id, days=days) == 2
    assert plan_checks(session, town.maria, activity_id=activity_id, days=days) == 0
    row = read_activity(session, town.maria, activity_id=activity_id)
    assert row is not None
    tick_check(session, town.maria, check_id=row.checks[0].id, text="På väg")

    row = read_activity(session, town.maria, activity_id=activity_id)
    assert row is not None
    assert [(check.day, check.done, check.text) for check in row.checks] == [
        (days[0], True, "På väg"), (days[1], False, ""),
    ]  # fmt: skip
    assert row.next_check == days[1]


def test_activity_rests_and_goes_on(session: Session) -> None:
    town = make_town(session)
    activity_id = _add(session, town)
    first, last = date(2026, 10, 26), date(2026, 10, 30)

    add_pause(session, town.maria, activity_id=activity_id, first=first, last=last)

    row = read_activity(session, town.maria, activity_id=activity_id)
    assert row is not None
    assert row.pauses == ((first, last),)
    assert remove_pause(session, town.maria, activity_id=activity_id, first=first)
    assert not remove_pause(session, town.maria, activity_id=activity_id, first=first)
