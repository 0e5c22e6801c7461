"""Which units are the rows of a whole budget: those that a round asks, and what nobody is asked for.

Every ansvar belongs to exactly one row, so the rows add up to the whole.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spot:
    """A unit's place: its id, the unit above it (None or one outside at the top), whether it is an ansvar."""

    id: int
    parent_id: int | None
    is_ansvar: bool


def rows_of(spots: Sequence[Spot], asked: Collection[int]) -> dict[int, int]:
    """Return the row (a unit's id) of every unit that belongs to one; `spots` come parents first.

    A unit belongs to the nearest asked unit, itself or above. Outside those an ansvar is a row of
    its own where its unit also has other units below, and else part of that unit's row.
    """
    plain = _with_ansvar_only(spots)
    rows: dict[int, int] = {}
    for spot in spots:
        above = rows.get(spot.parent_id) if spot.parent_id is not None else None
        if spot.id in asked:
            rows[spot.id] = spot.id
        elif above is not None:
            rows[spot.id] = above
        elif spot.is_ansvar or spot.id in plain:
            rows[spot.id] = spot.id
    return rows


def own_frames(
    frames: Mapping[int, int | None], rows: Mapping[int, int], spots: Sequence[Spot]
) -> dict[int, int]:
    """Return the frame of every row without what rows inside it have got; rows without one are left out."""
    own = {row: amount for row in set(rows.values()) if (amount := frames.get(row)) is not None}
    for spot in spots:
        if rows.get(spot.id) != spot.id or spot.parent_id is None:
            continue
        outer, amount = rows.get(spot.parent_id), frames.get(spot.id)
        if outer in own and amount is not None:
            own[outer] -= amount
    return own


def _with_ansvar_only(spots: Sequence[Spot]) -> set[int]:
    """Return the units that have ansvar below them and nothing else."""
    units = {spot.id for spot in spots if not spot.is_ansvar}
    above_ansvar = {spot.parent_id for spot in spots if spot.is_ansvar}
    above_units = {spot.parent_id for spot in spots if not spot.is_ansvar}
    return {unit for unit in units if unit in above_ansvar and unit not in above_units}
