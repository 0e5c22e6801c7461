"""Closing and merging goals; what comes back from a merger is in `test_goal_mergers`."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import Session, select

from core.enums import GoalState
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import GoalMoney
from core.queries.goals import read_goal, read_goals
from core.services.goal_ends import close_goal, end_goal, merge_goals, reopen_goal
from core.services.goal_links import set_tags
from tests.core.goals_town import make_town, put_goal
from tests.factories import TODAY

JUNE = date(2026, 6, 15)


def test_close_goal_in_mid_year_keeps_it_in_that_year_only(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Fler läser", first_year=2025)

    close_goal(session, town.maria, goal_id=goal_id, rev=0, day=JUNE, why="Nämnden ändrade inriktning.")

    seen = {year: read_goals(session, town.maria, year=year).goals for year in (2025, 2026, 2027)}
    assert [len(goals) for goals in seen.values()] == [1, 1, 0]
    assert [seen[2025][goal_id].ended, seen[2026][goal_id].ended] == [False, True]
    assert seen[2026][goal_id].closed_why == "Nämnden ändrade inriktning."


def test_close_goal_needs_a_reason_and_a_day_that_has_been(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")

    for day, why in ((JUNE, " "), (TODAY + timedelta(days=1), "Klart."), (date(2025, 12, 31), "Klart.")):
        with pytest.raises(RuleViolation):
            close_goal(session, town.maria, goal_id=goal_id, rev=0, day=day, why=why)


def test_close_goal_from_an_old_rev_conflicts(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")
    end_goal(session, town.maria, goal_id=goal_id, rev=0, last_year=2027)

    with pytest.raises(Conflict):
        close_goal(session, town.maria, goal_id=goal_id, rev=0, day=JUNE, why="Klart.")


def test_reopen_goal_makes_it_as_it_was(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")
    rev = close_goal(session, town.maria, goal_id=goal_id, rev=0, day=JUNE, why="Klart.")

    rev = reopen_goal(session, town.maria, goal_id=goal_id, rev=rev)

    held = read_goal(session, town.maria, goal_id=goal_id, year=2026)
    assert held
    assert (rev, held.state, held.closed_on, held.ended) == (2, GoalState.ACTIVE, None, False)
    with pytest.raises(RuleViolation):
        reopen_goal(session, town.maria, goal_id=goal_id, rev=rev)


def test_end_goal_is_not_followed_after_its_last_year(session: Session) -> None:
    town = make_town(session)
    goal_id = put_goal(session, town, "411", "unit", "Fler läser")

    rev = end_goal(session, town.maria, goal_id=goal_id, rev=0, last_year=2026)

    assert not read_goals(session, town.maria, year=2027).goals
    end_goal(session, town.maria, goal_id=goal_id, rev=rev, last_year=None)
    assert list(read_goals(session, town.maria, year=2027).goals) == [goal_id]
    with pytest.raises(RuleViolation):
        end_goal(session, town.maria, goal_id=goal_id, rev=rev + 1, last_year=2025)


def test_merge_goals_moves_links_marks_and_money_and_keeps_their_history(session: Session) -> None:
    town = make_town(session)
    top = put_goal(session, town, "BUN", "committee", "Alla når målen")
    old = put_goal(session, town, "411", "unit", "Fler läser", top)
    into = put_goal(session, town, "411", "unit", "Fler når målen")
    session.add(GoalMoney(goal_id=old, unit_id=town.units["411"], accounts="5", fte=Decimal("1.5")))
    session.flush()
    set_tags(session, town.maria, goal_id=old, tags=["a4"])

    for _click in range(2):
        merge_goals(session, town.maria, goals=[(old, 0)], into_id=into, day=JUNE, why="Samma sak.", key="k1")

    world = read_goals(session, town.maria, year=2026)
    assert world.links == ((old, top), (into, top))
    assert world.tags == {old: ("a4",), into: ("a4",)}
    assert (world.goals[old].state, world.goals[old].merged_into_id) == (GoalState.MERGED, into)
    assert [row.goal_id for row in session.exec(select(GoalMoney))] == [into]


def test_merge_goals_into_itself_or_in_a_circle_is_refused(session: Session) -> None:
    town = make_town(session)
    top = put_goal(session, town, "EKA", "council", "Lyfta skolan")
    middle = put_goal(session, town, "BUN", "committee", "Alla når målen", top)
    low = put_goal(session, town, "411", "unit", "Fler läser", middle)

    for goals in ([(top, 0)], [(low, 0)]):
        with pytest.raises(RuleViolation):
            merge_goals(
                session, town.sara, goals=goals, into_id=top, day=JUNE, why="Samma sak.", key=f"k{goals}"
            )


def test_merge_goals_of_a_foreign_unit_is_refused(session: Session) -> None:
    town = make_town(session)
    own = put_goal(session, town, "411", "unit", "Fler läser")
    foreign = put_goal(session, town, "412", "unit", "Lugnare raster")

    with pytest.raises(NotAllowed):
        merge_goals(
            session, town.maria, goals=[(foreign, 0)], into_id=own, day=JUNE, why="Samma sak.", key="k1"
        )
