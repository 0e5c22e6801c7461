"""What a dialogue about a forecast builds on: rows, measures and promises. Öre in report sign, + = better."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from core.rules.variance import Limit


@dataclass(frozen=True, slots=True)
class RowFacts:
    """A row of a forecast: `before` is what the last one said, `low` and `high` what was proposed."""

    title: str
    value: int
    budget: int | None
    outcome: int
    before: int | None
    low: int | None
    high: int | None
    explained: bool

    @property
    def variance(self) -> int:
        """The year against its budget."""
        return self.value - (self.budget or 0)


@dataclass(frozen=True, slots=True)
class MeasureFacts:
    """A measure: what it gives in the year, what of it has come, and how much of its time has passed."""

    title: str
    effect: int
    realised: int
    passed: Fraction


@dataclass(frozen=True, slots=True)
class PromiseFacts:
    """Something promised that is not done: what, by whom, and its last day."""

    title: str
    owner: str
    due: date


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """What the questions are asked about; `months` of the year are closed."""

    rows: tuple[RowFacts, ...]
    months: int
    limit: Limit
    measures: tuple[MeasureFacts, ...] = ()
    promises: tuple[PromiseFacts, ...] = ()
    today: date | None = None
    explained: bool = False
    """Whether something is said about the whole."""

    @property
    def variance(self) -> int:
        """The whole forecast against its budget."""
        return sum(row.variance for row in self.rows)

    @property
    def budget(self) -> int:
        """The whole budget."""
        return sum(row.budget or 0 for row in self.rows)
