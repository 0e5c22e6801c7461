"""Each unit's closed forecasts against how the years ended, whole subtrees, central adjustments apart.

    read_accuracy(session, actor, *, unit_ids) -> dict[int, tuple[PastYear, ...]]
    band_for(session, actor, *, unit_id, month) -> Band | None

Both sides are compared with the budget of their own day, so that a budget that is raised in the
year makes no forecast wrong. Öre, + is better.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from core.enums import VersionKind
from core.models import Version
from core.periods import MONTHS
from core.queries.access import units_in_scope
from core.queries.budget_as_of import budget_as_of
from core.queries.columns import columns_of
from core.queries.forecast_nodes import ForecastNode, nodes_of
from core.queries.forecast_series import months_known, row_classes
from core.queries.forecast_sums import TreeSums
from core.queries.rollup import Ints
from core.queries.versions import choose_versions
from core.rules.access import Action, Actor
from core.rules.forecast_accuracy import Band, PastYear, SaidVariance, band_of

_YEAR = len(MONTHS)
_MOST = 24
"""The forecasts that are looked back on: some eight years of three."""


@dataclass(frozen=True, slots=True)
class _Ended:
    """How a year ended for a unit: variance (None: it is not over), budget and budgeted costs."""

    outcome: int | None
    budget: int
    gross_cost: int


def read_accuracy(
    session: Session, actor: Actor, *, unit_ids: Collection[int]
) -> dict[int, tuple[PastYear, ...]]:
    """Return the years with closed forecasts of those of the units whose plans the actor sees, in order."""
    wanted = set(unit_ids)
    seen = [unit.id for unit in units_in_scope(session, actor, Action.VIEW_PLAN) if unit.id in wanted]
    versions = _closed(session)
    if not seen or not versions:
        return dict.fromkeys(seen, ())
    nodes = {
        version.id: nodes_of(session, version=version, tree_id=actor.tree_id, unit_ids=seen)
        for version in versions
    }
    ended = {
        year: _ended(session, actor, year, seen) for year in sorted({version.year for version in versions})
    }
    return {unit: tuple(_past(unit, year, versions, nodes, ended) for year in ended) for unit in seen}


def band_for(session: Session, actor: Actor, *, unit_id: int, month: int) -> Band | None:
    """Return the band around a unit's forecast made when `month` months are known.

    None outside the actor's plans, and without any year that is over.
    """
    years = read_accuracy(session, actor, unit_ids=[unit_id]).get(unit_id, ())
    return band_of(years, month)


def _closed(session: Session) -> Sequence[Version]:
    """Return the latest closed forecasts, the oldest first."""
    rows = session.exec(
        select(Version)
        .where(Version.kind == VersionKind.FORECAST, col(Version.closed_at).is_not(None))
        .order_by(col(Version.year).desc(), col(Version.id).desc())
        .limit(_MOST)
    ).all()
    return sorted(rows, key=lambda version: (version.year, version.id or 0))


def _past(
    unit_id: int,
    year: int,
    versions: Sequence[Version],
    nodes: dict[int | None, dict[int, ForecastNode]],
    ended: dict[int, dict[int, _Ended]],
) -> PastYear:
    said = tuple(
        SaidVariance(version.name, node.months, node.forecast - node.year_budget)
        for version in versions
        if version.year == year and (node := nodes[version.id][unit_id]).forecast != node.unasked
    )
    how = ended[year][unit_id]
    return PastYear(year, how.budget, how.gross_cost, said, how.outcome)


def _ended(session: Session, actor: Actor, year: int, unit_ids: Sequence[int]) -> dict[int, _Ended]:
    """Return how a year ended for units, against the budget that held on its last day."""
    held = choose_versions(session, year)
    budget = budget_as_of(session, year=year, day=date(year, len(MONTHS), 31))
    ids = {one for one in (held.actual, budget.version_id) if one is not None}
    columns = columns_of(session, ids)
    sums = TreeSums(columns, actor.tree_id, row_classes(session, columns))
    planned = sums.of_version(budget.version_id, _YEAR) - sums.of_lines(budget.later, _YEAR)
    over = held.actual is not None and months_known(session, year) == _YEAR
    came = sums.of_version(held.actual, _YEAR) if over else None
    return {unit: _of_unit(planned, came, sums.shape.position_of(unit)) for unit in unit_ids}


def _of_unit(planned: Ints, came: Ints | None, place: int) -> _Ended:
    budget = int(planned[place].sum())
    outcome = None if came is None else int(came[place].sum()) - budget
    costs = planned[place]
    return _Ended(outcome, budget, -int(costs[costs < 0].sum()))
