"""Moving, splitting and planning goals."""

from decimal import Decimal

import pytest
from sqlmodel import Session, select

from core.enums import GoalState
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import GoalMoney
from core.periods import Period
from core.queries.goals import read_goal, read_goals
from core.services.goal_assessments import NewAssessment, assess_goal
from core.services.goal_moves import GoalPlace, move_goal, plan_year, split_goal, take_back_plan
from core.services.goal_store import GoalText
from core.services.goals import change_goal
from tests.core.goals_town import Town, make_town, put_goal


def _money(session: Session, town: Town, goal_id: int, share: int = 10_000) -> None:
    session.add(
        GoalMoney(goal_id=goal_id, unit_id=town.units["411"], accounts="5", share=share, fte=Decimal(2))
    )
    session.flush()


def test_move_goal_to_another_unit_and_goal(session: Session) -> None:
    town = make_town(session)
    one, two = (put_goal(session, town, "BUN", "committee", title) for title in ("Ett", "Två"))
    own = put_goal(session, town, "411", "unit", "Fler läser", one)
    place = GoalPlace(town.units["412"], town.levels["unit"], serves=(two,))

    move_goal(session, town.bo, goal_id=own, rev=0, place=place)

    world = read_goals(session, town.bo, year=2026)
    assert world.goals[own].unit_id == town.units["412"]
    assert world.links == ((own, two),)


def test_move_goal_to_a_foreign_unit_is_refused(session: Session) -> None:
    town = make_town(session)
    own = put_goal(session, town, "411", "unit", "Fler läser")

    with pytest.raises(NotAllowed):
        move_goal(
            session, town.maria, goal_id=own, rev=0, place=GoalPlace(town.units["412"], town.levels["unit"])
        )


def test_move_goal_to_a_full_level_or_another_kind_is_refused(session: Session) -> None:
    town = make_town(session)
    own = put_goal(session, town, "411", "unit", "Fler läser")
    for n in (1, 2):
        put_goal(session, town, "412", "unit", f"Mål {n}")

    for level in ("unit", "task"):
        with pytest.raises(RuleViolation):
            move_goal(
                session, town.bo, goal_id=own, rev=0, place=GoalPlace(town.units["412"], town.levels[level])
            )


def test_split_goal_shares_links_and_money_exactly(session: Session) -> None:
    town = make_town(session)
    top = put_goal(session, town, "BUN", "committee", "Alla når målen")
    own = put_goal(session, town, "411", "unit", "Fler läser och räknar", top)
    _money(session, town, own)

    parts = [GoalText("Fler läser"), GoalText("Fler räknar"), GoalText("Fler trivs")]
    ids = split_goal(session, town.maria, goal_id=own, rev=0, parts=parts, why="För brett.", key="k1")
    again = split_goal(session, town.maria, goal_id=own, rev=0, parts=parts, why="För brett.", key="k1")

    world = read_goals(session, town.maria, year=2026)
    money = {row.goal_id: (row.share, row.fte) for row in session.exec(select(GoalMoney))}
    assert ids == again
    assert world.links == ((own, top), *((part, top) for part in ids))
    assert [world.goals[part].origin_id for part in ids] == [own, own, own]
    assert world.goals[own].state is GoalState.CLOSED
    assert money == dict(
        zip(
            ids,
            [(3334, Decimal("0.666667")), (3333, Decimal("0.666667")), (3333, Decimal("0.666666"))],
            strict=True,
        )
    )


def test_split_goal_into_one_part_is_refused(session: Session) -> None:
    town = make_town(session)
    own = put_goal(session, town, "411", "unit", "Fler läser")

    with pytest.raises(RuleViolation):
        split_goal(session, town.maria, goal_id=own, rev=0, parts=[GoalText("X")], why="För brett.", key="k1")


def test_plan_year_leaves_this_years_goal_alone_and_carries_the_thread(session: Session) -> None:
    town = make_town(session)
    top = put_goal(session, town, "BUN", "committee", "Alla når målen")
    own = put_goal(session, town, "411", "unit", "80 % läser", top)
    _money(session, town, own)

    new = plan_year(session, town.maria, goal_id=own, rev=0, year=2027, text=GoalText("90 % läser"), key="k1")
    again = plan_year(
        session, town.maria, goal_id=own, rev=0, year=2027, text=GoalText("90 % läser"), key="k1"
    )

    now, then = (read_goals(session, town.maria, year=year) for year in (2026, 2027))
    assert new == again
    assert {goal.title for goal in now.of_unit(town.units["411"])} == {"80 % läser"}
    assert {goal.title for goal in then.of_unit(town.units["411"])} == {"90 % läser"}
    assert (now.links, then.links) == (((own, top),), ((new, top),))
    assert [row.goal_id for row in session.exec(select(GoalMoney).order_by("id"))] == [own, new]


def test_plan_year_from_an_old_rev_conflicts(session: Session) -> None:
    town = make_town(session)
    own = put_goal(session, town, "411", "unit", "80 % läser")
    change_goal(session, town.maria, goal_id=own, rev=0, text=GoalText("85 % läser"), key="k1")

    with pytest.raises(Conflict):
        plan_year(session, town.maria, goal_id=own, rev=0, year=2027, text=GoalText("90 %"), key="k2")


def test_plan_year_before_the_goal_began_is_refused(session: Session) -> None:
    town = make_town(session)
    own = put_goal(session, town, "411", "unit", "80 % läser")

    with pytest.raises(RuleViolation):
        plan_year(session, town.maria, goal_id=own, rev=0, year=2026, text=GoalText("90 %"), key="k1")


def test_take_back_plan_lets_the_goal_before_it_hold_on(session: Session) -> None:
    town = make_town(session)
    own = put_goal(session, town, "411", "unit", "80 % läser")
    new = plan_year(session, town.maria, goal_id=own, rev=0, year=2027, text=GoalText("90 %"), key="k1")

    take_back_plan(session, town.maria, goal_id=new, rev=0)

    assert list(read_goals(session, town.maria, year=2027).goals) == [own]
    held = read_goal(session, town.maria, goal_id=own, year=2026)
    assert held
    assert held.last_year is None


def test_take_back_plan_of_what_is_judged_or_not_planned_is_refused(session: Session) -> None:
    town = make_town(session)
    own = put_goal(session, town, "411", "unit", "80 % läser", first_year=2025)
    new = plan_year(session, town.maria, goal_id=own, rev=0, year=2026, text=GoalText("90 %"), key="k1")
    assess_goal(
        session,
        town.maria,
        goal_id=new,
        period=Period(2026, 10),
        said=NewAssessment(None, "Går bra."),
        key="k2",
    )

    for goal_id, rev in ((new, 0), (own, 1)):
        with pytest.raises(RuleViolation):
            take_back_plan(session, town.maria, goal_id=goal_id, rev=rev)
