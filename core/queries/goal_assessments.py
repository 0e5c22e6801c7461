"""What units say of their goals: the latest judgement of each by a month, and all that was said."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from core.enums import RoundKind, RoundState
from core.models import AssessmentStep, Goal, GoalAssessment, Round, Submission, TreeUnit
from core.queries.goals import visible_goals
from core.queries.subjects import names_of_users
from core.rules.access import Actor
from core.rules.goals import covers_month
from core.table import Status


@dataclass(frozen=True, slots=True)
class AssessmentRow:
    """What was said of a goal at the end of a month; without a step (status NONE) only words."""

    id: int
    goal_id: int
    year: int
    month: int
    step_id: int | None
    status: Status
    word: str
    forecast_word: str
    text: str
    user: str
    at: datetime


def read_assessments(
    session: Session, actor: Actor, *, year: int, month: int, goal_ids: Collection[int] | None = None
) -> dict[int, AssessmentRow]:
    """Return the latest of each goal that the actor may see, said of a month of the year up to `month`."""
    statement = (
        select(GoalAssessment)
        .join(Goal, col(Goal.id) == col(GoalAssessment.goal_id))
        .where(GoalAssessment.year == year, GoalAssessment.month <= month, visible_goals(actor))
        .order_by(col(GoalAssessment.goal_id), col(GoalAssessment.month), col(GoalAssessment.id))
    )
    if goal_ids is not None:
        statement = statement.where(col(GoalAssessment.goal_id).in_(list(goal_ids)))
    latest = {row.goal_id: row for row in session.exec(statement)}
    return {row.goal_id: row for row in _rows(session, list(latest.values()))}


def list_assessments(session: Session, actor: Actor, *, goal_id: int) -> list[AssessmentRow]:
    """Return all that was said of a goal, the latest first; nothing of one that is not the actor's to see."""
    rows = session.exec(
        select(GoalAssessment)
        .join(Goal, col(Goal.id) == col(GoalAssessment.goal_id))
        .where(GoalAssessment.goal_id == goal_id, visible_goals(actor))
        .order_by(
            col(GoalAssessment.year).desc(), col(GoalAssessment.month).desc(), col(GoalAssessment.id).desc()
        )
    ).all()
    return _rows(session, rows)


def rounds_of_month(
    session: Session, *, tree_id: int, unit_id: int, year: int, month: int
) -> list[tuple[Round, Submission]]:
    """Return the rounds about goals that a month of a unit belongs to, with the submission it is part of.

    That is the unit's own, or the nearest above it. Not narrowed by rights: for services that have asked.
    """
    place = session.exec(
        select(TreeUnit).where(TreeUnit.tree_id == tree_id, TreeUnit.unit_id == unit_id)
    ).first()
    if place is None:
        return []
    asked = session.exec(
        select(Round, Submission)
        .join(Submission, col(Submission.round_id) == col(Round.id))
        .join(TreeUnit, col(TreeUnit.unit_id) == col(Submission.unit_id))
        .where(
            Round.kind == RoundKind.GOALS,
            Round.year == year,
            Round.state != RoundState.PLANNED,
            TreeUnit.tree_id == tree_id,
            col(TreeUnit.lft) <= place.lft,
            col(TreeUnit.rgt) >= place.rgt,
        )
        .order_by(col(TreeUnit.depth))
    ).all()
    nearest = {chosen.id: (chosen, submission) for chosen, submission in asked}
    return [
        (chosen, submission)
        for chosen, submission in nearest.values()
        if covers_month(chosen.year, chosen.deadline, month)
    ]


def _rows(session: Session, rows: Collection[GoalAssessment]) -> list[AssessmentRow]:
    names = names_of_users(session, {row.user_id for row in rows})
    steps = {step.id: step for step in session.exec(select(AssessmentStep))}
    return [_row(row, steps.get(row.step_id), names[row.user_id]) for row in rows]


def _row(row: GoalAssessment, step: AssessmentStep | None, user: str) -> AssessmentRow:
    return AssessmentRow(
        id=row.id or 0,
        goal_id=row.goal_id,
        year=row.year,
        month=row.month,
        step_id=row.step_id,
        status=Status(step.status) if step else Status.NONE,
        word=step.word if step else "",
        forecast_word=step.forecast_word if step else "",
        text=row.text,
        user=user,
        at=row.at,
    )
