"""Which key figures measure a goal, with target, latest value and status at the goal's unit."""

from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session, col, select

from core.models import GoalIndicator
from core.queries.goals import GoalRow
from core.queries.indicator_standing import Standing, read_standings
from core.queries.indicators import IndicatorRow, list_indicators
from core.rules.access import Actor
from core.rules.indicator_sums import Measured
from core.table import Status

_UNSEEN = Standing(None, None, Status.NONE)


@dataclass(frozen=True, slots=True)
class GoalFigure:
    """A key figure of a goal; None where the unit has no target or no value that the actor may see."""

    indicator: IndicatorRow
    standing: Standing

    @property
    def target(self) -> Decimal | None:
        """The year's target at the goal's unit."""
        return self.standing.target

    @property
    def latest(self) -> Measured | None:
        """The latest value, of the unit itself, reckoned, or of the units below it."""
        return self.standing.measured

    @property
    def status(self) -> Status:
        """How the value stands against its target."""
        return self.standing.status


def list_figures(session: Session, actor: Actor, *, goal: GoalRow, year: int, month: int) -> list[GoalFigure]:
    """Return the key figures of a goal that the actor may see, by title."""
    wanted = set(
        session.exec(select(GoalIndicator.indicator_id).where(col(GoalIndicator.goal_id) == goal.id))
    )
    if not wanted:
        return []
    rows = [row for row in list_indicators(session, actor) if row.id in wanted]
    places = [(row.id, goal.unit_id) for row in rows]
    found = read_standings(session, actor, places=places, year=year, month=month)
    return [GoalFigure(row, found.get(place, _UNSEEN)) for row, place in zip(rows, places, strict=True)]
