from datetime import date

import pytest
from sqlmodel import Session

from core.enums import ActivityState
from core.errors import Conflict, NotAllowed, RuleViolation
from core.models import Goal
from core.queries.activities import ActivityRow, read_activity
from core.rules.activities import ActivityText
from core.services import activities
from core.services.activity_year_end import Choice, YearEnd, settle_year
from tests.core.goals_town import Town, make_town, put_goal

NEXT = date(2027, 6, 11)


def _add(session: Session, town: Town, title: str, goal_id: int | None = None) -> int:
    text = ActivityText(title, date(2026, 8, 17), date(2026, 12, 18))
    return activities.add_activity(
        session, town.maria, unit_id=town.units["411"], goal_id=goal_id, text=text, key=title
    )


def _row(session: Session, town: Town, activity_id: int) -> ActivityRow:
    row = read_activity(session, town.maria, activity_id=activity_id)
    assert row is not None
    return row


def test_each_activity_gets_what_was_chosen_for_it(session: Session) -> None:
    town = make_town(session)
    done, moved, closed, left = (_add(session, town, title) for title in ("Ett", "Två", "Tre", "Fyra"))
    choices = [
        Choice(done, 0, YearEnd.DONE, "Alla läser"),
        Choice(moved, 0, YearEnd.MOVE, ends=NEXT),
        Choice(closed, 0, YearEnd.CLOSE, "Ingen tid"),
    ]

    assert settle_year(session, town.maria, year=2026, choices=choices, key="k") == 3
    assert settle_year(session, town.maria, year=2026, choices=choices, key="k") == 3

    rows = [_row(session, town, one) for one in (done, moved, closed, left)]
    assert [(row.state, row.ends, row.outcome) for row in rows] == [
        (ActivityState.DONE, date(2026, 12, 18), "Alla läser"),
        (ActivityState.PLANNED, NEXT, ""),
        (ActivityState.STOPPED, date(2026, 12, 18), "Ingen tid"),
        (ActivityState.PLANNED, date(2026, 12, 18), ""),
    ]


def test_activity_that_goes_on_follows_its_goal_into_next_year(session: Session) -> None:
    town = make_town(session)
    now = put_goal(session, town, "411", "unit", "Fler läser")
    later = put_goal(session, town, "411", "unit", "Alla läser", first_year=2027)
    session.get_one(Goal, later).origin_id = now
    activity_id = _add(session, town, "Läslyft", now)

    choices = [Choice(activity_id, 0, YearEnd.MOVE, ends=NEXT)]
    settle_year(session, town.maria, year=2026, choices=choices, key="k")

    assert _row(session, town, activity_id).goal_id == later


def test_what_cannot_hold_is_told_by_name(session: Session) -> None:
    town = make_town(session)
    activity_id = _add(session, town, "Läslyft")

    def settle(*choices: Choice) -> None:
        settle_year(session, town.maria, year=2026, choices=choices, key=str(choices)[-30:])

    with pytest.raises(RuleViolation, match="”Läslyft”: Fyll i vad det ledde till"):
        settle(Choice(activity_id, 0, YearEnd.DONE))
    with pytest.raises(RuleViolation, match="”Läslyft”: välj en sista dag efter 2026"):
        settle(Choice(activity_id, 0, YearEnd.MOVE, ends=date(2026, 12, 31)))
    with pytest.raises(Conflict):
        settle(Choice(activity_id, 7, YearEnd.MOVE, ends=NEXT))
    with pytest.raises(RuleViolation, match="minst en aktivitet"):
        settle()


def test_other_manager_may_not_settle(session: Session) -> None:
    town = make_town(session)
    choices = [Choice(_add(session, town, "Läslyft"), 0, YearEnd.CLOSE, "Nej")]

    with pytest.raises(NotAllowed):
        settle_year(session, town.nils, year=2026, choices=choices, key="k")
