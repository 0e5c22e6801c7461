"""How many key figures a unit follows, and how many are meant.

read_room(session, actor, *, unit_id) -> Room
"""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.models import Indicator, IndicatorUnit
from core.queries.access import require
from core.queries.indicators import measured_in
from core.queries.limits import read_limits
from core.rules.access import Action, Actor
from core.rules.limits import LimitKey


@dataclass(frozen=True, slots=True)
class Room:
    """The key figures that a unit follows this year, by title, and how many are meant; 0 is no limit."""

    titles: tuple[str, ...]
    most: int

    @property
    def full(self) -> bool:
        """Whether one more needs a reason."""
        return bool(self.most) and len(self.titles) >= self.most


def read_room(session: Session, actor: Actor, *, unit_id: int) -> Room:
    """Return what a unit follows and the limit; `NotAllowed` outside scope."""
    require(session, actor, Action.VIEW_GOALS, unit_id)
    return room_of(session, unit_id)


def room_of(session: Session, unit_id: int) -> Room:
    """Return the same for who has been asked already. Not narrowed by rights."""
    titles = session.exec(
        select(Indicator.title)
        .join(IndicatorUnit, col(Indicator.id) == col(IndicatorUnit.indicator_id))
        .where(
            IndicatorUnit.unit_id == unit_id,
            col(Indicator.closed_on).is_(None),
            measured_in(session.info["database"].today().year),
        )
        .order_by(col(Indicator.title), col(Indicator.id))
    ).all()
    return Room(tuple(titles), read_limits(session).number(LimitKey.INDICATOR_MOST))
