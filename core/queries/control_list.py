"""The control list as it stands: what is set, what was answered, and how far units have come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, func, select

from core.enums import ControlVerdict, TaskStatus, UnitKind
from core.models import ControlAnswer, Setting, Task, TreeUnit, User
from core.periods import Period
from core.queries.access import UnitRow, require, subtree, under, unit_rows
from core.rules.access import Action, Actor
from core.rules.control_settings import ControlSettings, read_settings

SETTING = "control_list"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """An answer to one thing of a month: what was said by whom and when (UTC), and the task it became."""

    unit_id: int
    month: int
    rule: str
    key: str
    verdict: ControlVerdict
    text: str
    user: str
    at: datetime
    task_id: int | None
    task_open: bool


@dataclass(frozen=True, slots=True)
class UnitProgress:
    """How many things a unit has answered about a month, and how many of them are to be corrected."""

    unit: UnitRow
    answered: int
    wrong: int


def control_settings(session: Session) -> ControlSettings:
    """Return what is set, the usual where nothing is."""
    row = session.get(Setting, SETTING)
    return read_settings(row.value if row else "")


def list_answers(session: Session, actor: Actor, *, unit_id: int, year: int) -> list[AnswerRow]:
    """Return every answer of a year on a unit and below it."""
    require(session, actor, Action.VIEW_TRANSACTIONS, unit_id)
    rows = session.exec(
        select(ControlAnswer, User.name, Task.status)
        .join(User, col(User.id) == col(ControlAnswer.user_id))
        .join(Task, col(Task.id) == col(ControlAnswer.task_id), isouter=True)
        .where(
            ControlAnswer.year == year,
            col(ControlAnswer.unit_id).in_(subtree(actor.tree_id, (unit_id,))),
        )
        .order_by(col(ControlAnswer.at), col(ControlAnswer.key))
    )
    return [
        AnswerRow(
            row.unit_id, row.month, row.rule, row.key, row.verdict, row.text, name, row.at, row.task_id,
            status is TaskStatus.OPEN,
        )
        for row, name, status in rows
    ]  # fmt: skip


def unit_progress(session: Session, actor: Actor, *, unit_id: int, period: Period) -> list[UnitProgress]:
    """Return the units below that have ansvar of their own, with how far they have come in a month."""
    require(session, actor, Action.VIEW_TRANSACTIONS, unit_id)
    tree = unit_rows(session, actor.tree_id, under(actor.tree_id, (unit_id,)))
    parents = {unit.parent_id for unit in tree if unit.kind is UnitKind.COST_CENTER}
    units = [unit for unit in tree if unit.id in parents]
    total = _answers_by_home(session, actor, period, {unit.id for unit in units})
    return [UnitProgress(unit, *total.get(unit.id, (0, 0))) for unit in units]


def _answers_by_home(
    session: Session, actor: Actor, period: Period, units: Collection[int]
) -> dict[int, tuple[int, int]]:
    """Return (answered, wrong) by the unit that an answer lies on, or the unit of its ansvar."""
    rows = session.exec(
        select(ControlAnswer.unit_id, TreeUnit.parent_id, ControlAnswer.verdict, func.count())
        .join(
            TreeUnit,
            (col(TreeUnit.unit_id) == col(ControlAnswer.unit_id)) & (col(TreeUnit.tree_id) == actor.tree_id),
        )
        .where(ControlAnswer.year == period.year, ControlAnswer.month == period.month)
        .group_by(col(ControlAnswer.unit_id), col(TreeUnit.parent_id), col(ControlAnswer.verdict))
    )
    total: dict[int, tuple[int, int]] = {}
    for unit_id, parent_id, verdict, count in rows:
        home = unit_id if unit_id in units else parent_id
        if home in units and home is not None:
            answered, wrong = total.get(home, (0, 0))
            total[home] = answered + count, wrong + (count if verdict is ControlVerdict.WRONG else 0)
    return total
