"""Which of the asked units an ansvar belongs to: itself or the nearest one above it."""

from collections.abc import Sequence

import numpy as np
from sqlmodel import Session, select

from core.enums import UnitState
from core.models import TreeUnit
from core.queries.classes import Classes
from core.queries.columns import Columns
from core.queries.rollup import NOBODY, Ints, TreeShape

_WHOLE_YEAR = 13


class Homes:
    """The asked units laid out on a tree: their places, and by position the number of its unit (−1: none)."""

    def __init__(self, shape: TreeShape, unit_ids: Sequence[int]) -> None:
        self.unit_ids = tuple(unit_ids)
        self.places = [shape.position_of(unit) for unit in unit_ids]
        self.of_position = np.full(len(shape.unit), NOBODY, dtype=np.int64)
        # the outer units first, so that an inner one takes its part of them
        for number in sorted(range(len(self.places)), key=self.places.__getitem__):
            place = self.places[number]
            self.of_position[place : shape.end[place]] = number
        self._above = [
            int(self.of_position[shape.parent[place]]) if shape.parent[place] >= 0 else NOBODY
            for place in self.places
        ]

    def apart(self, whole: Ints) -> Ints:
        """Return int64[units, …] of whole subtrees without what belongs to units below."""
        own: Ints = whole.copy()
        for number, above in enumerate(self._above):
            if above >= 0:
                own[above] -= whole[number]
        return own


def largest_spots(
    columns: Columns, version_id: int, tree_id: int, classes: Classes, homes: Homes, usable: frozenset[int]
) -> dict[tuple[int, str], tuple[int, int]]:
    """Return, by asked unit and report row, the ansvar and coding with the largest year of a version.

    `usable` are the ansvar that may hold figures; booked kommunbidrag is no row.
    """
    placed = columns.placed(version_id, tree_id)
    block = placed.block
    home, row = homes.of_position[placed.position], classes.of_coding[block.coding]
    k = len(classes.keys)
    held = np.flatnonzero((home >= 0) & (row >= 0) & (row < k - 1) & np.isin(block.unit, sorted(usable)))
    size = np.abs(block.cumulative[_WHOLE_YEAR, held])
    key = home[held] * k + row[held]
    order = np.lexsort((block.coding[held], block.unit[held], -size, key))
    _keys, first = np.unique(key[order], return_index=True)
    found = {}
    for at in held[order][first].tolist():
        place = (homes.unit_ids[int(home[at])], classes.keys[int(row[at])])
        found[place] = (int(block.unit[at]), int(block.coding[at]))
    return found


def open_ansvar(session: Session, tree_id: int) -> frozenset[int]:
    """Return the ansvar in use in a tree."""
    rows = session.exec(
        select(TreeUnit.unit_id).where(
            TreeUnit.tree_id == tree_id,
            TreeUnit.kind == "cost_center",
            TreeUnit.state == UnitState.OPEN,
        )
    )
    return frozenset(rows)
