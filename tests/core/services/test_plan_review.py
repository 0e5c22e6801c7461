from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from core.enums import ActivityState, RoundKind, RoundState, SubmissionState, UnitPlanState
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import Activity, Goal, IndicatorUnit, Round, RoundUnit, Submission, UnitPlan
from core.queries.activities import ActivityRow, list_activities
from core.queries.goals import GoalRow, read_goals
from core.queries.indicators import list_places, read_targets
from core.queries.plan_review import read_review
from core.queries.unit_plans import read_plan
from core.rules.plan_review import ItemChoice, PlanChoice, PlanItem
from core.services.activity_year_end import Choice, YearEnd, settle_year
from core.services.goal_store import GoalText
from core.services.goals import change_goal
from core.services.indicator_targets import set_target
from core.services.plan_review import settle_plan
from core.services.unit_plans import Written, save_section
from tests.core.plan_town import (
    MEANS,
    STATE,
    PlanTown,
    choose,
    choose_all,
    followed_this_year,
    make_plan_town,
)


def _settle(session: Session, place: PlanTown, *choices: ItemChoice, key: str = "k") -> int:
    return settle_plan(session, place.town.maria, plan_id=place.plan_id, choices=choices, key=key)


def _bodies(session: Session, place: PlanTown) -> dict[str, tuple[str, bool]]:
    plan = read_plan(session, place.town.maria, unit_id=place.unit_id, year=2027)
    return {section.key: (section.body, section.ready) for section in plan.sections if section.body}


def _goals(session: Session, place: PlanTown, year: int = 2027) -> dict[str, GoalRow]:
    return {
        goal.title: goal
        for goal in read_goals(session, place.town.maria, year=year).of_unit(place.unit_id)
        if not goal.ended
    }


def _activities(session: Session, place: PlanTown, year: int = 2027) -> dict[str, ActivityRow]:
    rows = list_activities(session, place.town.maria, year=year, unit_ids=[place.unit_id])
    return {row.title: row for row in rows}


def _target(session: Session, place: PlanTown) -> Decimal | None:
    targets = read_targets(session, place.town.maria, years=[2027])
    return targets.get((place.figure, place.unit_id, 2027))


def test_everything_kept_is_in_next_years_plan_and_this_year_stands_as_it_was(session: Session) -> None:
    place = make_plan_town(session)
    before = followed_this_year(session, place)

    count = _settle(session, place, *choose_all(session, place, PlanChoice.KEEP))

    assert count == 8
    assert _bodies(session, place) == {STATE: ("Vi är färre.", False), MEANS: ("Vi lär ut.", False)}
    assert list(_goals(session, place)) == ["Fler läser", "Lugnare raster", "Kartlägg läsningen"]
    assert _target(session, place) == Decimal("6.5")
    activities = _activities(session, place)
    assert list(activities) == ["Rastvärdar", "Läslyft"]
    made = activities["Läslyft"]
    assert (made.starts, made.ends, made.goal_id, made.cost, made.state) == (
        date(2027, 1, 1), date(2027, 12, 18), place.readers, 12_000_00, ActivityState.PLANNED,
    )  # fmt: skip
    assert followed_this_year(session, place) == before


def test_everything_changed_holds_from_next_year_and_this_year_stands_as_it_was(session: Session) -> None:
    place = make_plan_town(session)
    before = followed_this_year(session, place)
    change = PlanChoice.CHANGE

    _settle(
        session, place,
        choose(PlanItem.TEXT, STATE, change, text="Vi är fler."),
        choose(PlanItem.GOAL, place.readers, change, title="Alla läser", text="Varje dag"),
        choose(PlanItem.GOAL, place.task, change, title="Följ upp läsningen", day=date(2027, 11, 1)),
        choose(PlanItem.INDICATOR, place.figure, change, seen=Decimal("6.5"), target=Decimal("5.8")),
        choose(PlanItem.ACTIVITY, place.ending, change, title="Läslyft 2", day=date(2027, 6, 1)),
        choose(PlanItem.ACTIVITY, place.going, change, day=date(2027, 12, 1)),
    )  # fmt: skip

    goals, activities = _goals(session, place), _activities(session, place)
    assert _bodies(session, place) == {STATE: ("Vi är fler.", False)}
    assert set(goals) == {"Alla läser", "Lugnare raster", "Följ upp läsningen"}
    assert goals["Följ upp läsningen"].report_by == date(2027, 11, 1)
    assert _target(session, place) == Decimal("5.8")
    assert (activities["Läslyft 2"].goal_id, activities["Läslyft 2"].ends) == (
        goals["Alla läser"].id, date(2027, 6, 1),
    )  # fmt: skip
    assert activities["Rastvärdar"].ends == date(2027, 12, 1)
    assert followed_this_year(session, place) == before


def test_everything_closed_is_in_no_plan_of_next_year_and_this_year_stands_as_it_was(
    session: Session,
) -> None:
    place = make_plan_town(session)
    before = followed_this_year(session, place)

    _settle(session, place, *choose_all(session, place, PlanChoice.CLOSE))

    maria = place.town.maria
    assert (_bodies(session, place), _goals(session, place), _activities(session, place)) == ({}, {}, {})
    assert list_places(session, maria, unit_ids=[place.unit_id], year=2027) == []
    assert len(list_places(session, maria, unit_ids=[place.unit_id], year=2026)) == 1
    assert read_review(session, maria, unit_id=place.unit_id, year=2027).items == ()
    assert followed_this_year(session, place) == before


def test_same_click_twice_is_done_once(session: Session) -> None:
    place = make_plan_town(session)
    choices = choose_all(session, place, PlanChoice.KEEP)

    assert (_settle(session, place, *choices), _settle(session, place, *choices)) == (8, 8)

    made = session.exec(select(Activity).where(Activity.title == "Läslyft")).all()
    assert len(made) == 2


def test_what_somebody_else_has_chosen_meanwhile_is_a_conflict(session: Session) -> None:
    place = make_plan_town(session)
    choice = choose(PlanItem.TEXT, STATE, PlanChoice.KEEP)
    _settle(session, place, choice)

    with pytest.raises(Conflict, match="redan gått igenom"):
        _settle(session, place, choice, key="another")


def test_what_has_changed_since_it_was_shown_is_a_conflict_by_its_name(session: Session) -> None:
    place = make_plan_town(session)
    maria, keep = place.town.maria, PlanChoice.KEEP
    last = read_plan(session, maria, unit_id=place.unit_id, year=2026).id or 0
    save_section(session, maria, written=Written(last, STATE, 1, "Vi är ännu färre.", True))
    change_goal(session, maria, goal_id=place.readers, rev=0, text=GoalText("Många fler läser"), key="other")
    set_target(
        session, maria, indicator_id=place.figure, unit_id=place.unit_id, year=2026, value=Decimal(6),
        seen=Decimal("6.5"),
    )  # fmt: skip
    session.get_one(Activity, place.ending).rev = 3
    session.flush()

    for name, choice in (
        ("Läget inför året", choose(PlanItem.TEXT, STATE, keep)),
        ("Många fler läser", choose(PlanItem.GOAL, place.readers, keep)),
        ("Sjukfrånvaro", choose(PlanItem.INDICATOR, place.figure, keep, seen=Decimal("6.5"))),
        ("Läslyft", choose(PlanItem.ACTIVITY, place.ending, keep)),
    ):
        with pytest.raises(Conflict, match=name):
            _settle(session, place, choice, key=f"r {name}")


def test_heading_that_is_written_already_is_not_written_over(session: Session) -> None:
    place = make_plan_town(session)
    save_section(session, place.town.maria, written=Written(place.plan_id, STATE, 0, "Nytt", False))

    with pytest.raises(Conflict):
        _settle(session, place, choose(PlanItem.TEXT, STATE, PlanChoice.KEEP))
    review = read_review(session, place.town.maria, unit_id=place.unit_id, year=2027)
    assert STATE not in {item.item for item in review.items}


def test_goal_that_was_to_end_is_kept_when_it_is_chosen(session: Session) -> None:
    place = make_plan_town(session)
    session.get_one(Goal, place.calm).last_year = 2026
    session.flush()

    _settle(session, place, choose(PlanItem.GOAL, place.calm, PlanChoice.KEEP))

    assert "Lugnare raster" in _goals(session, place)


def test_adopted_plan_and_other_managers_are_refused(session: Session) -> None:
    place = make_plan_town(session)
    choice = choose(PlanItem.TEXT, STATE, PlanChoice.KEEP)

    with pytest.raises(NotAllowed):
        settle_plan(session, place.town.nils, plan_id=place.plan_id, choices=[choice], key="nils")
    session.get_one(UnitPlan, place.plan_id).state = UnitPlanState.ADOPTED
    session.flush()
    with pytest.raises(RuleViolation, match="antagen"):
        _settle(session, place, choice)


def test_what_cannot_hold_is_told_by_name(session: Session) -> None:
    place = make_plan_town(session)
    change = PlanChoice.CHANGE

    for words, choice in (
        ("minst en sak", None),
        ("”Fler läser”: inget är ändrat", choose(PlanItem.GOAL, place.readers, change, title="Fler läser")),
        ("”Fler läser”: Fyll i målets rubrik", choose(PlanItem.GOAL, place.readers, change)),
        (
            "”Sjukfrånvaro”: skriv det nya",
            choose(PlanItem.INDICATOR, place.figure, change, seen=Decimal("6.5")),
        ),
        (
            "”Läslyft”: välj en sista dag 2027",
            choose(PlanItem.ACTIVITY, place.ending, change, title="Läslyft", day=date(2026, 12, 1)),
        ),
    ):
        with pytest.raises(RuleViolation, match=words):
            _settle(session, place, *([choice] if choice else []), key=words[:36])


def test_activity_of_another_unit_is_not_there(session: Session) -> None:
    place = make_plan_town(session)
    session.get_one(Activity, place.ending).unit_id = place.town.units["412"]
    session.flush()

    with pytest.raises(NotAllowed):
        _settle(session, place, choose(PlanItem.ACTIVITY, place.ending, PlanChoice.KEEP))


def test_figure_that_is_closed_stays_where_it_is_measured_this_year(session: Session) -> None:
    place = make_plan_town(session)

    _settle(session, place, choose(PlanItem.INDICATOR, place.figure, PlanChoice.CLOSE, seen=Decimal("6.5")))

    held = session.get_one(IndicatorUnit, (place.figure, place.unit_id))
    assert held.last_year == 2026


def test_activity_with_a_row_of_its_own_next_year_is_ended_at_the_years_end(session: Session) -> None:
    place = make_plan_town(session)
    _settle(session, place, choose(PlanItem.ACTIVITY, place.ending, PlanChoice.KEEP))

    def settle(what: YearEnd, words: str = "", ends: date | None = None) -> int:
        choice = Choice(place.ending, 0, what, words, ends)
        return settle_year(session, place.town.maria, year=2026, choices=[choice], key=what)

    with pytest.raises(RuleViolation, match="redan som en egen aktivitet i planen för 2027"):
        settle(YearEnd.MOVE, ends=date(2027, 6, 1))
    assert settle(YearEnd.DONE, "Alla har läst") == 1


@pytest.mark.parametrize("state", [RoundState.OPEN, RoundState.CLOSED])
def test_this_years_follow_up_neither_hinders_planning_nor_is_begun_by_it(
    session: Session, state: RoundState
) -> None:
    place = make_plan_town(session)
    asked = Round(
        kind=RoundKind.GOALS, name="Uppföljning oktober", year=2026, opens=date(2026, 11, 1),
        deadline=date(2026, 11, 15), closes=date(2026, 11, 30), state=state,
    )  # fmt: skip
    session.add(asked)
    session.flush()
    answer = Submission(round_id=asked.id or 0, unit_id=place.unit_id)
    session.add_all(
        [RoundUnit(round_id=asked.id or 0, unit_id=place.unit_id, deadline=date(2026, 11, 15)), answer]
    )
    session.flush()

    count = _settle(session, place, *choose_all(session, place, PlanChoice.KEEP))

    assert count == 8
    session.refresh(answer)
    assert (answer.state, answer.rev) == (SubmissionState.NOT_STARTED, 0)
