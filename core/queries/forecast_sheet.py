"""A unit's forecast as it stands: value, proposal, outcome and budget of each row, öre in report sign."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import ForecastCause, ForecastMethod, PlanOrigin
from core.models import ForecastProposal, ForecastReason, PlanLine, Round, RoundUnit, TreeUnit, Version
from core.periods import MONTHS
from core.queries import access
from core.queries.classes import read_definition
from core.queries.forecast_later import decided_later
from core.queries.forecast_nodes import months_of
from core.queries.forecast_series import ROWS, Series, series_of
from core.queries.forecast_versions import Place, Spot, forecast_before, nominations, values_by_place
from core.queries.plan_rights import plan_of, require_plan_unit
from core.rules.access import Action, Actor, roots
from core.rules.forecast import SetAt, month_mode
from core.rules.row_lines import DefinedRow
from core.rules.spreading import to_kronor


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the system proposed, by which method, and between what it should end.

    `committed` is the year by orders and contracts, beside what is proposed; None where there are none.
    """

    method: ForecastMethod
    amount: int
    low: int
    high: int
    tested: bool
    committed: int | None = None


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """A report row of a unit's forecast; None where there is no figure at all.

    Of a closed forecast outcome and budget are those of its day.

    `outcome` is of the closed months, `previous` the value of the forecast before, `touched` tells
    that a person has set or accepted the value, `set_at` what was known when the row was proposed.
    `by_month` is the year when the closed months replace the planned ones and the rest is kept.
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
    by_month: int | None = None


@dataclass(frozen=True, slots=True)
class ForecastSheet:
    """A unit's rows in the order of the definition, how many months are closed, and the net's cause."""

    rows: tuple[ForecastRow, ...]
    months: int
    cause: ForecastCause | None
    text: str


@dataclass(frozen=True, slots=True)
class _Held:
    """What is stored of several units' forecasts: lines by place, the rest by unit and row."""

    lines: dict[Spot, PlanLine]
    proposals: dict[Place, ForecastProposal]
    reasons: dict[Place, ForecastReason]
    series: dict[Place, Series]
    before: dict[Place, int]
    spots: dict[Place, Spot]
    year: int
    months: int
    later: dict[Place, int]


def read_sheet(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> ForecastSheet:
    """Return a unit's forecast; `NotAllowed` unless the actor may see its plan."""
    return read_sheets(session, actor, version_id=version_id, unit_ids=(unit_id,))[unit_id]


def read_sheets(
    session: Session, actor: Actor, *, version_id: int, unit_ids: Collection[int]
) -> dict[int, ForecastSheet]:
    """Return several units' forecasts by unit, in as many queries as for one."""
    _require_units(session, actor, version_id, unit_ids)
    version = session.get_one(Version, version_id)
    chosen = tuple(sorted(unit_ids))
    held = _held(session, actor, version, chosen)
    definition = read_definition(session, ROWS)
    return {unit_id: _sheet(held, unit_id, definition) for unit_id in chosen}


def _require_units(session: Session, actor: Actor, version_id: int, unit_ids: Collection[int]) -> None:
    """Raise `NotAllowed` for the first unit that the actor may not see; two queries for all of them."""
    version = plan_of(session, actor, version_id=version_id)
    action = Action.VIEW_ECONOMY if version.closed_at is not None else Action.VIEW_PLAN
    seen = session.exec(access.subtree(actor.tree_id, roots(actor, action)))
    for unit_id in sorted(set(unit_ids) - set(seen)):
        require_plan_unit(session, actor, version_id=version_id, unit_id=unit_id)


def _sheet(held: _Held, unit_id: int, definition: tuple[DefinedRow, ...]) -> ForecastSheet:
    rows = tuple(
        _row(held, (unit_id, row.key), row.title)
        for row in definition
        if (unit_id, row.key) in held.spots or (unit_id, row.key) in held.series
    )
    net = held.reasons.get((unit_id, ""))
    return ForecastSheet(rows, held.months, net.cause if net else None, net.text if net else "")


def _held(session: Session, actor: Actor, version: Version, unit_ids: tuple[int, ...]) -> _Held:
    version_id = version.id or 0
    below = access.subtree(actor.tree_id, unit_ids)
    lines = session.exec(
        select(PlanLine).where(
            PlanLine.version_id == version_id,
            col(PlanLine.origin).in_((PlanOrigin.PROPOSAL, PlanOrigin.MANUAL)),
            col(PlanLine.unit_id).in_(below),
        )
    )
    proposals = session.exec(
        select(ForecastProposal).where(
            ForecastProposal.version_id == version_id, col(ForecastProposal.unit_id).in_(unit_ids)
        )
    )
    reasons = session.exec(
        select(ForecastReason).where(
            ForecastReason.version_id == version_id, col(ForecastReason.unit_id).in_(unit_ids)
        )
    )
    units = sorted({*unit_ids, *_asked_below(session, actor, version_id, unit_ids)})
    years = (version.year - 1, version.year)
    series = series_of(session, tree_id=actor.tree_id, unit_ids=units, years=years)
    before, spots = forecast_before(session, version), nominations(session, list(unit_ids))
    return _Held(
        lines={(line.unit_id, line.coding_id): line for line in lines},
        proposals={(row.unit_id, row.row_key): row for row in proposals},
        reasons={(row.unit_id, row.row_key): row for row in reasons},
        series={(one.unit_id, one.row_key): one for one in series},
        before=_said_before(session, before, spots),
        spots=spots,
        year=version.year,
        months=months_of(session, version),
        later=decided_later(session, version=version, tree_id=actor.tree_id, unit_ids=units),
    )


def _said_before(session: Session, before: Version | None, spots: Mapping[Place, Spot]) -> dict[Place, int]:
    return values_by_place(session, version_id=before.id or 0, spots=spots) if before is not None else {}


def _asked_below(session: Session, actor: Actor, version_id: int, unit_ids: tuple[int, ...]) -> list[int]:
    """Return the units below that a round of the forecast asks, whose rows are not the units' own."""
    rows = session.exec(
        select(RoundUnit.unit_id)
        .join(Round, col(Round.id) == col(RoundUnit.round_id))
        .join(TreeUnit, col(TreeUnit.unit_id) == col(RoundUnit.unit_id))
        .where(
            Round.version_id == version_id,
            TreeUnit.tree_id == actor.tree_id,
            col(RoundUnit.unit_id).in_(access.subtree(actor.tree_id, unit_ids)),
        )
    )
    return list(rows)


def _row(held: _Held, place: Place, title: str) -> ForecastRow:
    spot = held.spots.get(place)
    line = held.lines.get(spot) if spot is not None else None
    reason = held.reasons.get(place)
    series = held.series.get(place, Series(*place, {}, {}))
    known = series.known(held.year, held.months)
    explain = (line.explain or {}) if line is not None else {}
    previous = held.before.get(place)
    planned = _months(line) if line is not None else ()
    return ForecastRow(
        row_key=place[1],
        title=title,
        value=sum(planned) if line is not None else None,
        touched=line is not None and line.origin is PlanOrigin.MANUAL,
        set_at=SetAt(int(explain.get("months", 0)), int(explain.get("outcome", 0))),
        proposal=_proposal(held.proposals.get(place)),
        outcome=known.outcome,
        budget=sum(known.budget) - held.later.get(place, 0) if known.budget is not None else None,
        last_year=sum(series.actual[held.year - 1]) if held.year - 1 in series.actual else None,
        previous=-previous if previous is not None else None,
        cause=reason.cause if reason else None,
        text=reason.text if reason else "",
        by_month=to_kronor(month_mode(known.months, planned)) if planned else None,
    )


def _months(line: PlanLine) -> tuple[int, ...]:
    """Return a line's year in report sign."""
    return tuple(-(getattr(line, f"m{month}") or 0) for month in MONTHS)


def _proposal(row: ForecastProposal | None) -> Proposal | None:
    if row is None:
        return None
    tested, committed = bool(row.explain.get("tested")), row.explain.get("committed")
    return Proposal(row.method, row.amount, row.low, row.high, tested, committed)
