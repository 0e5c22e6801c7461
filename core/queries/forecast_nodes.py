"""A forecast on any node: what has come, what is said of the year, and what it is compared with.

    read_nodes(session, actor, *, version_id, unit_ids) -> dict[int, ForecastNode]
    read_node_rows(session, actor, *, version_id, unit_ids) -> dict[tuple[int, str], ForecastNode]

Öre in report sign (revenue +, cost −), each node with its whole subtree, from one pass over the
columns per version. Booked kommunbidrag is left out, so that the top node is the year's result.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import TypeAlias

from sqlmodel import Session, col, select

from core.enums import PlanOrigin, VersionKind
from core.errors import RuleViolation
from core.models import ForecastProposal, PlanLine, Round, RoundUnit, TreeUnit, Version
from core.periods import MONTHS
from core.queries.access import under
from core.queries.budget_as_of import BudgetAsOf, budget_as_of, cells_of, day_of
from core.queries.columns import columns_of
from core.queries.forecast_series import months_known, row_classes
from core.queries.forecast_sums import TreeSums
from core.queries.forecast_versions import forecast_before
from core.queries.plan_rights import plan_of
from core.queries.rollup import Ints
from core.queries.versions import choose_versions
from core.rules.access import Action, Actor, roots
from core.texts import _

_YEAR = len(MONTHS)
_At: TypeAlias = int | tuple[int, int]
"""A position of a table that is summed over its rows, or a position and a row."""


@dataclass(frozen=True, slots=True)
class ForecastNode:
    """A node of a forecast, öre in report sign; `months` are the closed ones that `outcome` sums.

    `forecast` is before measures and without central adjustments, which stand in `adjustment`. What
    no round asks for counts as its budget: `unasked` is how much of `forecast` that is. Budgets are
    as they held on the forecast's day. None: there is no such year or no forecast before.
    """

    unit_id: int
    months: int
    outcome: int
    period_budget: int
    period_last_year: int | None
    forecast: int
    unasked: int
    adjustment: int
    year_budget: int
    last_year: int | None
    previous: int | None = None
    previous_adjustment: int = 0
    previous_budget: int = 0

    @property
    def period_variance(self) -> int:
        """The closed months against their budget, + when better."""
        return self.outcome - self.period_budget

    @property
    def whole(self) -> int:
        """The forecast with the central adjustments."""
        return self.forecast + self.adjustment

    @property
    def variance(self) -> int:
        """The year, with the central adjustments, against its budget, + when better."""
        return self.whole - self.year_budget

    @property
    def previous_whole(self) -> int | None:
        """The forecast before with its central adjustments."""
        return None if self.previous is None else self.previous + self.previous_adjustment

    @property
    def previous_variance(self) -> int | None:
        """What the forecast before said against the budget of its own day."""
        whole = self.previous_whole
        return None if whole is None else whole - self.previous_budget

    @property
    def change(self) -> int | None:
        """How the variance has moved since the forecast before; a new budget alone moves nothing."""
        before = self.previous_variance
        return None if before is None else self.variance - before


@dataclass(frozen=True, slots=True, eq=False)
class _Said:
    """A forecast's table by position and row: what is said, how much of it nobody is asked for, the rest."""

    forecast: Ints
    unasked: Ints
    adjustment: Ints
    budget: Ints

    def net(self) -> "_Said":
        """Return the same by position, the rows summed."""
        return _Said(*(_net(one) for one in (self.forecast, self.unasked, self.adjustment, self.budget)))


@dataclass(frozen=True, slots=True, eq=False)
class _Tables:
    """The tables int64[positions, rows] that nodes are made from."""

    months: int
    now: _Said
    before: _Said | None
    outcome: Ints
    period_budget: Ints
    period_last_year: Ints | None
    last_year: Ints | None

    def net(self) -> "_Tables":
        """Return the same by position, the rows summed."""
        return _Tables(
            months=self.months,
            now=self.now.net(),
            before=None if self.before is None else self.before.net(),
            outcome=_net(self.outcome),
            period_budget=_net(self.period_budget),
            period_last_year=None if self.period_last_year is None else _net(self.period_last_year),
            last_year=None if self.last_year is None else _net(self.last_year),
        )

    def node(self, unit_id: int, at: _At) -> ForecastNode:
        """Return the node at a place of the tables."""
        before = self.before
        return ForecastNode(
            unit_id=unit_id,
            months=self.months,
            outcome=_one(self.outcome, at),
            period_budget=_one(self.period_budget, at),
            period_last_year=None if self.period_last_year is None else _one(self.period_last_year, at),
            forecast=_one(self.now.forecast, at),
            unasked=_one(self.now.unasked, at),
            adjustment=_one(self.now.adjustment, at),
            year_budget=_one(self.now.budget, at),
            last_year=None if self.last_year is None else _one(self.last_year, at),
            previous=None if before is None else _one(before.forecast, at),
            previous_adjustment=0 if before is None else _one(before.adjustment, at),
            previous_budget=0 if before is None else _one(before.budget, at),
        )


def read_nodes(
    session: Session, actor: Actor, *, version_id: int, unit_ids: Collection[int]
) -> dict[int, ForecastNode]:
    """Return those of the units that the actor may see a forecast of; `RuleViolation` for no forecast."""
    version = forecast_of(session, actor, version_id=version_id)
    units = _seen(session, actor, version, unit_ids)
    sums, tables = _read(session, actor.tree_id, version)
    net = tables.net()
    return {unit: net.node(unit, sums.shape.position_of(unit)) for unit in units}


def read_node_rows(
    session: Session, actor: Actor, *, version_id: int, unit_ids: Collection[int]
) -> dict[tuple[int, str], ForecastNode]:
    """Return the same by unit and report row, in the order of the rows; rows without any figure too."""
    version = forecast_of(session, actor, version_id=version_id)
    units = _seen(session, actor, version, unit_ids)
    sums, tables = _read(session, actor.tree_id, version)
    return {
        (unit, key): tables.node(unit, (sums.shape.position_of(unit), row))
        for unit in units
        for row, key in enumerate(sums.keys)
    }


def node_of(session: Session, *, version: Version, tree_id: int, unit_id: int) -> ForecastNode:
    """Return one node of a forecast in a tree. Not narrowed by rights: callers narrow or check."""
    sums, tables = _read(session, tree_id, version)
    return tables.net().node(unit_id, sums.shape.position_of(unit_id))


def nodes_of(
    session: Session, *, version: Version, tree_id: int, unit_ids: Collection[int]
) -> dict[int, ForecastNode]:
    """Return nodes of a forecast in a tree, without the forecast before it. Not narrowed by rights."""
    sums, tables = _read(session, tree_id, version, with_before=False)
    net = tables.net()
    return {unit: net.node(unit, sums.shape.position_of(unit)) for unit in unit_ids}


def forecast_of(session: Session, actor: Actor, *, version_id: int) -> Version:
    """Return a forecast that the actor may see somewhere; `RuleViolation` for another kind of version."""
    version = plan_of(session, actor, version_id=version_id)
    if version.kind is not VersionKind.FORECAST:
        raise RuleViolation(_("Välj en prognos."))
    return version


def months_of(session: Session, version: Version) -> int:
    """Return how many months of the year a forecast knows: the closed ones, or those when it was made."""
    if version.closed_at is None:
        return months_known(session, version.year)
    stored = session.exec(
        select(ForecastProposal.months_known)
        .where(ForecastProposal.version_id == version.id)
        .order_by(col(ForecastProposal.months_known).desc())
    ).first()
    if stored is not None:
        return stored
    closed = day_of(session, version)
    return _YEAR if closed.year > version.year else closed.month - 1


def _seen(session: Session, actor: Actor, version: Version, unit_ids: Collection[int]) -> list[int]:
    action = Action.VIEW_ECONOMY if version.closed_at is not None else Action.VIEW_PLAN
    held = roots(actor, action)
    if not held:
        return []
    rows = select(TreeUnit.unit_id).where(TreeUnit.tree_id == actor.tree_id, under(actor.tree_id, held))
    wanted = set(unit_ids)
    return [unit for unit in session.exec(rows.order_by(col(TreeUnit.lft))) if unit in wanted]


def _read(
    session: Session, tree_id: int, version: Version, *, with_before: bool = True
) -> tuple[TreeSums, _Tables]:
    before = forecast_before(session, version) if with_before else None
    both = [one for one in (version, before) if one is not None]
    budgets = {one.id: budget_as_of(session, year=one.year, day=day_of(session, one)) for one in both}
    held = choose_versions(session, version.year)
    ids = {*held.held, *(one.id or 0 for one in both)}
    ids |= {one.version_id for one in budgets.values() if one.version_id is not None}
    columns = columns_of(session, ids)
    sums = TreeSums(columns, tree_id, row_classes(session, columns))
    said = [_said(session, sums, one, budgets[one.id]) for one in both]
    last, months = held.last_actual, months_of(session, version)
    return sums, _Tables(
        months=months,
        now=said[0],
        before=said[1] if before is not None else None,
        outcome=sums.of_version(held.actual, months),
        period_budget=_budget(sums, budgets[version.id], months),
        period_last_year=None if last is None else sums.of_version(last, months),
        last_year=None if last is None else sums.of_version(last, _YEAR),
    )


def _said(session: Session, sums: TreeSums, version: Version, as_of: BudgetAsOf) -> _Said:
    """Return what a forecast says: its balances without adjustments, and the budget where nobody is asked."""
    adjusted = sums.of_lines(_adjustments(session, version), _YEAR)
    budget = _budget(sums, as_of, _YEAR)
    asked = _asked(session, version)
    # a forecast that no round made, from a file, is taken to be whole
    unasked = sums.outside(budget, asked) if asked else budget * 0
    forecast = sums.of_version(version.id, _YEAR) - adjusted + unasked
    return _Said(forecast, unasked, adjusted, budget)


def _budget(sums: TreeSums, as_of: BudgetAsOf, months: int) -> Ints:
    table: Ints = sums.of_version(as_of.version_id, months) - sums.of_lines(as_of.later, months)
    return table


def _adjustments(session: Session, version: Version) -> list[tuple[int, int, tuple[int, ...]]]:
    lines = session.exec(
        select(PlanLine).where(PlanLine.version_id == version.id, PlanLine.origin == PlanOrigin.ADJUSTMENT)
    )
    return [cells_of(line) for line in lines]


def _asked(session: Session, version: Version) -> list[int]:
    rows = session.exec(
        select(RoundUnit.unit_id)
        .join(Round, col(Round.id) == col(RoundUnit.round_id))
        .where(Round.version_id == version.id)
        .distinct()
    )
    return list(rows)


def _net(table: Ints) -> Ints:
    summed: Ints = table.sum(axis=1)
    return summed


def _one(table: Ints, at: _At) -> int:
    return int(table[at])
