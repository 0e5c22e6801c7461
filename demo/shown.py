"""The demo in the middle of its work on the day it is built, though its story has a day of its own.

What is open then stands as it stands in the story: a last day four days ahead is four days ahead, and
what is three days late is three days late. What has happened keeps its days, and so has what lies
further ahead than the day itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select, update

from core.enums import ActivityState, GoalState, RoundState, TaskStatus
from core.models import (
    Activity,
    ActivityCheck,
    Goal,
    Notice,
    Round,
    RoundLevel,
    RoundUnit,
    Submission,
    SubmissionStep,
    Task,
)

_LAST_DAY = (12, 30)
"""Work is over by then: nothing is moved into another year than that of the day."""


@dataclass(frozen=True, slots=True)
class Shown:
    """The day of the story, and the day on which the demo is to stand in the middle of it."""

    told: date
    day: date

    def moved(self, day: date) -> date:
        """Return a day of the story as far from the shown day as it was from the story's own."""
        later = day + (self.day - self.told)
        last = max(date(self.day.year, *_LAST_DAY), self.day)
        return max(min(later, last), day)


def move_days(session: Session, shown: Shown) -> None:
    """Move the last days of what is open; nothing on the story's day or before it."""
    if shown.day <= shown.told:
        return
    for row in session.exec(select(Round).where(Round.state == RoundState.OPEN)).all():
        _move_round(session, shown, row)
    passed = (
        (select(Task).where(Task.status == TaskStatus.OPEN, Task.due < shown.day), ("due",)),
        (
            select(ActivityCheck).where(col(ActivityCheck.done_at).is_(None), ActivityCheck.day < shown.day),
            ("day",),
        ),
        (select(Goal).where(Goal.state == GoalState.ACTIVE, col(Goal.report_by) < shown.day), ("report_by",)),
    )  # fmt: skip
    for asked, names in passed:
        _move(shown, session.exec(asked).all(), names)
    going = col(Activity.state).in_((ActivityState.PLANNED, ActivityState.RUNNING))
    for activity in session.exec(select(Activity).where(going)).all():
        _move_activity(shown, activity)
    session.flush()


def _move_round(session: Session, shown: Shown, row: Round) -> None:
    """Move every last day of a round, also in what people have been told of it."""
    units = session.exec(select(RoundUnit).where(RoundUnit.round_id == row.id)).all()
    for day in {row.deadline, *(unit.deadline for unit in units)}:
        told = func.replace(Notice.text, day.isoformat(), shown.moved(day).isoformat())
        session.execute(update(Notice).where(col(Notice.text).startswith(row.name)).values(text=told))
    steps = select(SubmissionStep).join(Submission).where(Submission.round_id == row.id)
    levels = session.exec(select(RoundLevel).where(RoundLevel.round_id == row.id)).all()
    _move(shown, [*units, *levels, *session.exec(steps).all()], ("deadline",))
    _move(shown, [row], ("deadline", "closes"))


def _move_activity(shown: Shown, row: Activity) -> None:
    """Move the days of an activity that have passed, and keep its first before its last."""
    if row.state is ActivityState.PLANNED and row.starts < shown.day:
        row.starts = shown.moved(row.starts)
    if row.ends is not None and row.ends < shown.day:
        row.ends = shown.moved(row.ends)
    if row.ends is not None:
        row.ends = max(row.ends, row.starts)


def _move(shown: Shown, rows: Sequence[Any], names: Sequence[str]) -> None:
    for row in rows:
        for name in names:
            setattr(row, name, shown.moved(getattr(row, name)))
