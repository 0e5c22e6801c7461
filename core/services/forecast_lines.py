"""The plan lines of a forecast: one a row, its value laid out over the months, in the ledger's sign."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sqlmodel import Session, col, select

from core.enums import PlanOrigin
from core.models import PlanLine
from core.periods import MONTHS
from core.queries.forecast_versions import Place, Spot
from core.rules.forecast import lay_out
from core.rules.forecast_methods import Known
from core.services import balances

_NO_PROFILE = (None,) * len(MONTHS)


@dataclass(frozen=True, slots=True)
class Start:
    """What a row begins at, in öre, report sign; `from_id` is the forecast whose value stands."""

    place: Place
    spot: Spot
    amount: int
    known: Known
    from_id: int | None = None


def replace_lines(
    session: Session, version_id: int, unit_ids: Collection[int], starts: Sequence[Start]
) -> int:
    """Exchange the units' lines that nobody has touched for new ones; return how many were written.

    Part of a service that has asked for the right.
    """
    held = session.exec(
        select(PlanLine).where(
            PlanLine.version_id == version_id,
            col(PlanLine.origin).in_((PlanOrigin.PROPOSAL, PlanOrigin.MANUAL)),
        )
    ).all()
    gone = [
        line
        for line in held
        if line.origin is PlanOrigin.PROPOSAL and (line.explain or {}).get("unit") in unit_ids
    ]
    typed = {(line.unit_id, line.coding_id) for line in held if line.origin is PlanOrigin.MANUAL}
    new = [_line(version_id, start) for start in starts if start.spot not in typed]
    move(session, version_id, gone, new)
    for line in gone:
        session.delete(line)
    session.add_all(new)
    session.flush()
    return len(new)


def explain(place: Place, known: Known, from_id: int | None = None) -> dict[str, Any]:
    """Return what is kept beside a value: whose it is, and what was known when it was set (öre)."""
    return {
        "unit": place[0],
        "row": place[1],
        "months": len(known.months),
        "outcome": known.outcome,
        "from": from_id,
    }


def months_of(amount: int, known: Known) -> tuple[int, ...]:
    """Return a value (report sign) over the months as it is stored (ledger sign)."""
    return tuple(-month for month in lay_out(amount, known.months, known.budget or _NO_PROFILE))


def _line(version_id: int, start: Start) -> PlanLine:
    months: dict[str, Any] = {
        f"m{month}": amount
        for month, amount in zip(MONTHS, months_of(start.amount, start.known), strict=True)
    }
    return PlanLine(
        version_id=version_id, unit_id=start.spot[0], coding_id=start.spot[1], origin=PlanOrigin.PROPOSAL,
        origin_id=start.from_id, explain=explain(start.place, start.known, start.from_id), **months,
    )  # fmt: skip


def move(session: Session, version_id: int, gone: Sequence[PlanLine], new: Sequence[PlanLine]) -> None:
    """Move the balances from the old lines to the new ones; part of a service that has asked."""
    cells = [
        (line.unit_id, line.coding_id, month, sign * amount)
        for lines, sign in ((gone, -1), (new, 1))
        for line in lines
        for month in MONTHS
        if (amount := getattr(line, f"m{month}"))
    ]
    if cells:
        units, codings, months, amounts = np.array(cells, dtype=np.int64).T
        balances.add_deltas(session, version_id, balances.deltas_of(units, codings, months, amounts))
