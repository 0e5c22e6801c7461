"""Which goals a row of a budget serves."""

import pytest
from sqlmodel import Session

from core.errors import NotAllowed
from core.models import GoalMoney
from core.queries.goal_money_rows import Coding, goals_of_row
from tests.core.goals_town import Town, make_town, put_goal

PAY = Coding("5020", "440", "")


def _link(session: Session, town: Town, goal_id: int, unit: str, **part: object) -> None:
    session.add(GoalMoney(goal_id=goal_id, unit_id=town.units[unit], **part))  # type: ignore[arg-type]
    session.flush()


def test_goals_of_row_are_those_linked_on_the_unit_and_above(session: Session) -> None:
    town = make_town(session)
    own = put_goal(session, town, "411", "unit", "Fler läser")
    above = put_goal(session, town, "BUN", "committee", "Alla når målen")
    _link(session, town, own, "411", accounts="50-57", share=6_000)
    _link(session, town, above, "BUN", function="44", share=7_000)
    _link(session, town, above, "BUN", accounts="64")
    _link(session, town, own, "412")

    goals = goals_of_row(session, town.maria, year=2026, unit_id=town.units["4110"], coding=PAY)

    assert [(goal.title, goal.share) for goal in goals] == [("Fler läser", 6_000), ("Alla når målen", 4_000)]


def test_goals_of_row_of_another_year_or_coding_are_none(session: Session) -> None:
    town = make_town(session)
    later = put_goal(session, town, "411", "unit", "90 % läser", first_year=2027)
    _link(session, town, later, "411", accounts="50")

    unit_id = town.units["4110"]
    assert goals_of_row(session, town.maria, year=2026, unit_id=unit_id, coding=PAY) == []
    rent = Coding("6010", "440", "")
    assert goals_of_row(session, town.maria, year=2027, unit_id=unit_id, coding=rent) == []


def test_goals_of_row_of_a_foreign_unit_is_refused(session: Session) -> None:
    town = make_town(session)

    with pytest.raises(NotAllowed):
        goals_of_row(session, town.maria, year=2026, unit_id=town.units["4120"], coding=PAY)
