"""Share of judged goals that are reached: of 411 one of two, of 412 none of one, one more is not judged."""

import pytest
from sqlmodel import Session

from core.models import GoalAssessment
from core.queries.goal_reach import ReachRow, read_reach
from core.rules.access import Actor
from core.rules.goal_reach import Reach
from core.table import Status
from tests.core.goals_town import Town, make_town, put_goal
from tests.factories import LOADED_AT


def _judge(session: Session, town: Town, goal_id: int, month: int, status: Status) -> None:
    session.add(
        GoalAssessment(
            goal_id=goal_id, year=2026, month=month, step_id=town.steps[status], text="", at=LOADED_AT,
            user_id=town.sara.user_id,
        )
    )  # fmt: skip
    session.flush()


@pytest.fixture
def town(session: Session) -> Town:
    found = make_town(session)
    first = put_goal(session, found, "411", "unit", "Fler läser")
    second = put_goal(session, found, "411", "unit", "Lugnare raster")
    third = put_goal(session, found, "412", "unit", "Fler räknar")
    put_goal(session, found, "412", "unit", "Ej bedömt")
    put_goal(session, found, "411", "task", "Ett uppdrag är inget mål")
    for goal_id, month, status in (
        (first, 9, Status.BAD), (first, 10, Status.OK), (second, 10, Status.PARTLY), (third, 9, Status.BAD),
    ):  # fmt: skip
        _judge(session, found, goal_id, month, status)
    return found


def _read(session: Session, town: Town, actor: Actor, *codes: str, month: int = 10) -> dict[str, ReachRow]:
    ids = {town.units[code]: code for code in codes}
    found = read_reach(session, actor, unit_ids=list(ids), year=2026, month=month)
    return {ids[unit_id]: row for unit_id, row in found.items()}


def test_units_and_those_above_have_their_share_now_and_the_month_before(
    session: Session, town: Town
) -> None:
    found = _read(session, town, town.bo, "BUN", "411", "412")

    assert found == {
        "BUN": ReachRow(10, Reach(1, 3), Reach(0, 2)),
        "411": ReachRow(10, Reach(1, 2), Reach(0, 1)),
        "412": ReachRow(10, Reach(0, 1), Reach(0, 1)),
    }


def test_unit_without_a_judged_goal_is_left_out(session: Session, town: Town) -> None:
    assert _read(session, town, town.sara, "VON", "411", month=8) == {}


def test_january_has_no_month_before(session: Session, town: Town) -> None:
    goal_id = put_goal(session, town, "411", "unit", "Tidigt")
    _judge(session, town, goal_id, 1, Status.OK)

    assert _read(session, town, town.maria, "411", month=1) == {"411": ReachRow(1, Reach(1, 1), None)}


def test_neighbours_goals_are_not_counted_for_a_manager(session: Session, town: Town) -> None:
    assert _read(session, town, town.maria, "411", "412") == {
        "411": ReachRow(10, Reach(1, 2), Reach(0, 1)),
    }
