"""How the closed forecasts of earlier years erred on each unit: its whole net, central adjustments apart.

read_bias(session, actor, *, unit_ids, year) -> dict[int, Bias]
"""

from collections.abc import Collection

from sqlmodel import Session, col, select

from core.enums import PlanOrigin, VersionKind
from core.models import PlanLine, Version
from core.periods import MONTHS
from core.queries.access import units_in_scope
from core.queries.budget_as_of import Cells, cells_of
from core.queries.columns import columns_of
from core.queries.forecast_series import months_known, row_classes
from core.queries.forecast_sums import TreeSums
from core.queries.rollup import Ints
from core.queries.versions import choose_versions
from core.rules.access import Action, Actor
from core.rules.forecast_bias import Bias, bias_of

_YEAR = len(MONTHS)
_MOST = 12


def read_bias(session: Session, actor: Actor, *, unit_ids: Collection[int], year: int) -> dict[int, Bias]:
    """Return the bias of those of the units that the actor sees plans of, from years before `year`.

    Units without any closed forecast of a year that is over are left out.
    """
    wanted = set(unit_ids)
    seen = [unit.id for unit in units_in_scope(session, actor, Action.VIEW_PLAN) if unit.id in wanted]
    versions = _closed_before(session, year)
    actuals = {one: choose_versions(session, one).actual for one in {version.year for version in versions}}
    ids = {version.id or 0 for version in versions} | {one for one in actuals.values() if one is not None}
    if not seen or not versions:
        return {}
    columns = columns_of(session, ids)
    sums = TreeSums(columns, actor.tree_id, row_classes(session, columns))
    outcomes = {one: _net(sums.of_version(version_id, _YEAR)) for one, version_id in actuals.items()}
    points: dict[int, list[tuple[int, int]]] = {unit: [] for unit in seen}
    for version in versions:
        adjusted = sums.of_lines(_adjustments(session, version), _YEAR)
        said = _net(sums.of_version(version.id, _YEAR) - adjusted)
        for unit in seen:
            place = sums.shape.position_of(unit)
            if said[place]:  # nobody asked the unit otherwise
                points[unit].append((int(said[place]), int(outcomes[version.year][place])))
    return {unit: bias for unit, held in points.items() if (bias := bias_of(held)) is not None}


def _closed_before(session: Session, year: int) -> list[Version]:
    """Return the latest closed forecasts of the years before one that are over."""
    rows = session.exec(
        select(Version)
        .where(
            Version.kind == VersionKind.FORECAST,
            Version.year < year,
            col(Version.closed_at).is_not(None),
        )
        .order_by(col(Version.year).desc(), col(Version.id).desc())
    ).all()
    over = {one for one in {row.year for row in rows} if months_known(session, one) == _YEAR}
    return [row for row in rows if row.year in over][:_MOST]


def _adjustments(session: Session, version: Version) -> list[Cells]:
    lines = session.exec(
        select(PlanLine).where(PlanLine.version_id == version.id, PlanLine.origin == PlanOrigin.ADJUSTMENT)
    )
    return [cells_of(line) for line in lines]


def _net(table: Ints) -> Ints:
    net: Ints = table.sum(axis=1)
    return net
