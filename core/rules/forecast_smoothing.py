"""Exponential smoothing of how a row deviates from its plan, month by month.

The plan is the budget's months, or last year's where there is no budget; a deviation that lasts is
carried on to the months that are left. The recursion is that of statsmodels; amounts are öre as
floats, since this is a guess.
"""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.periods import MONTHS

Floats: TypeAlias = NDArray[np.float64]

LEVEL = 0.1
"""How far the level moves towards each new deviation: measured on the demo's ledger, docs/performance.md."""


def smoothed_path(months: Sequence[int], plan: Sequence[int] | None) -> tuple[float, ...] | None:
    """Return the full year as it looks after each month; None without a plan of twelve months or a month."""
    if plan is None or not months:
        return None
    known, planned = np.array(months, dtype=np.float64), np.array(plan, dtype=np.float64)
    levels = _levels(known - planned[: len(known)])
    months_left = len(MONTHS) - np.arange(1, len(known) + 1)
    plan_left = planned.sum() - planned.cumsum()[: len(known)]
    year = known.cumsum() + plan_left + levels * months_left
    return tuple(year.tolist())


def _levels(deviations: Floats) -> Floats:
    """Return the level of the deviations after each month, from none at the year's start."""
    # imported here: it takes a second or more, and only the back-test and a round's opening need it
    from statsmodels.tsa.holtwinters import SimpleExpSmoothing

    padded = deviations if len(deviations) > 1 else np.repeat(deviations, 2)  # it takes no single month
    model = SimpleExpSmoothing(padded, initialization_method="known", initial_level=0.0)
    with np.errstate(all="ignore"):  # a fit without error has no likelihood, which is of no concern here
        fitted = model.fit(smoothing_level=LEVEL, optimized=False)
    levels: Floats = np.asarray(fitted.level, dtype=np.float64)[: len(deviations)]
    return levels
