from sqlmodel import Session

from core.queries.goals import read_goals
from core.reports.goal_hints import goals_above, hints, is_alone
from tests.core.goals_town import make_town, put_goal


def test_goal_that_cannot_be_measured_and_serves_nothing_is_told_both(session: Session) -> None:
    town = make_town(session)
    put_goal(session, town, "EKA", "council", "Alla barn lyckas")
    own = put_goal(session, town, "411", "unit", "Vi ska bli bättre")
    world = read_goals(session, town.maria, year=2026)

    said = hints(world, world.goals[own])

    assert said == [
        "”bli bättre” går inte att mäta. Vad skulle någon se när det är nått?",
        "Det bidrar inte till något mål ovanför än. Välj ett, så syns det varför det är viktigt.",
    ]


def test_clear_goal_on_the_highest_level_that_has_goals_is_told_nothing(session: Session) -> None:
    town = make_town(session)
    top = put_goal(session, town, "EKA", "council", "Alla barn lyckas")
    world = read_goals(session, town.sara, year=2026)

    assert not is_alone(world, world.goals[top])
    assert hints(world, world.goals[top]) == []


def test_goals_above_are_those_in_use_on_higher_levels(session: Session) -> None:
    town = make_town(session)
    top = put_goal(session, town, "EKA", "council", "Alla barn lyckas")
    own = put_goal(session, town, "411", "unit", "Fler läser")
    world = read_goals(session, town.sara, year=2026)

    assert goals_above(world, town.levels["unit"]) == [top]
    assert goals_above(world, town.levels["council"]) == []
    assert is_alone(world, world.goals[own])
