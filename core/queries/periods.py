"""Which months of the ledger are closed, for whoever closes them."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import PeriodState, VersionKind
from core.models import MonthStatus, Version
from core.periods import MONTHS, Period
from core.queries.access import require
from core.rules.access import Action, Actor


@dataclass(frozen=True, slots=True)
class MonthState:
    """A month and whether it is open, so preliminary, or closed."""

    period: Period
    state: PeriodState


def list_months(session: Session, actor: Actor) -> list[MonthState]:
    """Return every month of the years that have actuals, oldest first."""
    require(session, actor, Action.MANAGE_PERIODS, actor.top_unit_id)
    years = session.exec(
        select(Version.year).where(Version.kind == VersionKind.ACTUAL).distinct().order_by(col(Version.year))
    ).all()
    states = {Period(row.year, row.month): row.state for row in session.exec(select(MonthStatus))}
    periods = [Period(year, month) for year in years for month in MONTHS]
    return [MonthState(period, states.get(period, PeriodState.OPEN)) for period in periods]
