"""How goals end: closed on a day with a reason, merged into another, or not followed after a year.

Nothing is deleted, and each step has its way back.
"""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from sqlmodel import Session

from core.enums import GoalState
from core.errors import RuleViolation
from core.models import Goal
from core.queries.goal_mergers import MERGED, MOVED
from core.rules.access import Actor
from core.rules.long_texts import checked_text
from core.services import audit
from core.services.frames import hold_top
from core.services.goal_mergers import give_back, take_over
from core.services.goal_store import (
    LONGEST_WHY,
    check_years,
    compare_and_set,
    editable,
    owned,
    require_active,
)
from core.services.requests import first_time
from core.texts import _


def close_goal(session: Session, actor: Actor, *, goal_id: int, rev: int, day: date, why: str) -> int:
    """Close a goal on a day, today at the latest, with a reason; return its new `rev`."""
    goal = editable(session, actor, goal_id)
    reason = checked_text(why, what=_("varför målet avslutas"), longest=LONGEST_WHY)
    _check_day(session, goal, day)
    compare_and_set(session, goal, rev, state=GoalState.CLOSED, closed_on=day, closed_why=reason)
    audit.record(
        session, actor, "goal_closed", subject=("goal", goal_id), unit_id=goal.unit_id,
        change=(None, {"title": goal.title, "day": day}), cause=reason,
    )  # fmt: skip
    return goal.rev


def reopen_goal(session: Session, actor: Actor, *, goal_id: int, rev: int) -> int:
    """Open a goal that was closed or merged; return its new `rev`.

    What a merger gave the other goal comes back, but for what was changed since.
    """
    goal = owned(session, actor, goal_id)
    if goal.state is GoalState.ACTIVE:
        raise RuleViolation(_("Målet är redan öppet."))
    old = {
        "state": goal.state, "day": goal.closed_on, "why": goal.closed_why, "into": goal.merged_into_id,
    }  # fmt: skip
    hold_top(session, actor)
    returned = give_back(session, actor, goal)
    compare_and_set(
        session, goal, rev, state=GoalState.ACTIVE, closed_on=None, closed_why="", merged_into_id=None
    )
    audit.record(
        session, actor, "goal_reopened", subject=("goal", goal_id), unit_id=goal.unit_id,
        change=(old, {"back": asdict(returned.back)} if returned and returned.back else None),
    )  # fmt: skip
    return goal.rev


def end_goal(session: Session, actor: Actor, *, goal_id: int, rev: int, last_year: int | None) -> int:
    """Say the last year that a goal is followed, None until further notice; return its new `rev`."""
    goal = editable(session, actor, goal_id)
    check_years(goal.first_year, last_year)
    old = goal.last_year
    compare_and_set(session, goal, rev, last_year=last_year)
    audit.record(
        session, actor, "goal_last_year", subject=("goal", goal_id), unit_id=goal.unit_id,
        change=(old, last_year),
    )  # fmt: skip
    return goal.rev


def merge_goals(
    session: Session,
    actor: Actor,
    *,
    goals: Sequence[tuple[int, int]],
    into_id: int,
    day: date,
    why: str,
    key: str,
) -> None:
    """Merge goals (id, rev) into another one; each keeps its history and points at it.

    The other goal takes over their links, marks, key figures, activities and money, and the log keeps
    which. `RuleViolation` for a circle.
    """
    into = editable(session, actor, into_id)
    merged = [(owned(session, actor, goal_id), rev) for goal_id, rev in goals]
    reason = checked_text(why, what=_("varför målen slås ihop"), longest=LONGEST_WHY)
    if not merged or into_id in {goal.id for goal, _rev in merged}:
        raise RuleViolation(_("Välj minst ett annat mål att slå ihop med det här."))
    if not first_time(session, actor, key=key, action="goals_merged", subject=(tuple(goals), into_id)):
        return
    hold_top(session, actor)
    for goal, rev in merged:
        require_active(goal)
        _check_day(session, goal, day)
        moved = take_over(session, goal, into)
        compare_and_set(
            session, goal, rev, state=GoalState.MERGED, closed_on=day, closed_why=reason,
            merged_into_id=into_id,
        )  # fmt: skip
        audit.record(
            session, actor, MERGED, subject=("goal", goal.id), unit_id=goal.unit_id,
            change=({"title": goal.title}, {"into": into_id, "title": into.title, MOVED: moved}),
            cause=reason,
        )  # fmt: skip


def _check_day(session: Session, goal: Goal, day: date) -> None:
    if day > session.info["database"].today():
        raise RuleViolation(_("Välj dagens datum eller en dag som har varit."))
    if day.year < goal.first_year:
        raise RuleViolation(_("Målet gäller först från {year}.").format(year=goal.first_year))
