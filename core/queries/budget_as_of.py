"""The budget of a year as it held on a day: the one that holds now without what was decided later.

    budget_as_of(session, *, year, day) -> BudgetAsOf

A forecast is compared with the budget that held when its round closed: June's decision is not in
the budget of a forecast made in May. Nothing is stored for it; the decisions' own lines tell.
"""

from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from sqlmodel import Session, col, select

from core.enums import PlanOrigin
from core.models import BudgetDecision, PlanLine, Version
from core.periods import MONTHS, STOCKHOLM
from core.queries.versions import choose_versions

Cells: TypeAlias = tuple[int, int, tuple[int, ...]]
"""An ansvar, a coding, and twelve months in öre, ledger sign."""


@dataclass(frozen=True, slots=True)
class BudgetAsOf:
    """The version whose balances are read (None: no budget), and the lines to take off them."""

    version_id: int | None
    name: str
    later: tuple[Cells, ...]


def budget_as_of(session: Session, *, year: int, day: date) -> BudgetAsOf:
    """Return the budget of a year as it held at the end of a day. Not narrowed by rights.

    Without an adopted budget it is the one in preparation. A revised budget from a file is taken as
    it is, since nobody knows the days of what is in it.
    """
    held = choose_versions(session, year)
    if held.compared is None:
        return BudgetAsOf(None, "", ())
    rows = session.exec(
        select(PlanLine)
        .join(BudgetDecision, col(BudgetDecision.id) == col(PlanLine.origin_id))
        .where(
            PlanLine.version_id == held.compared,
            PlanLine.origin == PlanOrigin.DECISION,
            col(BudgetDecision.decided_on) > day,
        )
    )
    return BudgetAsOf(held.compared, held.compared_name, tuple(cells_of(row) for row in rows))


def day_of(session: Session, version: Version) -> date:
    """Return the day of a forecast: when it was closed, today while it is open."""
    today: date = session.info["database"].today()
    return version.closed_at.astimezone(STOCKHOLM).date() if version.closed_at is not None else today


def cells_of(line: PlanLine) -> Cells:
    """Return the ansvar, the coding and the months of a line; nothing is zero."""
    return line.unit_id, line.coding_id, tuple(getattr(line, f"m{month}") or 0 for month in MONTHS)
