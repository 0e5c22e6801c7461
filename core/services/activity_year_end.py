"""The end of a year: each activity that has not ended is done, goes on next year, or is closed.

Whoever runs the activity chooses, for one or for many at once; nothing happens without a choice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlmodel import Session, col, select

from core.enums import ActivityState, GoalState
from core.errors import RuleViolation
from core.models import Activity, Goal, UnitPlan, UnitPlanChoice
from core.queries.goals import in_force
from core.rules.access import Actor
from core.rules.activities import ENDED
from core.rules.plan_review import PlanItem
from core.services import audit
from core.services.activities import set_state
from core.services.activity_store import compare_and_set, editable
from core.services.requests import first_time, keep_result, result_of
from core.texts import _


class YearEnd(StrEnum):
    """What becomes of an activity when the year ends."""

    DONE = "done"
    MOVE = "move"
    CLOSE = "close"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is chosen for an activity at `rev`: words where it ends, the new last day where it goes on."""

    activity_id: int
    rev: int
    what: YearEnd
    words: str = ""
    ends: date | None = None


def settle_year(session: Session, actor: Actor, *, year: int, choices: Sequence[Choice], key: str) -> int:
    """Do what was chosen for each of some activities at the end of a year; return how many.

    All or none: one that somebody else has changed since, or that lacks its words, stops the rest.
    """
    rows = [editable(session, actor, choice.activity_id) for choice in choices]
    if not first_time(session, actor, key=key, action="activities_settled", subject=(year, tuple(choices))):
        return int(result_of(session, key) or 0)
    if not choices:
        raise RuleViolation(_("Välj vad som ska hända med minst en aktivitet."))
    for row, choice in zip(rows, choices, strict=True):
        _settle(session, actor, row, choice, year)
    keep_result(session, key, len(choices))
    return len(choices)


def _settle(session: Session, actor: Actor, row: Activity, choice: Choice, year: int) -> None:
    if choice.what is YearEnd.MOVE:
        _move(session, actor, row, choice, year)
        return
    state = ActivityState.DONE if choice.what is YearEnd.DONE else ActivityState.STOPPED
    try:
        set_state(
            session, actor, activity_id=choice.activity_id, rev=choice.rev, state=state, outcome=choice.words
        )
    except RuleViolation as refusal:
        raise RuleViolation(f"”{row.title}”: {refusal.message}") from None


def _move(session: Session, actor: Actor, row: Activity, choice: Choice, year: int) -> None:
    """Let an activity go on: another last day, and the goal of next year where its goal has one."""
    if row.state in ENDED:
        raise RuleViolation(_("”{title}” är redan avslutad. Ladda om sidan.").format(title=row.title))
    if choice.ends is not None and choice.ends.year <= year:
        raise RuleViolation(
            _("”{title}”: välj en sista dag efter {year}.").format(title=row.title, year=year)
        )
    old = (row.ends, row.goal_id)
    if _is_planned(session, row, year):
        raise RuleViolation(
            _(
                "”{title}” finns redan som en egen aktivitet i planen för {year}. Välj Klar eller Avslutas."
            ).format(title=row.title, year=year + 1)
        )
    goal_id = goal_of_next_year(session, row.goal_id, year)
    compare_and_set(session, row, choice.rev, ends=choice.ends, goal_id=goal_id)
    audit.record(
        session, actor, "activity_moved_on", subject=("activity", row.id), unit_id=row.unit_id,
        change=(old, (row.ends, row.goal_id)),
    )  # fmt: skip


def goal_of_next_year(
    session: Session, goal_id: int | None, year: int, *, only_in_force: bool = False
) -> int | None:
    """Return the goal that follows on one when it is planned anew for the next year, else the same.

    With `only_in_force` none for one that ends with the year. Part of services that have asked.
    """
    if goal_id is None:
        return None
    later = select(Goal.id).where(
        Goal.origin_id == goal_id, Goal.first_year == year + 1, Goal.state == GoalState.ACTIVE
    )
    found = session.exec(later.order_by(col(Goal.id))).first()
    if found is None and only_in_force:
        return session.exec(select(Goal.id).where(Goal.id == goal_id, in_force(year + 1))).first()
    return found or goal_id


def _is_planned(session: Session, row: Activity, year: int) -> bool:
    """Return whether the plan of the next year has this activity as a row of its own."""
    asked = (
        select(UnitPlanChoice.item)
        .join(UnitPlan, col(UnitPlan.id) == col(UnitPlanChoice.plan_id))
        .where(
            UnitPlanChoice.kind == PlanItem.ACTIVITY,
            UnitPlanChoice.item == str(row.id),
            col(UnitPlanChoice.made_id).is_not(None),
            UnitPlan.year == year + 1,
        )
    )
    return session.exec(asked).first() is not None
