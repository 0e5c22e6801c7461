"""The demo's open work as far from the day it is built as from the day of its story, 9 November 2026."""

from datetime import date

import pytest
from sqlmodel import Session, select

from core.enums import ActivityState, NoticeKind, Role, RoundKind, RoundState, TaskStatus, UnitKind
from core.models import Activity, ActivityCheck, Notice, Round, RoundLevel, RoundUnit, Task
from demo.shown import Shown, move_days
from tests.core.goals_town import Town, make_town
from tests.factories import LOADED_AT

_TOLD = date(2026, 11, 9)
_SHOWN = Shown(_TOLD, date(2026, 11, 26))


@pytest.mark.parametrize(
    ("day", "shown", "expected"),
    [
        (date(2026, 11, 13), date(2026, 11, 26), date(2026, 11, 30)),  # four days ahead
        (date(2026, 11, 6), date(2026, 11, 26), date(2026, 11, 23)),  # three days late
        (date(2026, 12, 18), date(2026, 11, 26), date(2026, 12, 30)),  # not into the next year
        (date(2026, 11, 13), date(2027, 5, 3), date(2027, 5, 7)),
        (date(2027, 6, 11), date(2026, 11, 26), date(2027, 6, 11)),  # never earlier than it was
    ],
)
def test_day_stands_as_far_from_the_shown_day(day: date, shown: date, expected: date) -> None:
    assert Shown(_TOLD, shown).moved(day) == expected


def _round(session: Session, town: Town, state: RoundState) -> Round:
    row = Round(
        kind=RoundKind.QUESTION, name=f"Frågor {state}", year=2026, opens=date(2026, 11, 3),
        deadline=date(2026, 11, 13), closes=date(2026, 11, 24), state=state,
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add_all(
        [
            RoundUnit(round_id=row.id or 0, unit_id=town.units["411"], deadline=date(2026, 11, 6)),
            RoundLevel(
                round_id=row.id or 0, level=1, unit_kind=UnitKind.COMMITTEE, role=Role.CONTROLLER,
                deadline=date(2026, 11, 18),
            ),
            Notice(
                user_id=town.maria.user_id, kind=NoticeKind.REMINDER, at=LOADED_AT, address="/",
                text=f"Frågor {state} har öppnat. Sista dag är 2026-11-13.", key=f"notice {state}",
            ),
        ]
    )  # fmt: skip
    session.flush()
    return row


def test_open_round_moves_with_all_its_days_and_a_closed_one_stands(session: Session) -> None:
    town = make_town(session)
    held, closed = (_round(session, town, state) for state in (RoundState.OPEN, RoundState.CLOSED))

    move_days(session, _SHOWN)

    assert (held.opens, held.deadline, held.closes) == (
        date(2026, 11, 3), date(2026, 11, 30), date(2026, 12, 11),
    )  # fmt: skip
    assert session.get_one(RoundUnit, (held.id, town.units["411"])).deadline == date(2026, 11, 23)
    assert session.get_one(RoundLevel, (held.id, 1)).deadline == date(2026, 12, 5)
    assert (closed.deadline, session.get_one(RoundLevel, (closed.id, 1)).deadline) == (
        date(2026, 11, 13), date(2026, 11, 18),
    )  # fmt: skip
    session.expire_all()
    told = {row.key: row.text for row in session.exec(select(Notice))}
    assert told["notice open"].endswith("2026-11-30.")
    assert told["notice closed"].endswith("2026-11-13.")


def _task(session: Session, town: Town, due: date, status: TaskStatus) -> Task:
    row = Task(
        unit_id=town.units["411"], subject_kind="unit", subject_id="1", title="Se över", due=due,
        status=status, owner_id=town.maria.user_id, created_by_id=town.maria.user_id, created_at=LOADED_AT,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def test_tasks_that_have_passed_keep_their_distance_and_what_is_done_or_ahead_stands(
    session: Session,
) -> None:
    town = make_town(session)
    late = _task(session, town, date(2026, 11, 6), TaskStatus.OPEN)
    done = _task(session, town, date(2026, 11, 6), TaskStatus.DONE)
    ahead = _task(session, town, date(2026, 12, 15), TaskStatus.OPEN)

    move_days(session, _SHOWN)

    assert (late.due, done.due, ahead.due) == (
        date(2026, 11, 23), date(2026, 11, 6), date(2026, 12, 15),
    )  # fmt: skip


def _activity(
    session: Session, town: Town, state: ActivityState, starts: date, ends: date | None
) -> Activity:
    row = Activity(
        unit_id=town.units["411"], title="Läslyft", starts=starts, ends=ends, state=state,
        created_by_id=town.maria.user_id, created_at=LOADED_AT,
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add(ActivityCheck(activity_id=row.id or 0, day=date(2026, 11, 20)))
    session.flush()
    return row


def test_activities_that_go_on_keep_their_distance_and_those_that_are_done_stand(session: Session) -> None:
    town = make_town(session)
    late = _activity(session, town, ActivityState.RUNNING, date(2026, 2, 2), date(2026, 10, 30))
    planned = _activity(session, town, ActivityState.PLANNED, date(2026, 11, 20), date(2026, 12, 1))
    done = _activity(session, town, ActivityState.DONE, date(2026, 2, 2), date(2026, 10, 30))

    move_days(session, _SHOWN)

    assert (late.starts, late.ends) == (date(2026, 2, 2), date(2026, 11, 16))
    assert (planned.starts, planned.ends) == (date(2026, 12, 7), date(2026, 12, 7))
    assert done.ends == date(2026, 10, 30)
    assert {check.day for check in session.exec(select(ActivityCheck))} == {date(2026, 12, 7)}


def test_nothing_moves_on_the_day_of_the_story(session: Session) -> None:
    town = make_town(session)
    row = _task(session, town, date(2026, 11, 6), TaskStatus.OPEN)

    move_days(session, Shown(_TOLD, _TOLD))

    assert row.due == date(2026, 11, 6)
