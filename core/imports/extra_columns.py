"""What few sources have beside the amount, kept as columns and shown as a mapping by position."""

from collections.abc import Iterator, Mapping

import numpy as np

from core.imports.csv_values import Texts
from core.imports.ledger import Int64


class ExtraColumns(Mapping[int, Mapping[str, str]]):
    """Position → the extra values of that line; lines without any are not among the keys."""

    def __init__(self, columns: Mapping[str, Texts]) -> None:
        self._columns = {name: column for name, column in columns.items() if any(column.unique)}
        filled = [column.filled() for column in self._columns.values()]
        self._positions: Int64 = np.flatnonzero(np.any(filled, axis=0)) if filled else np.zeros(0, np.int64)

    def __getitem__(self, position: int) -> Mapping[str, str]:
        place = np.searchsorted(self._positions, position)
        if place == len(self._positions) or self._positions[place] != position:
            raise KeyError(position)
        values = {name: column[position] for name, column in self._columns.items()}
        return {name: value for name, value in values.items() if value}

    def __iter__(self) -> Iterator[int]:
        return iter(self._positions.tolist())

    def __len__(self) -> int:
        return len(self._positions)
