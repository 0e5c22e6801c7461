"""A line of the nämnd table: its amounts, how lines add up, its row. Öre in report sign; None is nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, fields

from core.queries.forecast_nodes import ForecastNode
from core.table import Row, RowRole, Value


@dataclass(frozen=True, slots=True)
class Line:
    """What has come and what it is compared with, what is said of the year, and what was said before."""

    outcome: int | None = None
    period_budget: int | None = None
    period_last_year: int | None = None
    forecast: int | None = None
    measures: int | None = None
    previous: int | None = None
    previous_budget: int | None = None
    year_budget: int | None = None
    last_year: int | None = None

    @property
    def holds_anything(self) -> bool:
        """Whether any of the amounts is there and not zero."""
        return any(getattr(self, field.name) for field in fields(self))

    @property
    def after(self) -> int | None:
        """The year after measures."""
        return _plus(self.forecast, self.measures)

    @property
    def change(self) -> int | None:
        """How the variance has moved since the forecast before, which had the budget of its own day."""
        if self.previous is None:
            return None
        now = (self.forecast or 0) - (self.year_budget or 0)
        return now - (self.previous - (self.previous_budget or 0))


def line_of(node: ForecastNode, measures: int | None = None) -> Line:
    """Return a node's line, without the central adjustments on it."""
    return Line(
        outcome=node.outcome,
        period_budget=node.period_budget,
        period_last_year=node.period_last_year,
        forecast=node.forecast,
        measures=measures,
        previous=node.previous,
        previous_budget=node.previous_budget,
        year_budget=node.year_budget,
        last_year=node.last_year,
    )


def add_lines(lines: Sequence[Line]) -> Line:
    """Return the sum of lines; what none of them has stays nothing."""
    sums: dict[str, int | None] = {}
    for field in fields(Line):
        values = [value for line in lines if (value := getattr(line, field.name)) is not None]
        sums[field.name] = sum(values) if values else None
    return Line(**sums)


def row_of(
    key: str, names: tuple[str, str], line: Line, *, role: RowRole = RowRole.DETAIL, level: int = 0,
    drill: str | None = None,
) -> Row:  # fmt: skip
    """Return the row of a line; `names` are its name and code."""
    budget = line.year_budget or 0
    before = None if line.forecast is None else line.forecast - budget
    variance = None if line.after is None else line.after - budget
    period = None if line.outcome is None else line.outcome - (line.period_budget or 0)
    cells: tuple[Value, ...] = (
        *names, line.outcome, line.period_budget, period, line.period_last_year, line.forecast,
        before, line.measures or None, line.after, variance, line.previous, line.change, line.year_budget,
        line.last_year,
    )  # fmt: skip
    return Row(key, cells, level=level, role=role, drill=drill)


def _plus(one: int | None, other: int | None) -> int | None:
    return None if one is None and other is None else (one or 0) + (other or 0)
