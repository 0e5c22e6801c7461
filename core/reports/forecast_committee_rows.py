"""The rows of the nämnd table: nämnder and finance down to the result, or the report rows of one unit."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlmodel import Session, col

from core.enums import UnitKind
from core.models import TreeUnit
from core.queries import access
from core.queries.access import UnitRow
from core.queries.classes import LEFT_OVER, read_definition
from core.queries.council_frames import branches_of
from core.queries.forecast_adjusted import AdjustmentRow, list_adjustments
from core.queries.forecast_nodes import ForecastNode, read_node_rows, read_nodes
from core.queries.forecast_own import combined
from core.queries.forecast_series import ROWS
from core.queries.measures import measure_sums
from core.reports.forecast_lines import Line, add_lines, line_of, row_of
from core.rules.access import Actor
from core.rules.row_lines import DefinedRow
from core.table import Row, RowRole
from core.texts import _

RESULT, COMMITTEES, NET = "result", "committees", "net"
_REVENUE, _TAX = "3", "8"


@dataclass(frozen=True, slots=True)
class ItemSource:
    """What the table is of: the forecast, its year, and the unit with its node."""

    version_id: int
    year: int
    unit: UnitRow
    node: ForecastNode
    closed_at: datetime | None = None


@dataclass(slots=True)
class _Made:
    """The rows as they are made, and the lines that count in the sum."""

    rows: list[Row] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def add(self, key: str, names: tuple[str, str], line: Line, *, level: int = 0, drill: str = "") -> None:
        """Add a row that counts."""
        self.lines.append(line)
        self.rows.append(row_of(key, names, line, level=level, drill=drill or None))

    def sum_up(self, key: str, name: str, role: RowRole, since: int = 0) -> Line:
        """Add a row with the sum of the lines from number `since` on, which does not count again."""
        total = add_lines(self.lines[since:])
        self.rows.append(row_of(key, (name, ""), total, role=role))
        return total


@dataclass(frozen=True, slots=True)
class _Branches:
    """What the branches' rows are made from: nodes and measures by unit, and the adjustments of all."""

    nodes: Mapping[int, ForecastNode]
    measures: Mapping[int, int]
    adjusted: Mapping[int, Sequence[AdjustmentRow]]


def branch_rows(session: Session, actor: Actor, source: ItemSource) -> tuple[list[Row], int]:
    """Return nämnder, others, finance, taxes and the year's result, and the outcome that they sum to."""
    children = access.unit_rows(session, actor.tree_id, col(TreeUnit.parent_id) == source.unit.id)
    held = _branches(session, actor, source, children)
    known = branches_of(session, actor.tree_id, source.unit.id)
    made = _Made()
    for unit in known.committees:
        _branch(made, held, unit, line_of(held.nodes[unit.id], held.measures[unit.id]))
    if made.rows:
        made.sum_up(COMMITTEES, _("Summa nämnder"), RowRole.SUM)
    named = {unit.id for unit in known.all}
    for unit in (one for one in children if one.id not in named):
        line = line_of(held.nodes[unit.id], held.measures[unit.id])
        if line.holds_anything or held.adjusted.get(unit.id):
            _branch(made, held, unit, line)
    if known.finance is not None:
        _finance(session, actor, source, made, held, known.finance)
    higher = held.measures[source.unit.id] - sum(held.measures[unit.id] for unit in children)
    if higher:
        made.add("measures", (_("Åtgärder för hela kommunen"), ""), Line(measures=higher))
    result = made.sum_up(RESULT, _("Årets resultat"), RowRole.TOTAL)
    return made.rows, result.outcome or 0


def item_rows(session: Session, actor: Actor, source: ItemSource) -> tuple[list[Row], int]:
    """Return the report rows of one unit, its net cost, a nämnd's result, and the outcome of the net."""
    unit = source.unit
    nodes = read_node_rows(session, actor, version_id=source.version_id, unit_ids=[unit.id])
    definition = [row for row in read_definition(session, ROWS) if not row.is_sum]
    revenue = [row for row in definition if _is_of(row, _REVENUE)]
    others = [row for row in definition if row not in revenue]
    made = _Made()
    _items(made, nodes, unit.id, revenue, ("revenue", _("Intäkter")))
    left = DefinedRow(LEFT_OVER, _("Ej placerade konton"), "", "", "")
    _items(made, nodes, unit.id, [*others, left], ("cost", _("Kostnader och övrigt")))
    adjusted = list_adjustments(session, actor, version_id=source.version_id, unit_id=unit.id)
    _adjust(made, adjusted, source.node)
    effect = measure_sums(session, actor, unit_ids=[unit.id], year=source.year, until=source.closed_at)
    if unit.id in effect and effect[unit.id].effect:
        made.add("measures", (_("Åtgärder"), ""), Line(measures=effect[unit.id].effect))
    is_committee = unit.kind is UnitKind.COMMITTEE
    net = made.sum_up(NET, _("Nettokostnad"), RowRole.SUM if is_committee else RowRole.TOTAL)
    if is_committee:
        given = _given(source.node)
        made.rows.append(row_of("allocation", (_("Kommunbidrag"), ""), given))
        result = replace(add_lines([net, given]), period_last_year=None, last_year=None)
        made.rows.append(row_of(RESULT, (_("Resultat"), ""), result, role=RowRole.TOTAL))
    return made.rows, net.outcome or 0


def _branches(session: Session, actor: Actor, source: ItemSource, children: Sequence[UnitRow]) -> _Branches:
    ids = [unit.id for unit in children]
    sums = measure_sums(
        session, actor, unit_ids=[source.unit.id, *ids], year=source.year, until=source.closed_at
    )
    adjustments = list_adjustments(session, actor, version_id=source.version_id, unit_id=source.unit.id)
    homes = col(TreeUnit.unit_id).in_({one.unit_id for one in adjustments})
    places = {unit.id: unit.lft for unit in access.unit_rows(session, actor.tree_id, homes)}
    adjusted: dict[int, list[AdjustmentRow]] = {}
    for one in adjustments:
        place = places[one.unit_id]
        home = next((unit.id for unit in children if unit.lft <= place <= unit.rgt), source.unit.id)
        adjusted.setdefault(home, []).append(one)
    return _Branches(
        read_nodes(session, actor, version_id=source.version_id, unit_ids=ids),
        {unit: sums[unit].effect if unit in sums else 0 for unit in (source.unit.id, *ids)},
        adjusted,
    )


def _branch(made: _Made, held: _Branches, unit: UnitRow, line: Line) -> None:
    key = f"unit:{unit.id}"
    made.add(key, (unit.name, unit.code), line, drill=key)
    _adjust(made, held.adjusted.get(unit.id, ()), held.nodes[unit.id])


def _finance(
    session: Session, actor: Actor, source: ItemSource, made: _Made, held: _Branches, unit: UnitRow
) -> None:
    """Add finansförvaltningen without taxes and finance, its adjustments, and each of those rows."""
    rows = read_node_rows(session, actor, version_id=source.version_id, unit_ids=[unit.id])
    apart = [row for row in read_definition(session, ROWS) if not row.is_sum and _is_of(row, _TAX)]
    keys = {row.key for row in apart}
    own = combined([node for (_unit, key), node in rows.items() if key not in keys])
    _branch(made, held, unit, line_of(own, held.measures[unit.id]))
    for row in apart:
        made.add(f"row:{row.key}", (row.title, ""), line_of(rows[unit.id, row.key]))


def _adjust(made: _Made, adjusted: Sequence[AdjustmentRow], node: ForecastNode) -> None:
    """Add each central adjustment with its text, and what the forecast before had of them."""
    had_before = node.previous is not None
    for one in adjusted:
        name = _("Central justering: {text}").format(text=one.text)
        line = Line(forecast=one.amount, previous=0 if had_before else None)
        made.add(f"adjustment:{one.line_id}", (name, ""), line, level=1)
    if node.previous_adjustment:
        name = _("Centrala justeringar i förra prognosen")
        line = Line(forecast=0, previous=node.previous_adjustment)
        made.add(f"adjusted_before:{node.unit_id}", (name, ""), line, level=1)


def _items(
    made: _Made,
    nodes: Mapping[tuple[int, str], ForecastNode],
    unit_id: int,
    rows: Collection[DefinedRow],
    total: tuple[str, str],
) -> None:
    """Add the report rows that hold anything, and their sum."""
    since = len(made.lines)
    for row in rows:
        node = nodes.get((unit_id, row.key))
        if node is not None and (line := line_of(node)).holds_anything:
            made.add(f"row:{row.key}", (row.title, ""), line, level=1)
    if len(made.lines) > since:
        made.sum_up(*total, RowRole.SUM, since)


def _given(node: ForecastNode) -> Line:
    """Return what council gives a nämnd: its net budget, which comes in as it was planned."""
    before = None if node.previous is None else -node.previous_budget
    return Line(
        outcome=-node.period_budget, period_budget=-node.period_budget, forecast=-node.year_budget,
        previous=before, previous_budget=before, year_budget=-node.year_budget,
    )  # fmt: skip


def _is_of(row: DefinedRow, account_class: str) -> bool:
    """Return whether all accounts of a row are of one class."""
    parts = [part.strip() for part in row.accounts.split(",")]
    return all(part.startswith(account_class) for part in parts)
