"""Whether a unit's forecasts use to err the same way, by the years that are over. Öre; + was too hopeful."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from core.rules.forecast_accuracy import PastYear
from core.rules.spreading import to_kronor
from core.rules.variance import Limit

_FEWEST = 3


@dataclass(frozen=True, slots=True)
class Bias:
    """How a unit's forecasts erred on an average, of how many, and whether all of them the same way."""

    mean: int
    of: int
    same_way: bool

    def unusual(self, budget: int, limit: Limit) -> bool:
        """Return whether it is worth telling: three or more the same way, by half of what needs a cause."""
        return self.of >= _FEWEST and self.same_way and 2 * abs(self.mean) >= limit.of(budget)


def bias_of(years: Sequence[PastYear], before: int) -> Bias | None:
    """Return the bias of the forecasts of the years that are over before one; None without any."""
    errors = [
        error
        for past in years
        if past.year < before
        for said in past.said
        if (error := past.error(said)) is not None
    ]
    if not errors:
        return None
    ways = {(error > 0) - (error < 0) for error in errors}
    mean = to_kronor(Fraction(sum(errors), len(errors)))
    return Bias(mean, len(errors), ways in ({1}, {-1}))
