"""Which key figures measure a goal, with target and latest value at the goal's unit."""

from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session, col, select

from core.models import GoalIndicator
from core.queries.goals import GoalRow
from core.queries.indicators import IndicatorRow, latest_values, list_indicators, read_targets
from core.rules.access import Actor
from core.rules.indicator_status import status_of
from core.rules.indicator_sums import Measured
from core.table import Status


@dataclass(frozen=True, slots=True)
class GoalFigure:
    """A key figure of a goal; None where the unit has no target or no value that the actor may see."""

    indicator: IndicatorRow
    target: Decimal | None
    latest: Measured | None

    @property
    def status(self) -> Status:
        """Return how the value stands against its target."""
        if self.target is None or self.latest is None or self.latest.value is None:
            return Status.NONE
        said = self.indicator.definition
        return status_of(self.latest.value, self.target, direction=said.direction, partly=said.partly)


def list_figures(session: Session, actor: Actor, *, goal: GoalRow, year: int, month: int) -> list[GoalFigure]:
    """Return the key figures of a goal that the actor may see, by title."""
    wanted = set(
        session.exec(select(GoalIndicator.indicator_id).where(col(GoalIndicator.goal_id) == goal.id))
    )
    if not wanted:
        return []
    units = [goal.unit_id]
    values = latest_values(session, actor, year=year, month=month, unit_ids=units)
    targets = read_targets(session, actor, years=[year], unit_ids=units)
    return [
        GoalFigure(row, targets.get((row.id, goal.unit_id, year)), values.get((row.id, goal.unit_id)))
        for row in list_indicators(session, actor)
        if row.id in wanted
    ]
