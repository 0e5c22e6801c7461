"""Exponential smoothing of a row that starts from the budget's level and earlier years' season.

Two or three years are too few to estimate a season, so it is given, and only the level follows the
outcome. The recursion is that of statsmodels; amounts are öre as floats, since this is a guess.
"""

import warnings
from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.periods import MONTHS

Floats: TypeAlias = NDArray[np.float64]

LEVEL = 0.2
"""How far the level moves towards each new month: measured on the demo's ledger, docs/performance.md."""


def smoothed_path(
    earlier: Sequence[Sequence[int]], months: Sequence[int], budget: Sequence[int] | None = None
) -> tuple[float, ...] | None:
    """Return the full year as it looks after each month; None without an earlier year or a month.

    The level begins at the budget's mean month, or at last year's where there is no budget.
    """
    if not earlier or not months:
        return None
    years = np.array(earlier, dtype=np.float64)
    season = (years - years.mean(axis=1, keepdims=True)).mean(axis=0)
    start = np.mean(budget) if budget is not None else years[-1].mean()
    known = np.array(months, dtype=np.float64)
    levels = _levels(known, float(start), season)
    count = np.arange(1, len(known) + 1)
    left = season.sum() - season.cumsum()[: len(known)]
    year = known.cumsum() + levels * (len(MONTHS) - count) + left
    return tuple(year.tolist())


def _levels(known: Floats, start: float, season: Floats) -> Floats:
    """Return the level after each month, as statsmodels' additive smoothing with a fixed season has it."""
    # imported here: it takes a second or more, and only the back-test and a round's opening need it
    from statsmodels.tsa.holtwinters import ExponentialSmoothing

    padded = known if len(known) > 1 else np.repeat(known, 2)  # it takes no single month
    model = ExponentialSmoothing(
        padded, seasonal="add", seasonal_periods=len(MONTHS), initialization_method="known",
        initial_level=start, initial_seasonal=season,
    )  # fmt: skip
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        # a fit without error has no likelihood, which is of no concern here
        warnings.simplefilter("ignore", RuntimeWarning)
        fitted = model.fit(smoothing_level=LEVEL, smoothing_seasonal=0.0, optimized=False)
    levels: Floats = np.asarray(fitted.level, dtype=np.float64)[: len(known)]
    return levels
