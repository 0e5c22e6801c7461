"""Whose goals one sees: those in scope and of the units above, never siblings'."""

from sqlmodel import Session

from core.queries.goals import GoalWorld, read_goal, read_goals
from core.rules.attainment import Weighing
from tests.core.goals_town import Town, make_town, put_goal


def _titles(world: GoalWorld) -> list[str]:
    return [goal.title for goal in world.goals.values()]


def _goals(session: Session, town: Town) -> dict[str, int]:
    area = put_goal(session, town, "EKA", "area", "Barn och unga")
    council = put_goal(session, town, "EKA", "council", "Lyfta skolan", area)
    committee = put_goal(session, town, "BUN", "committee", "Alla når målen", council)
    return {
        "area": area,
        "council": council,
        "committee": committee,
        "own": put_goal(session, town, "411", "unit", "Fler läser", committee),
        "sibling": put_goal(session, town, "412", "unit", "Lugnare raster", committee),
        "other": put_goal(session, town, "VON", "committee", "Trygg omsorg"),
    }


def test_manager_sees_own_goals_and_those_above_but_no_siblings(session: Session) -> None:
    town = make_town(session)
    ids = _goals(session, town)

    world = read_goals(session, town.maria, year=2026)

    assert _titles(world) == ["Barn och unga", "Lyfta skolan", "Alla når målen", "Fler läser"]
    assert [goal.own for goal in world.goals.values()] == [False, False, False, True]
    assert world.threads.above(ids["own"]) == (ids["committee"], ids["council"], ids["area"])
    assert read_goal(session, town.maria, goal_id=ids["sibling"], year=2026) is None


def test_controller_sees_all_in_the_order_of_levels_and_units(session: Session) -> None:
    town = make_town(session)
    _goals(session, town)

    world = read_goals(session, town.sara, year=2026)

    assert _titles(world) == [
        "Barn och unga", "Lyfta skolan", "Alla når målen", "Trygg omsorg", "Fler läser", "Lugnare raster",
    ]  # fmt: skip
    assert [level.name for level in world.levels][-1] == "Uppdrag"
    assert [step.points for step in world.scale] == [2, 1, 0]
    assert world.weighing is Weighing.MEAN


def test_goals_of_chosen_units_come_with_those_above(session: Session) -> None:
    town = make_town(session)
    ids = _goals(session, town)

    world = read_goals(session, town.sara, year=2026, unit_ids=[town.units["412"]])

    assert _titles(world) == ["Barn och unga", "Lyfta skolan", "Alla når målen", "Lugnare raster"]
    assert [goal.id for goal in world.of_unit(town.units["412"])] == [ids["sibling"]]


def test_goals_of_other_years_are_left_out_with_their_links(session: Session) -> None:
    town = make_town(session)
    ids = _goals(session, town)
    later = put_goal(session, town, "411", "unit", "90 % läser", ids["committee"], first_year=2027)

    now, then = (read_goals(session, town.maria, year=year) for year in (2026, 2027))

    assert later not in now.goals
    assert (later, ids["committee"]) in then.links
    assert (later, ids["committee"]) not in now.links
