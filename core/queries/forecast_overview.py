"""A forecast's round below a node, for finance: every asked unit with figures, lacks, bias and process.

    read_overview(session, actor, *, version_id, unit_id) -> OverviewSource

Figures come from the columns in one pass, everything else in a few queries, whatever the number of units.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import RoundState
from core.models import Round
from core.queries import access
from core.queries.access import UnitRow
from core.queries.forecast_accuracy import read_accuracy
from core.queries.forecast_adjusted import AdjustmentRow, list_adjustments
from core.queries.forecast_desk import list_asked
from core.queries.forecast_findings import missing_in
from core.queries.forecast_limits import forecast_limit
from core.queries.forecast_nodes import ForecastNode, forecast_of, read_nodes
from core.queries.forecast_own import own_measures, own_nodes
from core.queries.forecast_sheet import ForecastSheet, read_sheets
from core.queries.measures import MeasureRow, MeasureSum, list_measures, measure_sums
from core.queries.open_threads import Said, open_threads
from core.queries.plan_rights import require_plan_unit
from core.queries.submissions import SubmissionRow, submissions_of_rounds
from core.rules.access import Actor
from core.rules.forecast_accuracy import PastYear
from core.rules.forecast_bias import Bias, bias_of
from core.rules.forecast_checks import Missing
from core.rules.subjects import SubjectKind
from core.rules.variance import Limit


@dataclass(frozen=True, slots=True)
class OverviewRow:
    """An asked unit: its own figures (units inside it taken off), what is missing, where it stands."""

    unit: UnitRow
    above: str
    node: ForecastNode
    measures: MeasureSum
    missing: tuple[Missing, ...]
    bias: Bias | None
    submission: SubmissionRow | None
    said: Said
    sheet: ForecastSheet


@dataclass(frozen=True, slots=True)
class OverviewSource:
    """The node with everything below it, its asked units in tree order, and the central adjustments."""

    version_id: int
    version_name: str
    year: int
    closed: bool
    unit: UnitRow
    node: ForecastNode
    measures: MeasureSum
    limit: Limit
    rows: tuple[OverviewRow, ...]
    adjustments: tuple[AdjustmentRow, ...]
    round_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Parts:
    """What the rows are made from, each by unit id."""

    names: Mapping[int, str]
    nodes: Mapping[int, ForecastNode]
    sheets: Mapping[int, ForecastSheet]
    measures: Sequence[MeasureRow]
    sums: Mapping[int, MeasureSum]
    places: Mapping[int, int]
    past: Mapping[int, tuple[PastYear, ...]]
    year: int
    submissions: Mapping[int, SubmissionRow]
    said: Mapping[int, Said]
    limit: Limit


def read_overview(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> OverviewSource:
    """Return a forecast below a node; `NotAllowed` outside the actor's scope."""
    require_plan_unit(session, actor, version_id=version_id, unit_id=unit_id)
    version = forecast_of(session, actor, version_id=version_id)
    units = access.unit_rows(session, actor.tree_id, access.under(actor.tree_id, (unit_id,)))
    asked = list_asked(session, actor, version_id=version_id, unit_id=unit_id)
    ids = [unit.id for unit in asked]
    nodes = read_nodes(session, actor, version_id=version_id, unit_ids=[unit_id, *ids])
    sums = measure_sums(session, actor, unit_ids=[unit_id, *ids], year=version.year, until=version.closed_at)
    rounds = _rounds(session, version_id)
    parts = _Parts(
        names={unit.id: unit.name for unit in units},
        nodes=own_nodes(asked, nodes),
        sheets=read_sheets(session, actor, version_id=version_id, unit_ids=ids),
        measures=list_measures(session, actor, unit_id=unit_id, year=version.year),
        sums=own_measures(asked, sums),
        places={unit.id: unit.lft for unit in units},
        past=read_accuracy(session, actor, unit_ids=ids),
        year=version.year,
        submissions=submissions_of_rounds(session, actor, round_ids=rounds, unit_id=unit_id),
        said=open_threads(session, actor, about=(SubjectKind.FORECAST, version_id), unit_id=unit_id),
        limit=forecast_limit(session),
    )
    return OverviewSource(
        version_id=version_id,
        version_name=version.name,
        year=version.year,
        closed=version.closed_at is not None,
        unit=units[0],
        node=nodes[unit_id],
        measures=sums.get(unit_id, MeasureSum()),
        limit=parts.limit,
        rows=tuple(_row(parts, unit) for unit in asked),
        adjustments=tuple(list_adjustments(session, actor, version_id=version_id, unit_id=unit_id)),
        round_ids=tuple(rounds),
    )


def _row(parts: _Parts, unit: UnitRow) -> OverviewRow:
    own = [one for one in parts.measures if unit.lft <= parts.places.get(one.unit_id, 0) <= unit.rgt]
    sheet = parts.sheets[unit.id]
    return OverviewRow(
        unit=unit,
        above=parts.names.get(unit.parent_id or 0, ""),
        node=parts.nodes[unit.id],
        measures=parts.sums.get(unit.id, MeasureSum()),
        missing=missing_in(sheet, own, parts.limit),
        bias=bias_of(parts.past.get(unit.id, ()), parts.year),
        submission=parts.submissions.get(unit.id),
        said=parts.said.get(unit.id, Said()),
        sheet=sheet,
    )


def _rounds(session: Session, version_id: int) -> list[int]:
    """Return the rounds that fill a forecast, the latest last."""
    rows = session.exec(
        select(Round.id)
        .where(Round.version_id == version_id, Round.state != RoundState.PLANNED)
        .order_by(col(Round.id))
    )
    return [round_id for round_id in rows if round_id is not None]
