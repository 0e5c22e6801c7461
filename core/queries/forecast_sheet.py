"""A unit's forecast as it stands: value, proposal, outcome and budget of each row, öre in report sign."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import ForecastCause, ForecastMethod, PlanOrigin
from core.models import ForecastProposal, ForecastReason, PlanLine, Round, RoundUnit, TreeUnit, Version
from core.periods import MONTHS
from core.queries import access
from core.queries.classes import read_definition
from core.queries.forecast_series import ROWS, Series, months_known, series_of
from core.queries.forecast_versions import Spot, forecast_before, nominations, values_of
from core.queries.plan_rights import require_plan_unit
from core.rules.access import Actor
from core.rules.forecast import SetAt


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the system proposed, by which method, and between what it should end."""

    method: ForecastMethod
    amount: int
    low: int
    high: int
    tested: bool


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """A report row of a unit's forecast; None where there is no figure at all.

    `outcome` is of the closed months, `previous` the value of the forecast before, `touched` tells
    that a person has set or accepted the value, `set_at` what was known when the row was proposed.
    """

    row_key: str
    title: str
    value: int | None
    touched: bool
    set_at: SetAt
    proposal: Proposal | None
    outcome: int
    budget: int | None
    last_year: int | None
    previous: int | None
    cause: ForecastCause | None
    text: str


@dataclass(frozen=True, slots=True)
class ForecastSheet:
    """A unit's rows in the order of the definition, how many months are closed, and the net's cause."""

    rows: tuple[ForecastRow, ...]
    months: int
    cause: ForecastCause | None
    text: str


@dataclass(frozen=True, slots=True)
class _Held:
    """What is stored of a unit's forecast, by row."""

    lines: dict[Spot, PlanLine]
    proposals: dict[str, ForecastProposal]
    reasons: dict[str, ForecastReason]
    series: dict[str, Series]
    before: dict[Spot, int]


def read_sheet(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> ForecastSheet:
    """Return a unit's forecast; `NotAllowed` unless the actor may see its plan."""
    version = require_plan_unit(session, actor, version_id=version_id, unit_id=unit_id)
    held = _held(session, actor, version, unit_id)
    months = months_known(session, version.year)
    spots = nominations(session, [unit_id])
    rows = tuple(
        _row(held, row.key, row.title, spots.get((unit_id, row.key)), version.year, months)
        for row in read_definition(session, ROWS)
        if (unit_id, row.key) in spots or row.key in held.series
    )
    net = held.reasons.get("")
    return ForecastSheet(rows, months, net.cause if net else None, net.text if net else "")


def _held(session: Session, actor: Actor, version: Version, unit_id: int) -> _Held:
    version_id = version.id or 0
    lines = session.exec(
        select(PlanLine).where(
            PlanLine.version_id == version_id,
            col(PlanLine.origin).in_((PlanOrigin.PROPOSAL, PlanOrigin.MANUAL)),
            col(PlanLine.unit_id).in_(access.subtree(actor.tree_id, (unit_id,))),
        )
    )
    proposals = session.exec(
        select(ForecastProposal).where(
            ForecastProposal.version_id == version_id, ForecastProposal.unit_id == unit_id
        )
    )
    reasons = session.exec(
        select(ForecastReason).where(
            ForecastReason.version_id == version_id, ForecastReason.unit_id == unit_id
        )
    )
    units = sorted({unit_id, *_asked_below(session, actor, version_id, unit_id)})
    years = (version.year - 1, version.year)
    series = series_of(session, tree_id=actor.tree_id, unit_ids=units, years=years)
    before = forecast_before(session, version)
    return _Held(
        lines={(line.unit_id, line.coding_id): line for line in lines},
        proposals={row.row_key: row for row in proposals},
        reasons={row.row_key: row for row in reasons},
        series={one.row_key: one for one in series if one.unit_id == unit_id},
        before=values_of(session, version_id=before.id or 0) if before is not None else {},
    )


def _asked_below(session: Session, actor: Actor, version_id: int, unit_id: int) -> list[int]:
    """Return the units below that a round of the forecast asks, whose rows are not the unit's own."""
    rows = session.exec(
        select(RoundUnit.unit_id)
        .join(Round, col(Round.id) == col(RoundUnit.round_id))
        .join(TreeUnit, col(TreeUnit.unit_id) == col(RoundUnit.unit_id))
        .where(
            Round.version_id == version_id,
            TreeUnit.tree_id == actor.tree_id,
            col(RoundUnit.unit_id).in_(access.subtree(actor.tree_id, (unit_id,))),
        )
    )
    return list(rows)


def _row(held: _Held, key: str, title: str, spot: Spot | None, year: int, months: int) -> ForecastRow:
    line = held.lines.get(spot) if spot is not None else None
    reason = held.reasons.get(key)
    series = held.series.get(key, Series(0, key, {}, {}))
    known = series.known(year, months)
    explain = (line.explain or {}) if line is not None else {}
    previous = held.before.get(spot) if spot is not None else None
    return ForecastRow(
        row_key=key,
        title=title,
        value=-sum(getattr(line, f"m{month}") or 0 for month in MONTHS) if line is not None else None,
        touched=line is not None and line.origin is PlanOrigin.MANUAL,
        set_at=SetAt(int(explain.get("months", 0)), int(explain.get("outcome", 0))),
        proposal=_proposal(held.proposals.get(key)),
        outcome=known.outcome,
        budget=sum(known.budget) if known.budget is not None else None,
        last_year=sum(series.actual[year - 1]) if year - 1 in series.actual else None,
        previous=-previous if previous is not None else None,
        cause=reason.cause if reason else None,
        text=reason.text if reason else "",
    )


def _proposal(row: ForecastProposal | None) -> Proposal | None:
    if row is None:
        return None
    return Proposal(row.method, row.amount, row.low, row.high, bool(row.explain.get("tested")))
