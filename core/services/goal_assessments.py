"""What a unit says of its goal at the end of a month: a step of the scale, its own words, or both.

Nothing that was said is changed: a new row is added, and the latest holds.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.errors import Conflict, RuleViolation
from core.models import AssessmentStep, Goal, GoalAssessment
from core.periods import Period
from core.rules.access import Actor
from core.rules.goals import is_in_force
from core.rules.long_texts import LONG, checked_text
from core.services import audit
from core.services.frames import hold_top
from core.services.goal_periods import require_begun, require_open
from core.services.goal_store import owned, require_active
from core.services.requests import first_time, keep_result, result_of
from core.texts import _


@dataclass(frozen=True, slots=True)
class NewAssessment:
    """What is said: a step, words, or both. `seen` is the id of what the writer saw of the month, if any."""

    step_id: int | None
    text: str = ""
    seen: int | None = None


def assess_goal(
    session: Session, actor: Actor, *, goal_id: int, period: Period, said: NewAssessment, key: str
) -> int:
    """Say how a goal stands at the end of a month; return the row's id.

    Raises `RuleViolation` for a month that has not begun, a goal that is not in force, nothing said,
    or a month whose round is closed or handed in; `Conflict` when somebody else has said it since.
    """
    goal = owned(session, actor, goal_id)
    text = checked_text(said.text, what=_("bedömningen"), longest=LONG, needed=False)
    step = _step(session, said.step_id)
    if step is None and not text:
        raise RuleViolation(_("Välj en bedömning eller skriv något om målet."))
    subject = (goal_id, period, said)
    if not first_time(session, actor, key=key, action="goal_assessed", subject=subject):
        return int(result_of(session, key))
    require_active(goal)
    _check_period(session, goal, period)
    require_open(session, actor, unit_id=goal.unit_id, period=period)
    hold_top(session, actor)
    before = latest_of(session, goal_id, period)
    if (before.id if before else None) != said.seen:
        raise Conflict(_("Någon annan har bedömt målet sedan du öppnade det. Läs det och försök igen."))
    row = GoalAssessment(
        goal_id=goal_id, year=period.year, month=period.month, step_id=said.step_id, text=text,
        user_id=actor.user_id, at=session.info["database"].now(),
    )  # fmt: skip
    session.add(row)
    session.flush()
    audit.record(
        session, actor, "goal_assessed", subject=("goal", goal_id), unit_id=goal.unit_id,
        change=(_held(session, before), {**_held(session, row), "period": str(period)}),
    )  # fmt: skip
    keep_result(session, key, row.id)
    return row.id or 0


def latest_of(session: Session, goal_id: int, period: Period) -> GoalAssessment | None:
    """Return what holds of a goal for a very month. Not narrowed by rights: for services that have asked."""
    return session.exec(
        select(GoalAssessment)
        .where(
            GoalAssessment.goal_id == goal_id, GoalAssessment.year == period.year,
            GoalAssessment.month == period.month,
        )
        .order_by(col(GoalAssessment.id).desc())
    ).first()  # fmt: skip


def _step(session: Session, step_id: int | None) -> AssessmentStep | None:
    step = session.get(AssessmentStep, step_id) if step_id is not None else None
    if step_id is not None and step is None:
        raise RuleViolation(_("Bedömningen finns inte längre i skalan. Ladda om sidan."))
    return step


def _check_period(session: Session, goal: Goal, period: Period) -> None:
    if not is_in_force(goal.first_year, goal.last_year, period.year):
        raise RuleViolation(_("Målet gäller inte den perioden. Välj en annan."))
    require_begun(session, period)


def _held(session: Session, row: GoalAssessment | None) -> dict[str, object]:
    if row is None:
        return {}
    step = _step(session, row.step_id)
    return {"step": step.word if step else None, "text": row.text}
