"""Summing balances in memory: numpy only, exact in öre (every sum stays below 2^53).

A *position* is a unit's place in a tree's preorder, so a subtree is a slice of positions. Months
are cumulative inside the block: row 0 is the opening balance, row m the sum of months 1–m.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Flags: TypeAlias = NDArray[np.bool_]

PERIODS = 14
NOBODY = -1
_DECEMBER, _CLOSING = 12, 13


@dataclass(frozen=True, slots=True, eq=False)
class TreeShape:
    """A tree by position: unit ids, position of the parent (−1 at the top), depth, end of the subtree.

    `position` gives the position of a unit id (−1 for one that the tree does not hold).
    """

    unit: Ints
    parent: Ints
    depth: Ints
    end: Ints
    position: Ints

    def position_of(self, unit_id: int) -> int:
        """Return the position of a unit; KeyError when the tree does not hold it."""
        if not 0 <= unit_id < len(self.position) or self.position[unit_id] < 0:
            raise KeyError(unit_id)
        return int(self.position[unit_id])


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """The balances of one version, sorted by unit; `cumulative` is int64[14, rows], `n` its clock."""

    n: int
    unit: Ints
    coding: Ints
    cumulative: Ints


@dataclass(frozen=True, slots=True, eq=False)
class PlacedBlock:
    """A block laid out on a tree.

    `position` of each row; `order` lists the rows by position and `starts[p]` where position p
    begins in it; `meeting` is the position from which upward an internal row is eliminated (−1:
    never).
    """

    block: Block
    shape: TreeShape
    position: Ints
    order: Ints
    starts: Ints
    meeting: Ints


@dataclass(frozen=True, slots=True, eq=False)
class Sums:
    """Amounts int64[k, 14] in ledger sign (column 0 = opening, 1–13 = months), and rows behind each."""

    months: Ints
    rows: Ints

    def between(self, first: int, last: int) -> Ints:
        """Return int64[k], the sum of the months `first`–`last`; period 13 belongs to December."""
        stop = _CLOSING if last == _DECEMBER else last
        total: Ints = self.months[:, first : stop + 1].sum(axis=1)
        return total


def shape_tree(unit: Ints, parent_unit: Ints, lft: Ints, rgt: Ints, depth: Ints) -> TreeShape:
    """Return the shape of a tree whose rows come in `lft` order; `parent_unit` is −1 at the top."""
    position = np.full(int(unit.max(initial=0)) + 1, NOBODY, dtype=np.int64)
    position[unit] = np.arange(len(unit))
    parent = np.where(parent_unit < 0, NOBODY, position[np.maximum(parent_unit, 0)])
    end = np.searchsorted(lft, rgt, side="right")
    return TreeShape(unit, parent, depth, end.astype(np.int64), position)


def place_block(block: Block, shape: TreeShape, partner: Ints) -> PlacedBlock:
    """Lay a block out on a tree. `partner[coding]` is the unit on the other side of an internal
    coding, 0 when it is internal but nobody knows whose, −1 when it is not internal.
    """
    position = _positions(shape, block.unit)
    order = np.argsort(position, kind="stable")
    starts = np.searchsorted(position[order], np.arange(len(shape.unit) + 1))
    other = partner[block.coding] if len(block.coding) else np.zeros(0, dtype=np.int64)
    meeting = np.full(len(position), NOBODY, dtype=np.int64)
    internal = np.flatnonzero(other >= 0)
    meeting[internal] = common_ancestor(shape, position[internal], _positions(shape, other[internal]))
    return PlacedBlock(block, shape, position, order, starts, meeting)


def common_ancestor(shape: TreeShape, one: Ints, other: Ints) -> Ints:
    """Return the position of the lowest unit that holds both positions, elementwise."""
    one, other = one.copy(), other.copy()
    apart = np.flatnonzero(one != other)
    while len(apart):
        higher_depth = np.maximum(shape.depth[one[apart]], shape.depth[other[apart]])
        lift_one = shape.depth[one[apart]] == higher_depth
        lift_other = shape.depth[other[apart]] == higher_depth
        one[apart[lift_one]] = shape.parent[one[apart[lift_one]]]
        other[apart[lift_other]] = shape.parent[other[apart[lift_other]]]
        apart = apart[one[apart] != other[apart]]
    return one


def node_rows(
    placed: PlacedBlock, position: int, *, eliminate: bool = False, allowed: Flags | None = None
) -> Ints:
    """Return the rows under a node; `allowed` is bool by position and cuts to what may be seen.

    With `eliminate` the internal rows with both sides under the node are left out.
    """
    end = int(placed.shape.end[position])
    rows = placed.order[placed.starts[position] : placed.starts[end]]
    if allowed is not None:
        rows = rows[allowed[placed.position[rows]]]
    return rows[~meets_inside(placed, rows, position)] if eliminate else rows


def meets_inside(placed: PlacedBlock, rows: Ints, position: int) -> Flags:
    """Return which rows are internal with both sides under the node: those should add up to zero."""
    meeting = placed.meeting[rows]
    return (meeting >= position) & (meeting < int(placed.shape.end[position]))


def sum_rows(block: Block, rows: Ints, keys: Ints, k: int) -> Sums:
    """Return the sums of rows by key; `keys` runs beside `rows`, −1 leaves a row out."""
    kept = keys >= 0
    if not kept.all():
        rows, keys = rows[kept], keys[kept]
    months = np.zeros((k, PERIODS), dtype=np.int64)
    for column in range(PERIODS):
        months[:, column] = np.bincount(keys, weights=block.cumulative[column, rows], minlength=k)
    months[:, 2:] = np.diff(months[:, 1:], axis=1)
    return Sums(months, np.bincount(keys, minlength=k).astype(np.int64))


def node_by_class(
    placed: PlacedBlock, position: int, class_of: Ints, k: int, *, eliminate: bool = False
) -> Sums:
    """Return a node's sums by class; `class_of[coding]` is −1 outside the definition."""
    rows = node_rows(placed, position, eliminate=eliminate)
    return sum_rows(placed.block, rows, class_of[placed.block.coding[rows]], k)


def tree_by_class(
    placed: PlacedBlock, class_of: Ints, k: int, *, months: tuple[int, int], eliminate: bool = False
) -> Ints:
    """Return int64[units, k]: every node with its subtree by class, over months first–last."""
    block, count = placed.block, len(placed.shape.unit)
    weights = _between(block, *months)
    classes = class_of[block.coding]
    outside = classes < 0
    if outside.any():
        classes = np.where(outside, k, classes)
    width = k + 1
    keys = placed.position * width + classes
    leaf = np.bincount(keys, weights=weights, minlength=count * width)
    if eliminate:
        internal = np.flatnonzero(placed.meeting >= 0)
        gone = placed.meeting[internal] * width + classes[internal]
        leaf = leaf - np.bincount(gone, weights=weights[internal], minlength=count * width)
    return _sum_subtrees(leaf.astype(np.int64).reshape(count, width)[:, :k], placed.shape)


def _between(block: Block, first: int, last: int) -> Ints:
    upper: Ints = block.cumulative[_CLOSING if last == _DECEMBER else last]
    return upper if first == 1 else upper - block.cumulative[first - 1]


def _sum_subtrees(leaf: Ints, shape: TreeShape) -> Ints:
    """Return the sum of every position and all below it: one cumulative sum over the preorder."""
    running = np.zeros((len(leaf) + 1, leaf.shape[1]), dtype=np.int64)
    np.cumsum(leaf, axis=0, out=running[1:])
    below: Ints = running[shape.end] - running[:-1]
    return below


def _positions(shape: TreeShape, units: Ints) -> Ints:
    """Return the positions of units; one that the tree does not hold stands at the top."""
    known = np.where(units < len(shape.position), units, 0)
    positions: Ints = np.maximum(shape.position[known], 0)
    return positions
