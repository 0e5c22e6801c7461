"""What is told of a key figure at a unit: words by month, dated notes, the goals measured, and changes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import Mapped
from sqlmodel import Session, col, select

from core.models import AuditEvent, Goal, GoalIndicator, IndicatorAssessment, IndicatorNote, User
from core.queries.access import may, subtree
from core.queries.goals import visible_goals
from core.queries.subjects import names_of_users
from core.rules.access import Action, Actor, roots
from core.table import Status

_MOST_EVENTS = 200


@dataclass(frozen=True, slots=True)
class WordsRow:
    """What a unit said of a value; `status` is its own judgement, None when the thresholds hold."""

    id: int
    indicator_id: int
    unit_id: int
    at: tuple[int, int]
    status: Status | None
    text: str
    user: str
    told: datetime


@dataclass(frozen=True, slots=True)
class NoteRow:
    """Something that happened on a day."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class MeasuredGoal:
    """A goal that a key figure measures, with its weight among the goal's figures."""

    goal_id: int
    title: str
    unit_id: int
    weight: int


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Something that was done with a key figure: the event's name, by whom, when, at which unit."""

    event: str
    user: str
    at: datetime
    unit_id: int | None
    old: Any
    new: Any
    cause: str


def list_words(
    session: Session, actor: Actor, *, indicator_ids: Sequence[int], unit_ids: Sequence[int] | None = None
) -> list[WordsRow]:
    """Return what units in scope said of key figures, the latest first."""
    rows = session.exec(
        select(IndicatorAssessment)
        .where(
            col(IndicatorAssessment.indicator_id).in_(list(indicator_ids)),
            _in_scope(actor, col(IndicatorAssessment.unit_id), unit_ids),
        )
        .order_by(
            col(IndicatorAssessment.year).desc(),
            col(IndicatorAssessment.month).desc(),
            col(IndicatorAssessment.id).desc(),
        )
    ).all()
    names = names_of_users(session, {row.user_id for row in rows})
    return [
        WordsRow(
            row.id or 0, row.indicator_id, row.unit_id, (row.year, row.month),
            Status(row.status) if row.status else None, row.text, names.get(row.user_id, ""), row.at,
        )
        for row in rows
    ]  # fmt: skip


def list_notes(session: Session, actor: Actor, *, indicator_id: int, unit_id: int) -> list[NoteRow]:
    """Return the dated notes of a key figure at a unit in scope, by day."""
    rows = session.exec(
        select(col(IndicatorNote.day), col(IndicatorNote.text))
        .where(
            IndicatorNote.indicator_id == indicator_id,
            _in_scope(actor, col(IndicatorNote.unit_id), [unit_id]),
        )
        .order_by(col(IndicatorNote.day), col(IndicatorNote.id))
    )
    return [NoteRow(day, text) for day, text in rows]


def list_measured_goals(session: Session, actor: Actor, *, indicator_id: int) -> list[MeasuredGoal]:
    """Return the goals that a key figure measures, of those that the actor may see, by title."""
    rows = session.exec(
        select(Goal.id, Goal.title, col(Goal.unit_id), col(GoalIndicator.weight))
        .join(GoalIndicator, col(GoalIndicator.goal_id) == col(Goal.id))
        .where(GoalIndicator.indicator_id == indicator_id, visible_goals(actor))
        .order_by(col(Goal.title), col(Goal.id))
    )
    return [MeasuredGoal(goal_id or 0, title, unit_id, weight) for goal_id, title, unit_id, weight in rows]


def list_changes(session: Session, actor: Actor, *, indicator_id: int, unit_id: int) -> list[ChangeRow]:
    """Return what was done with a definition, and with its place at a unit in scope, the latest first."""
    if not may(session, actor, Action.VIEW_GOALS, unit_id).allowed:
        return []
    rows = session.exec(
        select(AuditEvent)
        .where(
            AuditEvent.subject_kind == "indicator",
            AuditEvent.subject_id == str(indicator_id),
            col(AuditEvent.unit_id).is_(None) | (col(AuditEvent.unit_id) == unit_id),
        )
        .order_by(col(AuditEvent.n).desc(), col(AuditEvent.k).desc())
        .limit(_MOST_EVENTS)
    ).all()
    names = dict(session.exec(select(User.id, User.name)).all())
    return [
        ChangeRow(row.action, names.get(row.user_id, ""), row.at, row.unit_id, row.old, row.new, row.cause)
        for row in rows
    ]


def _in_scope(actor: Actor, unit_id: Mapped[int], unit_ids: Sequence[int] | None) -> ColumnElement[bool]:
    within = unit_id.in_(subtree(actor.tree_id, roots(actor, Action.VIEW_GOALS)))
    return within if unit_ids is None else within & unit_id.in_(list(unit_ids))
