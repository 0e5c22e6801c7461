from datetime import date

from sqlmodel import Session

from core.models import GoalAssessment
from core.reports.goal_box import GoalBox, build_goal_box
from core.table import Status
from tests.core.goals_town import Town, make_town, put_goal
from tests.factories import LOADED_AT, TODAY


def _judge(session: Session, town: Town, goal_id: int, status: Status) -> None:
    session.add(
        GoalAssessment(
            goal_id=goal_id, year=2026, month=3, step_id=town.steps[status], user_id=town.sara.user_id,
            at=LOADED_AT,
        )
    )  # fmt: skip
    session.flush()


def _box(session: Session, town: Town, unit: str) -> GoalBox | None:
    return build_goal_box(
        session, town.sara, unit_id=town.units[unit], year=2026, month=3, today=date(2026, 3, 31)
    )


def test_box_says_the_share_that_is_reached_and_the_goal_that_is_not(session: Session) -> None:
    """Reached and not reached: 1 of 2 is 50 per cent, and the mean of 2 and 0 is partly."""
    town = make_town(session)
    good, bad = (put_goal(session, town, "411", "unit", title) for title in ("Fler läser", "Färre sjuka"))
    _judge(session, town, good, Status.OK)
    _judge(session, town, bad, Status.BAD)

    found = _box(session, town, "411")

    assert found is not None
    assert (found.status, found.word) == (Status.PARTLY, "Bedöms nås delvis")
    assert found.number == "50\u00a0%"
    assert found.line == "1 av 2 mål nås, inte ”Färre sjuka”"


def test_box_of_a_unit_without_goals_is_none(session: Session) -> None:
    town = make_town(session)
    put_goal(session, town, "411", "unit", "Fler läser")

    assert _box(session, town, "412") is None


def test_box_of_goals_that_nobody_has_judged_says_so(session: Session) -> None:
    town = make_town(session)
    put_goal(session, town, "411", "unit", "Fler läser")

    found = _box(session, town, "411")

    assert found is not None
    assert (found.number, found.status) == ("Ej bedömt", Status.NONE)


def test_box_is_not_for_a_neighbour(session: Session) -> None:
    town = make_town(session)
    put_goal(session, town, "411", "unit", "Fler läser")

    assert (
        build_goal_box(
            session, town.nils, unit_id=town.units["411"], year=2026, month=3, today=TODAY
        )
        is None
    )  # fmt: skip
