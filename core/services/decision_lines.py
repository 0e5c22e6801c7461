"""The lines of a budget decision in preparation, stored and taken away with their balances.

Part of other services, which have asked for the right.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session

from core.models import PlanLine
from core.periods import MONTHS
from core.services.revised_budget import move_balances


@dataclass(frozen=True, slots=True)
class NewLine:
    """A line to store: twelve months in öre, ledger sign; None is nothing."""

    unit_id: int
    coding_id: int
    months: tuple[int | None, ...]
    label: str = ""
    text: str = ""


def insert_lines(session: Session, version_id: int, lines: Sequence[NewLine]) -> list[int]:
    """Store lines in a decision's version and return their ids."""
    rows = [_stored(version_id, line) for line in lines]
    session.add_all(rows)
    session.flush()
    move_balances(session, version_id, rows, sign=1)
    return [row.id or 0 for row in rows]


def months_of(line: PlanLine) -> tuple[int | None, ...]:
    """Return the twelve months of a stored line."""
    return tuple(getattr(line, f"m{month}") for month in MONTHS)


def _stored(version_id: int, line: NewLine) -> PlanLine:
    row = PlanLine(
        version_id=version_id,
        unit_id=line.unit_id,
        coding_id=line.coding_id,
        label=line.label,
        text=line.text,
    )
    for month, amount in zip(MONTHS, line.months, strict=True):
        setattr(row, f"m{month}", amount)
    return row
