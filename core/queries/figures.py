"""The figures of a node: actuals, budget and last year by any class, from the columns.

Report sign (revenue +), öre. Rights follow today's tree; in an older tree what lies outside
them is cut away, and the answer says so.
"""

from dataclasses import dataclass

import numpy as np
from sqlmodel import Session

from core.periods import MONTHS
from core.queries.access import require
from core.queries.classes import Classes
from core.queries.columns import columns_of
from core.queries.node_sums import KeysOf, NodeSums, Spot, child_keys, children_of, sum_node
from core.queries.rollup import NOBODY, Ints, PlacedBlock, Sums
from core.queries.versions import Versions
from core.rules.access import Action, Actor
from core.rules.follow_up import Amounts, Months

_ALL_YEAR = (1, 12)
_DECEMBER, _CLOSING = 12, 13


@dataclass(frozen=True, slots=True)
class Frame:
    """What is read: a node over months first–last, in a tree for this year and one for last year.

    With `internal` False the internal rows with both sides under the node are left out.
    """

    unit_id: int
    months: tuple[int, int]
    versions: Versions
    tree_id: int
    last_tree_id: int
    internal: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """The figures of one class, by its key."""

    key: str
    amounts: Amounts
    months: Months


@dataclass(frozen=True, slots=True)
class NodeFigures:
    """A node's figures by class; classes without any row are left out.

    `allocation` is the kommunbidrag that is booked, `internal_difference` what the internal rows
    left out do not add up to, `cut` tells that an older tree held more than may be seen.
    """

    rows: tuple[Figure, ...]
    allocation: Figure
    internal_difference: Figure
    cut: bool


def read_figures(session: Session, actor: Actor, *, frame: Frame, classes: Classes) -> NodeFigures:
    """Return a node's figures by class; `NotAllowed` unless the actor may see its economy."""
    require(session, actor, Action.VIEW_ECONOMY, frame.unit_id)

    def keys_of(placed: PlacedBlock, rows: Ints) -> Ints:
        return classes.of_coding[placed.block.coding[rows]]

    return _read(session, actor, frame, classes.keys, keys_of)


def read_children(session: Session, actor: Actor, *, frame: Frame, classes: Classes) -> NodeFigures:
    """Return what each unit right below a node adds to it; keys are unit ids as text.

    Rows that stand on the node itself have the node's own key.
    """
    require(session, actor, Action.VIEW_ECONOMY, frame.unit_id)
    trees = columns_of(session, frame.versions.held).trees
    shapes = [trees[tree_id] for tree_id in dict.fromkeys((frame.tree_id, frame.last_tree_id))]
    units = list(dict.fromkeys(unit for shape in shapes for unit in children_of(shape, frame.unit_id)))
    keys = (*(str(unit) for unit in units), str(frame.unit_id), classes.keys[-1])
    booked = len(classes.keys) - 1

    def keys_of(placed: PlacedBlock, rows: Ints) -> Ints:
        own = classes.of_coding[placed.block.coding[rows]]
        home = child_keys(placed.shape, frame.unit_id, units)[placed.position[rows]]
        keyed: Ints = np.where(own == booked, len(keys) - 1, np.where(own >= 0, home, NOBODY))
        return keyed

    return _read(session, actor, frame, keys, keys_of)


def _read(
    session: Session, actor: Actor, frame: Frame, keys: tuple[str, ...], keys_of: KeysOf
) -> NodeFigures:
    columns = columns_of(session, frame.versions.held)
    versions = frame.versions
    actual, budget, last = (
        sum_node(columns, actor, Spot(version_id, tree_id, frame.unit_id, frame.internal), keys_of, len(keys))
        for version_id, tree_id in (
            (versions.actual, frame.tree_id),
            (versions.compared, frame.tree_id),
            (versions.last_actual, frame.last_tree_id),
        )
    )
    by_key = (actual.by_key, budget.by_key, last.by_key)
    rows = [_figure(frame, key, by_key, number) for number, key in enumerate(keys)]
    lost = (actual.difference, budget.difference, last.difference)
    return NodeFigures(
        rows=tuple(row for row in rows[:-1] if not row.amounts.empty),
        allocation=rows[-1],
        internal_difference=_figure(frame, "interndifferens", lost, 0),
        cut=_any_cut(actual, budget, last),
    )


def _any_cut(*parts: NodeSums) -> bool:
    return any(part.cut for part in parts)


def _figure(frame: Frame, key: str, parts: tuple[Sums, Sums, Sums], number: int) -> Figure:
    actual, budget, last = parts
    amounts = Amounts(
        actual=amount_of(actual, number, frame.months),
        budget=amount_of(budget, number, frame.months),
        last_year=amount_of(last, number, frame.months),
        year_budget=amount_of(budget, number, _ALL_YEAR),
        last_full_year=amount_of(last, number, _ALL_YEAR),
    )
    months = Months(_months(actual, number), _months(budget, number), _months(last, number))
    return Figure(key, amounts, months)


def amount_of(sums: Sums, number: int, months: tuple[int, int]) -> int | None:
    """Return a sum in report sign; None where there is no row at all, which is not zero."""
    if not sums.rows[number]:
        return None
    first, last = months
    stop = _CLOSING if last == _DECEMBER else last
    return -int(sums.months[number, first : stop + 1].sum())


def _months(sums: Sums, number: int) -> tuple[int, ...] | None:
    """Return January–December in report sign, period 13 inside December; None without any row."""
    if not sums.rows[number]:
        return None
    own = [-int(sums.months[number, month]) for month in MONTHS]
    own[-1] -= int(sums.months[number, _CLOSING])
    return tuple(own)
