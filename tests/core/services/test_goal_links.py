"""How goals serve each other, and their marks."""

import pytest
from sqlmodel import Session

from core.errors import NotAllowed, RuleViolation
from core.queries.goals import read_goals
from core.services.goal_ends import close_goal
from core.services.goal_links import link_goals, set_tags, unlink_goals
from tests.core.goals_town import make_town, put_goal
from tests.factories import TODAY


def test_link_goals_to_several_above(session: Session) -> None:
    town = make_town(session)
    council, committee = (
        put_goal(session, town, "EKA", "council", "Lyfta skolan"),
        put_goal(session, town, "BUN", "committee", "Alla når målen"),
    )
    own = put_goal(session, town, "411", "unit", "Fler läser")

    first = link_goals(session, town.maria, goal_id=own, serves_id=committee)
    link_goals(session, town.maria, goal_id=own, serves_id=council)
    again = link_goals(session, town.maria, goal_id=own, serves_id=committee)

    assert (first, again) == (True, False)
    assert read_goals(session, town.maria, year=2026).links == ((own, council), (own, committee))


def test_link_goals_in_a_circle_is_refused(session: Session) -> None:
    town = make_town(session)
    top = put_goal(session, town, "EKA", "council", "Lyfta skolan")
    middle = put_goal(session, town, "BUN", "committee", "Alla når målen", top)
    low = put_goal(session, town, "411", "unit", "Fler läser", middle)

    with pytest.raises(RuleViolation) as refusal:
        link_goals(session, town.sara, goal_id=top, serves_id=low)

    assert refusal.value.message.startswith("Det skulle bli en cirkel")


def test_link_goals_to_an_ended_one_is_refused(session: Session) -> None:
    town = make_town(session)
    old = put_goal(session, town, "BUN", "committee", "Alla når målen")
    own = put_goal(session, town, "411", "unit", "Fler läser")
    close_goal(session, town.sara, goal_id=old, rev=0, day=TODAY, why="Ersatt.")

    with pytest.raises(RuleViolation):
        link_goals(session, town.maria, goal_id=own, serves_id=old)


def test_unlink_goals_takes_the_link_away_once(session: Session) -> None:
    town = make_town(session)
    committee = put_goal(session, town, "BUN", "committee", "Alla når målen")
    own = put_goal(session, town, "411", "unit", "Fler läser", committee)

    done = [unlink_goals(session, town.maria, goal_id=own, serves_id=committee) for _time in range(2)]

    assert done == [True, False]
    assert read_goals(session, town.maria, year=2026).links == ()


def test_link_goals_of_a_foreign_unit_is_refused(session: Session) -> None:
    town = make_town(session)
    committee = put_goal(session, town, "BUN", "committee", "Alla når målen")
    foreign = put_goal(session, town, "412", "unit", "Lugnare raster")

    with pytest.raises(NotAllowed):
        link_goals(session, town.maria, goal_id=foreign, serves_id=committee)


def test_set_tags_makes_the_marks_these_and_refuses_unknown_ones(session: Session) -> None:
    town = make_town(session)
    own = put_goal(session, town, "411", "unit", "Fler läser")

    set_tags(session, town.maria, goal_id=own, tags=["a4", "a5"])
    set_tags(session, town.maria, goal_id=own, tags=["a5"])

    assert read_goals(session, town.maria, year=2026).tags == {own: ("a5",)}
    with pytest.raises(RuleViolation):
        set_tags(session, town.maria, goal_id=own, tags=["finns-inte"])
