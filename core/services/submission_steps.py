"""The submissions of a round when it opens: one per asked unit, with steps frozen from that day's tree."""

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, col, insert, select

from core.enums import Role
from core.models import Submission, SubmissionStep, TreeUnit
from core.queries.rounds import OpeningRow
from core.rules.rounds import NewLevel


def freeze_steps(session: Session, round_id: int, rows: Iterable[OpeningRow]) -> int:
    """Create the submissions with their steps and return how many; a later reorganisation moves none."""
    opened = [(Submission(round_id=round_id, unit_id=row.unit.unit_id), row.steps) for row in rows]
    session.add_all(submission for submission, _steps in opened)
    session.flush()
    frozen = [
        {
            "submission_id": submission.id,
            "level": step.level,
            "unit_id": step.unit_id,
            "role": step.role,
            "deadline": step.deadline,
        }
        for submission, steps in opened
        for step in steps
    ]
    if frozen:
        session.execute(insert(SubmissionStep), frozen)
    return len(opened)


def move_step_deadlines(session: Session, tree_id: int, round_id: int, levels: Iterable[NewLevel]) -> None:
    """Give the steps of a round's submissions their levels' days; a level is known by its kind and role."""
    days: dict[tuple[str, Role], date] = {(level.unit_kind, level.role): level.deadline for level in levels}
    steps = session.exec(
        select(SubmissionStep, TreeUnit.kind)
        .join(Submission, col(Submission.id) == col(SubmissionStep.submission_id))
        .join(TreeUnit, col(TreeUnit.unit_id) == col(SubmissionStep.unit_id))
        .where(Submission.round_id == round_id, TreeUnit.tree_id == tree_id)
    ).all()
    for step, kind in steps:
        step.deadline = days.get((kind, step.role), step.deadline)
        session.add(step)
