"""What a save of plan cells writes: the lines, the history of each cell, the balances and the audit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC

import numpy as np
from sqlalchemy import text
from sqlmodel import Session

from core.enums import ChangeStep
from core.periods import MONTHS
from core.rules.access import Actor
from core.services import audit, balances
from core.services.bulk import insert_rows

_HISTORY = (
    "version_id", "unit_id", "coding_id", "line_id", "month", "old", "new", "user_id", "for_user_id",
    "step", "cause", "request_key", "of_key", "at",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Step:
    """Whether this is a new change, or one taken back or made again, of which save, and why."""

    kind: ChangeStep = ChangeStep.DO
    of_key: str = ""
    cause: str = ""


@dataclass(slots=True)
class HeldLine:
    """A line as it is held while a save works on it; `months` are its twelve amounts."""

    id: int
    unit_id: int
    coding_id: int
    months: list[int | None]


@dataclass(frozen=True, slots=True)
class Written:
    """One month of a line that was written, from what to what."""

    line: HeldLine
    month: int
    old: int | None
    new: int | None


@dataclass(frozen=True, slots=True)
class Change:
    """One save: which cells of which version, under which key, and for whom by ansvar."""

    version_id: int
    key: str
    step: Step
    cells: Sequence[Written]
    for_users: Mapping[int, int | None]


def store(session: Session, actor: Actor, change: Change) -> None:
    """Write a save that has been checked; the lines hold their new months already."""
    _store_lines(session, change)
    _keep_history(session, actor, change)
    _move_balances(session, change)
    _tell_audit(session, actor, change)


def _store_lines(session: Session, change: Change) -> None:
    columns = [f"m{month}" for month in MONTHS]
    assigned = ", ".join(f"{column} = :{column}" for column in columns)
    lines = {cell.line.id: cell.line for cell in change.cells}
    rows = [{"id": line.id, **dict(zip(columns, line.months, strict=True))} for line in lines.values()]
    session.execute(text(f"UPDATE plan_line SET {assigned} WHERE id = :id"), rows)


def _keep_history(session: Session, actor: Actor, change: Change) -> None:
    moment = session.info["database"].now().astimezone(UTC)
    zone = "" if session.connection().dialect.name == "sqlite" else "+00"
    insert_rows(
        session,
        "plan_change",
        _HISTORY,
        [
            (
                change.version_id, cell.line.unit_id, cell.line.coding_id, cell.line.id, cell.month,
                cell.old, cell.new, actor.user_id, change.for_users.get(cell.line.unit_id),
                change.step.kind.value, change.step.cause, change.key, change.step.of_key,
                f"{moment:%Y-%m-%d %H:%M:%S.%f}{zone}",
            )
            for cell in change.cells
        ],
    )  # fmt: skip


def _move_balances(session: Session, change: Change) -> None:
    def column(values: Sequence[int]) -> balances.Ints:
        return np.array(values, dtype=np.int64)

    deltas = balances.deltas_of(
        column([cell.line.unit_id for cell in change.cells]),
        column([cell.line.coding_id for cell in change.cells]),
        column([cell.month for cell in change.cells]),
        column([(cell.new or 0) - (cell.old or 0) for cell in change.cells]),
    )
    balances.add_deltas(session, change.version_id, deltas)


def _tell_audit(session: Session, actor: Actor, change: Change) -> None:
    """Write one event per ansvar: how many cells, and by how much; each cell stands in the history."""
    sums: dict[int, list[int]] = {}
    for cell in change.cells:
        held = sums.setdefault(cell.line.unit_id, [0, 0])
        held[0] += 1
        held[1] += (cell.new or 0) - (cell.old or 0)
    for unit_id, (cells, amount) in sums.items():
        audit.record(
            session,
            actor,
            f"plan_{change.step.kind}",
            subject=("version", change.version_id),
            unit_id=unit_id,
            change=(None, {"cells": cells, "change": amount}),
            cause=change.step.cause,
        )
