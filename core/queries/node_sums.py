"""One version of one node on one tree, summed by any key: the step between columns and figures."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from core.queries.columns import Columns
from core.queries.rollup import (
    NOBODY,
    PERIODS,
    Flags,
    Ints,
    PlacedBlock,
    Sums,
    TreeShape,
    meets_inside,
    node_rows,
    sum_rows,
)
from core.rules.access import Action, Actor, roots

KeysOf: TypeAlias = Callable[[PlacedBlock, Ints], Ints]
"""Gives each row its key, 0…k−1; the last key is booked kommunbidrag, −1 leaves the row out."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where to read: a version (None: there is none) of a node on a tree, with internal rows or not."""

    version_id: int | None
    tree_id: int
    unit_id: int
    internal: bool


@dataclass(frozen=True, slots=True, eq=False)
class NodeSums:
    """Sums by key, the sum of the internal rows left out (one key), and whether rights cut anything."""

    by_key: Sums
    difference: Sums
    cut: bool


def sum_node(columns: Columns, viewer: Actor | None, spot: Spot, keys_of: KeysOf, k: int) -> NodeSums:
    """Return the sums at a spot; the caller has asked whether the viewer may see the node.

    In an older tree what the viewer may not see today is cut away; without a viewer nothing is.
    Booked kommunbidrag is never eliminated: it must add up by itself.
    """
    shape = columns.trees.get(spot.tree_id)
    if spot.version_id is None or shape is None or not _holds(shape, spot.unit_id):
        return NodeSums(_nothing(k), _nothing(1), cut=False)
    placed = columns.placed(spot.version_id, spot.tree_id)
    position = shape.position_of(spot.unit_id)
    everything = node_rows(placed, position)
    rows = node_rows(
        placed, position, allowed=allowed_positions(columns, viewer, spot.tree_id) if viewer else None
    )
    keys = keys_of(placed, rows)
    if spot.internal:
        return NodeSums(sum_rows(placed.block, rows, keys, k), _nothing(1), len(rows) < len(everything))
    gone = meets_inside(placed, rows, position) & (keys != k - 1) & (keys >= 0)
    kept = sum_rows(placed.block, rows, np.where(gone, NOBODY, keys), k)
    lost = sum_rows(placed.block, rows[gone], np.zeros(int(gone.sum()), dtype=np.int64), 1)
    return NodeSums(kept, lost, len(rows) < len(everything))


def child_keys(shape: TreeShape, unit_id: int, children: list[int]) -> Ints:
    """Return, by position, which of the children a unit belongs to; the number of children for none."""
    home = np.full(len(shape.unit), len(children), dtype=np.int64)
    for number, child in enumerate(children):
        if _holds(shape, child) and _holds(shape, unit_id):
            start = shape.position_of(child)
            if shape.parent[start] == shape.position_of(unit_id):
                home[start : shape.end[start]] = number
    return home


def children_of(shape: TreeShape, unit_id: int) -> list[int]:
    """Return the ids of the units right below a unit, in tree order."""
    if not _holds(shape, unit_id):
        return []
    return [int(unit) for unit in shape.unit[shape.parent == shape.position_of(unit_id)]]


def allowed_positions(
    columns: Columns, viewer: Actor, tree_id: int, action: Action = Action.VIEW_ECONOMY
) -> Flags | None:
    """Return which positions of an older tree the viewer may see today; None when all of them."""
    allowed_roots = roots(viewer, action)
    if tree_id == viewer.tree_id or viewer.top_unit_id in allowed_roots:
        return None
    today, then = columns.trees[viewer.tree_id], columns.trees[tree_id]
    seen = np.zeros(len(then.unit), dtype=np.bool_)
    for root in allowed_roots:
        start = today.position_of(root)
        units = today.unit[start : today.end[start]]
        units = units[units < len(then.position)]
        positions = then.position[units]
        seen[positions[positions >= 0]] = True
    return seen


def _holds(shape: TreeShape, unit_id: int) -> bool:
    return 0 <= unit_id < len(shape.position) and bool(shape.position[unit_id] >= 0)


def _nothing(k: int) -> Sums:
    return Sums(np.zeros((k, PERIODS), dtype=np.int64), np.zeros(k, dtype=np.int64))


def is_under(shape: TreeShape, unit_id: int, top_id: int) -> bool:
    """Return whether a unit is another one or lies below it."""
    if not _holds(shape, unit_id) or not _holds(shape, top_id):
        return False
    start = shape.position_of(top_id)
    return start <= shape.position_of(unit_id) < int(shape.end[start])
