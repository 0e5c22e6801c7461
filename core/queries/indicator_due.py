"""The key figures that a person is asked for now, by unit and day.

list_asked_for(session, actor, *, today) -> list[AskedFor]
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, or_, select

from core.enums import Periodicity
from core.models import Indicator, IndicatorUnit, IndicatorValue
from core.periods import Period
from core.queries.access import subtree
from core.queries.codes import unit_names
from core.rules.access import Action, Actor, roots
from core.rules.indicator_due import is_asked_for, period_of

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class AskedFor:
    """The figures of a unit that are to be told now: their titles, the first day, and the month before it."""

    unit_id: int
    unit: str
    unit_code: str
    titles: tuple[str, ...]
    due: date

    @property
    def period(self) -> Period:
        """The month that ends before the day."""
        return period_of(self.due)


def list_asked_for(session: Session, actor: Actor, *, today: date) -> list[AskedFor]:
    """Return what the actor herself reports and is asked for, at units where she may, by day."""
    person = actor.acting_as_id or actor.user_id
    last = (
        select(
            col(IndicatorValue.indicator_id),
            col(IndicatorValue.unit_id),
            func.max(col(IndicatorValue.year) * _MONTHS + col(IndicatorValue.month)).label("at"),
        )
        .group_by(col(IndicatorValue.indicator_id), col(IndicatorValue.unit_id))
        .subquery()
    )
    rows = session.exec(
        select(Indicator, col(IndicatorUnit.unit_id), col(IndicatorUnit.last_year), last.c.at)
        .join(IndicatorUnit, col(IndicatorUnit.indicator_id) == col(Indicator.id))
        .outerjoin(
            last,
            (last.c.indicator_id == col(Indicator.id)) & (last.c.unit_id == col(IndicatorUnit.unit_id)),
        )
        .where(
            col(Indicator.closed_on).is_(None),
            Indicator.formula == "",
            Indicator.kolada_id == "",
            col(Indicator.next_update).is_not(None),
            or_(
                col(IndicatorUnit.owner_id) == person,
                col(IndicatorUnit.owner_id).is_(None) & (col(Indicator.owner_id) == person),
            ),
            col(IndicatorUnit.unit_id).in_(subtree(actor.tree_id, roots(actor, Action.EDIT_GOALS))),
        )
        .order_by(col(Indicator.next_update), col(Indicator.title))
    ).all()
    found: dict[int, list[Indicator]] = {}
    for indicator, unit_id, last_year, at in rows:
        if last_year is not None and period_of(indicator.next_update or date.max).year > last_year:
            continue
        latest = ((at - 1) // _MONTHS, (at - 1) % _MONTHS + 1) if at else None
        if is_asked_for(Periodicity(indicator.periodicity), indicator.next_update, latest, today):
            found.setdefault(unit_id, []).append(indicator)
    names = unit_names(session, actor.tree_id, tuple(found))
    return [
        AskedFor(
            unit_id, names[unit_id].name, names[unit_id].code, tuple(one.title for one in asked),
            min(one.next_update for one in asked if one.next_update),
        )
        for unit_id, asked in found.items()
        if unit_id in names
    ]  # fmt: skip
