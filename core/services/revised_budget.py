"""The revised budget of a year: the adopted one, and on it what decisions have changed.

Its own lines are deltas; its balances are those of its base and its own lines together. Part of
other services, which have asked for the right.
"""

from collections.abc import Sequence

import numpy as np
from sqlmodel import Session, col, select

from core.enums import PlanOrigin, VersionKind
from core.errors import RuleViolation
from core.models import BudgetDecision, PlanLine, Version
from core.periods import MONTHS
from core.queries.budget_bases import adopted_budget, revised_budget
from core.services import balances
from core.services.balances import Ints
from core.texts import _


def ensure_revised(session: Session, *, year: int) -> Version:
    """Return the revised budget of a year, made of the adopted one when there is none.

    Raises `RuleViolation` when the year's budget is not adopted.
    """
    held = revised_budget(session, year)
    if held is not None:
        if held.closed_at is not None:
            raise RuleViolation(_("{name} är stängd och kan inte ändras.").format(name=held.name))
        return held
    base = require_adopted(session, year=year)
    made = Version(
        kind=VersionKind.REVISED,
        year=year,
        name=_("Reviderad budget {year}").format(year=year),
        base_id=base.id,
    )
    session.add(made)
    session.flush()
    balances.copy_balances(session, from_id=base.id or 0, to_id=made.id or 0)
    return made


def require_adopted(session: Session, *, year: int) -> Version:
    """Return the adopted budget of a year; `RuleViolation` when it is not adopted yet."""
    base = adopted_budget(session, year)
    if base is None:
        raise RuleViolation(
            _("Budgeten för {year} är inte antagen än. Ändra den där den läggs, inte med ett beslut.").format(
                year=year
            )
        )
    return base


def copy_in(session: Session, decision: BudgetDecision) -> int:
    """Copy the lines of a decision into the revised budget with the balances; return how many lines."""
    revised = ensure_revised(session, year=decision.year)
    lines = session.exec(
        select(PlanLine).where(PlanLine.version_id == decision.version_id).order_by(col(PlanLine.id))
    ).all()
    months = {f"m{month}" for month in MONTHS}
    session.add_all(
        PlanLine(
            version_id=revised.id or 0,
            origin=PlanOrigin.DECISION,
            origin_id=decision.id,
            **line.model_dump(include={"unit_id", "coding_id", "label", "text", *months}),
        )
        for line in lines
    )
    session.flush()
    balances.add_deltas(session, revised.id or 0, _deltas(lines))
    return len(lines)


def move_balances(session: Session, version_id: int, lines: Sequence[PlanLine], *, sign: int) -> None:
    """Add the amounts of lines to the balances of a version, or take them off with sign −1."""
    deltas = _deltas(lines)
    balances.add_deltas(
        session, version_id, balances.Deltas(deltas.units, deltas.codings, sign * deltas.amounts)
    )


def _deltas(lines: Sequence[PlanLine]) -> balances.Deltas:
    """Return the months of lines as changes of balances."""
    cells = [
        (line.unit_id, line.coding_id, month, amount)
        for line in lines
        for month in MONTHS
        if (amount := getattr(line, f"m{month}"))
    ]
    columns: Ints = np.array(cells, dtype=np.int64).reshape(-1, 4)
    return balances.deltas_of(columns[:, 0], columns[:, 1], columns[:, 2], columns[:, 3])
