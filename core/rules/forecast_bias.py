"""Whether a unit's forecasts use to err the same way: what was said of years that are over, and what came.

Öre in report sign. A share is of the outcome, in hundredths of a per cent; + was too hopeful, − too gloomy.
"""

from collections.abc import Sequence
from dataclasses import dataclass

_WHOLE = 10_000
_FEWEST = 3
_SMALLEST = 50
"""Half a per cent: less than that is chance."""


@dataclass(frozen=True, slots=True)
class Bias:
    """How a unit's forecasts erred on an average, of how many, and whether all of them the same way."""

    share: int
    of: int
    same_way: bool

    @property
    def unusual(self) -> bool:
        """Whether it is worth telling: three or more, all the same way, by half a per cent or more."""
        return self.of >= _FEWEST and self.same_way and abs(self.share) >= _SMALLEST

    def likely_error(self, said: int) -> int:
        """Return by how much a forecast errs if it errs as usual; + is too hopeful."""
        return abs(said) * self.share // _WHOLE


def bias_of(points: Sequence[tuple[int, int]]) -> Bias | None:
    """Return the bias of pairs (said, outcome); pairs without an outcome say nothing, None without any."""
    errors = [(said - outcome) * _WHOLE // abs(outcome) for said, outcome in points if outcome]
    if not errors:
        return None
    ways = {(error > 0) - (error < 0) for error in errors}
    return Bias(round(sum(errors) / len(errors)), len(errors), ways in ({1}, {-1}))
