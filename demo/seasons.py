"""Seasons: the share of the year that each month shows, January–December, in percent or parts.

The month is the one that the ledger shows: hourly pay and absence come one month late, the salary
review of April is paid with its retroactive part in May.
"""

import numpy as np
from numpy.typing import NDArray

SEASONS: dict[str, tuple[float, ...]] = {
    "flat": (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
    "salary": (100, 100, 100, 100, 106, 103, 103, 103, 103, 103, 103, 103),
    "hourly": (8, 7, 7, 7, 7, 8, 12, 14, 9, 7, 7, 7),
    "sick": (8, 9.5, 10.5, 9, 8, 7.5, 7, 5.5, 7, 8.5, 9.5, 10),
    "holiday": (2, 1, 1, 1, 1, 14, 40, 30, 4, 1, 1, 4),
    "power": (14, 13, 11, 8, 6, 4, 3, 3, 5, 8, 11, 14),
    "snow": (28, 24, 14, 3, 0, 0, 0, 0, 0, 1, 8, 22),
    "food": (9, 9, 9, 9, 9, 6, 3, 6, 10, 10, 10, 10),
    "schoolbus": (10, 10, 10, 10, 10, 6, 0, 5, 10, 10, 10, 9),
    "teaching": (5, 6, 6, 6, 6, 8, 5, 22, 14, 9, 7, 6),
    "trade": (0, 0, 28, 12, 0, 0, 0, 14, 0, 30, 0, 16),
    "school": (10, 9, 10, 9, 9, 5, 2, 6, 10, 10, 10, 10),
    "preschool": (9, 9, 9, 9, 9, 8, 5, 7, 9, 9, 9, 8),
    "term": (2, 30, 6, 4, 4, 4, 1, 6, 30, 6, 4, 3),
    "winter": (12, 12, 11, 8, 6, 4, 3, 4, 8, 10, 11, 11),
    "summer": (4, 4, 5, 8, 12, 14, 9, 13, 12, 9, 6, 4),
    "late": (5, 5, 6, 6, 7, 8, 3, 6, 9, 11, 13, 21),
    "building": (6, 7, 9, 10, 11, 10, 6, 7, 9, 10, 8, 7),
    "supervision": (5, 32, 18, 8, 6, 5, 3, 4, 6, 5, 4, 4),
    "grants": (4, 22, 10, 8, 6, 5, 2, 6, 22, 7, 5, 3),
    "quarter": (28, 1, 1, 24, 1, 1, 21, 1, 1, 19, 1, 1),
    "licence": (24, 11, 9, 8, 7, 6, 4, 6, 8, 7, 5, 5),
    "insurance": (78, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2),
    "audit": (3, 10, 16, 20, 6, 3, 1, 3, 10, 14, 8, 6),
    "substitute": (7, 7, 7, 7, 7, 10, 17, 13, 8, 6, 5, 6),
    "settlement": (0, 0, 0, 30, 0, 0, 0, 35, 0, 0, 0, 35),
    "dividend": (0, 0, 0, 0, 100, 0, 0, 0, 0, 0, 0, 0),
    "yearend": (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 100),
    "investment": (3, 4, 5, 6, 7, 8, 5, 7, 9, 12, 15, 19),
}


def month_shares(season: str) -> NDArray[np.float64]:
    """Return the twelve shares of a season; they sum to one."""
    values = np.array(SEASONS[season], dtype=np.float64)
    shares: NDArray[np.float64] = values / values.sum()
    return shares


def share_out(weights: NDArray[np.float64], totals: NDArray[np.int64] | int) -> NDArray[np.int64]:
    """Return whole amounts along the last axis that sum to the totals (one, or one a row) exactly.

    The remainder goes to the largest fractions; of equal ones the last gets it first.
    """
    wanted = np.asarray(totals, dtype=np.int64)
    sums = weights.sum(axis=-1, keepdims=True)
    exact = weights / np.where(sums == 0, 1, sums) * wanted[..., None]
    whole = np.floor(exact).astype(np.int64)
    missing = wanted - whole.sum(axis=-1)
    size = weights.shape[-1]
    fraction = np.where(weights == 0, -1.0, exact - whole)
    order = size - 1 - np.argsort(-fraction[..., ::-1], axis=-1, kind="stable")
    rank = np.empty_like(order)
    np.put_along_axis(rank, order, np.broadcast_to(np.arange(size), order.shape), axis=-1)
    shared: NDArray[np.int64] = whole + (rank < missing[..., None])
    return shared
