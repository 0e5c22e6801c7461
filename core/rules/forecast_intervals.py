"""The interval around a proposed forecast, from how far such proposals have been from the outcome.

A spread is, for each third of the year, the lower and upper relative error in hundredths of a per
cent of the proposal: eight outcomes of ten were between them.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.rules.spreading import to_kronor

Point: TypeAlias = tuple[int, int, int, int]
"""A trial: unit, months known, what was said and how it ended (öre)."""
Spread: TypeAlias = tuple[tuple[int, int], ...]
Floats: TypeAlias = NDArray[np.float64]
Ints: TypeAlias = NDArray[np.int64]

_WHOLE = 10_000
_BOUNDS = (10, 90)
_STAGES = 3
_MONTHS_PER_STAGE = 4


def stage_of(months: int) -> int:
    """Return which third of the year it is when so many months are known: 0, 1 or 2."""
    return min(max(months - 1, 0) // _MONTHS_PER_STAGE, _STAGES - 1)


def spread_of(points: Sequence[Point]) -> Spread:
    """Return the spread of trials; a third without any has that of all, and nothing at all has none."""
    return _spread(*_errors(points))


def interval(amount: int, spread: Spread, months: int) -> tuple[int, int]:
    """Return the lower and upper bound (öre, whole kronor) of a proposal; it always lies inside."""
    low, high = spread[stage_of(months)] if spread else (0, 0)
    bounds = (to_kronor(amount + abs(amount) * share // _WHOLE) for share in (low, high))
    lower, upper = bounds
    return min(lower, amount), max(upper, amount)


def covered(points: Sequence[Point], unit_id: int | None) -> int:
    """Return the share of outcomes inside intervals that were made of other units' trials.

    Hundredths of a per cent, of one unit's trials or of all; 0 when there is no other unit.
    """
    relative, stages = _errors(points)
    units = np.array([point[0] for point in points], dtype=np.int64)
    inside = tried = 0
    for unit in sorted({point[0] for point in points} if unit_id is None else {unit_id}):
        others = units != unit
        if not others.any():
            continue
        spread = _spread(relative[others], stages[others])
        for _unit, months, said, outcome in (points[at] for at in np.flatnonzero(~others).tolist()):
            low, high = interval(said, spread, months)
            inside += low <= outcome <= high
            tried += 1
    return round(inside * _WHOLE / tried) if tried else 0


def _errors(points: Sequence[Point]) -> tuple[Floats, Ints]:
    """Return the relative error of each trial and which third of the year it was made in."""
    relative = [_relative(said, outcome) for _unit, _months, said, outcome in points]
    stages = [stage_of(months) for _unit, months, _said, _outcome in points]
    return np.array(relative, dtype=np.float64), np.array(stages, dtype=np.int64)


def _spread(relative: Floats, stages: Ints) -> Spread:
    found = []
    for stage in range(_STAGES):
        own = relative[stages == stage] if (stages == stage).any() else relative
        low, high = np.percentile(own, _BOUNDS).round() if len(own) else (0, 0)
        found.append((int(low), int(high)))
    return tuple(found)


def _relative(said: int, outcome: int) -> float:
    """Return how far the outcome was from what was said, as a share of it; all of it when nothing was."""
    if said == 0:
        return 0.0 if outcome == 0 else float(np.sign(outcome)) * _WHOLE
    return (outcome - said) * _WHOLE / abs(said)
