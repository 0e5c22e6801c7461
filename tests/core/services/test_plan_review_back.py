from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import Session

from core.errors import NotAllowed, RuleViolation
from core.models import Activity, Goal, IndicatorUnit, UnitPlan
from core.queries.activities import list_activities
from core.queries.goals import read_goals
from core.queries.indicators import read_targets
from core.queries.plan_review import read_review
from core.queries.unit_plans import read_plan
from core.rules.activities import ActivityText
from core.rules.plan_review import ItemChoice, PlanChoice, PlanItem
from core.services.activities import change_activity
from core.services.goal_store import GoalText
from core.services.goals import change_goal
from core.services.indicator_targets import set_target
from core.services.plan_review import settle_plan
from core.services.plan_review_back import take_back_review
from core.services.unit_plans import Written, save_section
from tests.core.plan_town import STATE, PlanTown, choose, choose_all, followed_this_year, make_plan_town


def _settle(session: Session, place: PlanTown, *choices: ItemChoice) -> None:
    settle_plan(session, place.town.maria, plan_id=place.plan_id, choices=choices, key="settle")


def _back(session: Session, place: PlanTown, key: str = "back") -> int:
    return take_back_review(session, place.town.maria, plan_id=place.plan_id, key=key)


def _next_year(session: Session, place: PlanTown) -> object:
    maria = place.town.maria
    goals = read_goals(session, maria, year=2027).goals.values()
    return (
        [(goal.id, goal.title, goal.last_year) for goal in goals],
        read_targets(session, maria, years=[2027]),
        [(row.id, row.ends) for row in list_activities(session, maria, year=2027)],
        [one.body for one in read_plan(session, maria, unit_id=place.unit_id, year=2027).sections],
        [(i.kind, i.item) for i in read_review(session, maria, unit_id=place.unit_id, year=2027).items],
    )


@pytest.mark.parametrize("what", [PlanChoice.KEEP, PlanChoice.CLOSE])
def test_everything_kept_or_closed_is_taken_back_as_if_nothing_was_chosen(
    session: Session, what: PlanChoice
) -> None:
    place = make_plan_town(session)
    this_year, next_year = followed_this_year(session, place), _next_year(session, place)
    _settle(session, place, *choose_all(session, place, what))

    count = _back(session, place)

    assert count == 8
    assert _next_year(session, place) == next_year
    assert followed_this_year(session, place) == this_year
    assert _back(session, place) == 8


def test_everything_changed_is_taken_back_as_if_nothing_was_chosen(session: Session) -> None:
    place = make_plan_town(session)
    session.get_one(Goal, place.readers).last_year = 2026
    session.flush()
    this_year, next_year = followed_this_year(session, place), _next_year(session, place)
    change = PlanChoice.CHANGE
    _settle(
        session, place,
        choose(PlanItem.TEXT, STATE, change, text="Vi är fler."),
        choose(PlanItem.GOAL, place.readers, change, title="Alla läser"),
        choose(PlanItem.INDICATOR, place.figure, change, seen=Decimal("6.5"), target=Decimal("5.8")),
        choose(PlanItem.ACTIVITY, place.ending, change, title="Läslyft 2", day=date(2027, 6, 1)),
        choose(PlanItem.ACTIVITY, place.going, change, day=date(2027, 12, 1)),
    )  # fmt: skip

    assert _back(session, place) == 5

    assert _next_year(session, place) == next_year
    assert followed_this_year(session, place) == this_year


def test_nothing_is_taken_back_once_somebody_has_changed_one_of_them(session: Session) -> None:
    place = make_plan_town(session)
    maria = place.town.maria
    _settle(
        session, place, choose(PlanItem.TEXT, STATE, PlanChoice.KEEP),
        choose(PlanItem.GOAL, place.calm, PlanChoice.CLOSE),
        choose(PlanItem.GOAL, place.readers, PlanChoice.CHANGE, title="Alla läser"),
        choose(PlanItem.INDICATOR, place.figure, PlanChoice.KEEP, seen=Decimal("6.5")),
        choose(PlanItem.ACTIVITY, place.ending, PlanChoice.KEEP),
    )  # fmt: skip
    readers = next(g for g in read_goals(session, maria, year=2027).goals.values() if g.title == "Alla läser")
    made = next(row for row in list_activities(session, maria, year=2027) if row.starts.year == 2027)
    at = {"indicator_id": place.figure, "unit_id": place.unit_id, "year": 2027}

    def refused(name: str) -> None:
        attempt = session.begin_nested()
        with pytest.raises(RuleViolation, match=f"”{name}” har ändrats"):
            _back(session, place, key=f"r {name}")
        attempt.rollback()

    save_section(session, maria, written=Written(place.plan_id, STATE, 1, "Nytt", False))
    refused("Läget inför året")
    set_target(session, maria, **at, value=Decimal(6), seen=Decimal("6.5"))
    refused("Sjukfrånvaro")
    change_goal(session, maria, goal_id=readers.id, rev=0, text=GoalText("Alla läser bra"), key="g")
    refused("Fler läser")
    text = ActivityText("Läslyft för alla", made.starts, made.ends)
    change_activity(session, maria, activity_id=made.id, rev=0, goal_id=None, text=text)
    refused("Läslyft")


def test_plan_that_has_been_adopted_nothing_to_take_back_and_other_managers_are_refused(
    session: Session,
) -> None:
    place = make_plan_town(session)

    with pytest.raises(NotAllowed):
        take_back_review(session, place.town.nils, plan_id=place.plan_id, key="nils")
    with pytest.raises(RuleViolation, match="inga val"):
        _back(session, place, key="none")
    _settle(session, place, choose(PlanItem.ACTIVITY, place.ending, PlanChoice.KEEP))
    session.get_one(UnitPlan, place.plan_id).adopted_body = "{}"
    session.flush()
    with pytest.raises(RuleViolation, match="varit antagen"):
        _back(session, place)


def test_activity_of_next_year_that_is_taken_back_is_stopped_and_figure_is_followed_on(
    session: Session,
) -> None:
    place = make_plan_town(session)
    _settle(
        session, place, choose(PlanItem.ACTIVITY, place.ending, PlanChoice.KEEP),
        choose(PlanItem.INDICATOR, place.figure, PlanChoice.CLOSE, seen=Decimal("6.5")),
    )  # fmt: skip
    made = max(row.id for row in list_activities(session, place.town.maria, year=2027))

    _back(session, place)

    assert session.get_one(Activity, made).outcome == "Planen togs tillbaka."
    assert session.get_one(IndicatorUnit, (place.figure, place.unit_id)).last_year is None
