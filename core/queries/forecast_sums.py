"""Versions and lines as tables by position of a tree and report row, in report sign: numpy only."""

from collections.abc import Collection, Sequence

import numpy as np

from core.periods import MONTHS
from core.queries.budget_as_of import Cells
from core.queries.classes import Classes
from core.queries.columns import Columns
from core.queries.rollup import NOBODY, Block, Ints, place_block, tree_by_class

_PERIODS = 14


class TreeSums:
    """Tables int64[positions, rows], each position with its whole subtree; booked kommunbidrag is no row."""

    def __init__(self, columns: Columns, tree_id: int, classes: Classes) -> None:
        self.shape = columns.trees[tree_id]
        self.keys = classes.keys[:-1]
        self._columns, self._tree_id = columns, tree_id
        booked = len(self.keys)
        self._of_coding = np.where(classes.of_coding == booked, NOBODY, classes.of_coding)

    def of_version(self, version_id: int | None, months: int) -> Ints:
        """Return a version's months January–`months`; nothing without a version or a month."""
        if version_id is None or not months:
            return self._nothing()
        placed = self._columns.placed(version_id, self._tree_id)
        table: Ints = -tree_by_class(placed, self._of_coding, len(self.keys), months=(1, months))
        return table

    def of_lines(self, lines: Sequence[Cells], months: int) -> Ints:
        """Return the sums of lines that belong to no version of their own."""
        if not lines or not months:
            return self._nothing()
        units, codings, amounts = zip(*lines, strict=True)
        cumulative = np.zeros((_PERIODS, len(lines)), dtype=np.int64)
        cumulative[1 : len(MONTHS) + 1] = np.cumsum(np.array(amounts, dtype=np.int64), axis=1).T
        cumulative[-1] = cumulative[-2]
        block = Block(0, np.array(units, dtype=np.int64), np.array(codings, dtype=np.int64), cumulative)
        placed = place_block(block, self.shape, self._columns.codings.partner)
        table: Ints = -tree_by_class(placed, self._of_coding, len(self.keys), months=(1, months))
        return table

    def outside(self, whole: Ints, unit_ids: Collection[int]) -> Ints:
        """Return what of each position's sum lies neither under one of the units nor over it as its part."""
        inside = np.zeros_like(whole)
        covered = np.zeros(len(whole), dtype=np.bool_)
        for place in sorted(self._places(unit_ids)):
            if not covered[place]:
                covered[place : self.shape.end[place]] = True
                inside[place] = whole[place]
        running = np.zeros((len(whole) + 1, whole.shape[1]), dtype=np.int64)
        np.cumsum(inside, axis=0, out=running[1:])
        left: Ints = whole - (running[self.shape.end] - running[:-1])
        left[covered] = 0
        return left

    def _places(self, unit_ids: Collection[int]) -> list[int]:
        known = [unit for unit in unit_ids if unit < len(self.shape.position)]
        return [int(place) for place in self.shape.position[known] if place >= 0]

    def _nothing(self) -> Ints:
        return np.zeros((len(self.shape.unit), len(self.keys)), dtype=np.int64)
