"""Three values of a cell: what it was when the file was taken out, what you made of it, what it is now."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

Cell = TypeVar("Cell", bound=Hashable)


class Side(StrEnum):
    """Who has changed a cell since: nobody (or both to the same), you, somebody else, or both."""

    SAME = "same"
    YOURS = "yours"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True, slots=True)
class Difference(Generic[Cell]):
    """One cell that is not the same on every side; None is nothing."""

    cell: Cell
    side: Side
    base: int | None
    yours: int | None
    theirs: int | None


def side_of(base: int | None, yours: int | None, theirs: int | None) -> Side:
    """Return who has changed a cell; a cell that both made the same is the same."""
    if yours == theirs:
        return Side.SAME
    if yours == base:
        return Side.THEIRS
    return Side.YOURS if theirs == base else Side.BOTH


def three_way(
    base: Mapping[Cell, int | None], yours: Mapping[Cell, int | None], theirs: Mapping[Cell, int | None]
) -> list[Difference[Cell]]:
    """Return the cells that differ, in the order of the base, those to decide on (`BOTH`) first.

    A cell missing in `yours` is unchanged there; one missing in `theirs` is nothing now.
    """
    found = []
    for cell, value in base.items():
        mine, now = yours.get(cell, value), theirs.get(cell)
        side = side_of(value, mine, now)
        if side is not Side.SAME:
            found.append(Difference(cell, side, value, mine, now))
    return sorted(found, key=lambda difference: difference.side is not Side.BOTH)
