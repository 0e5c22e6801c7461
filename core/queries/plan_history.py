"""The history of a plan's cells: who changed what from what to what, and what can be taken back."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from core.enums import ChangeStep
from core.models import PlanChange, User
from core.queries import access
from core.queries.plan_rights import require_plan_unit
from core.rules.access import Actor

MOST_STEPS = 50
"""How many of one's own saves can be taken back."""


@dataclass(frozen=True, slots=True)
class CellChange:
    """One change of a cell, öre in ledger sign; `for_name` is who it was entered for."""

    line_id: int
    month: int
    old: int | None
    new: int | None
    user_name: str
    for_name: str
    step: ChangeStep
    cause: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Steps:
    """The keys of one's own saves: those that can be taken back, and made again, the next one last."""

    done: tuple[str, ...]
    undone: tuple[str, ...]


def history_of(
    session: Session, actor: Actor, *, version_id: int, unit_id: int, coding_id: int, month: int | None = None
) -> list[CellChange]:
    """Return the changes of a coding on an ansvar, newest first; of one month, or of the whole row."""
    require_plan_unit(session, actor, version_id=version_id, unit_id=unit_id)
    statement = (
        select(PlanChange, User.name)
        .join(User, col(User.id) == col(PlanChange.user_id))
        .where(
            PlanChange.version_id == version_id,
            PlanChange.unit_id == unit_id,
            PlanChange.coding_id == coding_id,
        )
        .order_by(col(PlanChange.id).desc())
    )
    if month is not None:
        statement = statement.where(PlanChange.month == month)
    rows = session.exec(statement).all()
    names = dict(session.exec(select(User.id, User.name)).all()) if rows else {}
    return [
        CellChange(
            row.line_id,
            row.month,
            row.old,
            row.new,
            name,
            names.get(row.for_user_id, "") if row.for_user_id else "",
            row.step,
            row.cause,
            row.at,
        )
        for row, name in rows
    ]


def changed_codings(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> set[tuple[int, int]]:
    """Return the (ansvar, coding) pairs below a unit of which there is any history."""
    require_plan_unit(session, actor, version_id=version_id, unit_id=unit_id)
    rows = session.exec(
        select(PlanChange.unit_id, PlanChange.coding_id)
        .where(
            PlanChange.version_id == version_id,
            col(PlanChange.unit_id).in_(access.subtree(actor.tree_id, (unit_id,))),
        )
        .distinct()
    )
    return set(rows)


def own_steps(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> Steps:
    """Return one's own latest saves on a unit's part of a plan, told apart by whether they stand.

    A new save after something was taken back ends the way forward, as in any editor.
    """
    require_plan_unit(session, actor, version_id=version_id, unit_id=unit_id)
    rows = session.exec(
        select(PlanChange.request_key, PlanChange.of_key, PlanChange.step)
        .where(
            PlanChange.user_id == actor.user_id,
            PlanChange.version_id == version_id,
            col(PlanChange.unit_id).in_(access.subtree(actor.tree_id, (unit_id,))),
        )
        .order_by(col(PlanChange.id))
    ).all()
    done: list[str] = []
    undone: list[str] = []
    for key, of_key, step in dict.fromkeys(rows):
        if step is ChangeStep.DO:
            done.append(key)
            undone.clear()
        elif step is ChangeStep.UNDO and of_key in done:
            done.remove(of_key)
            undone.append(of_key)
        elif step is ChangeStep.REDO and of_key in undone:
            undone.remove(of_key)
            done.append(of_key)
    return Steps(tuple(done[-MOST_STEPS:]), tuple(undone))
