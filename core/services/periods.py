"""Closing and opening the months of the ledger: an open month is preliminary, and reports say so."""

from sqlmodel import Session

from core.enums import PeriodState
from core.errors import RuleViolation
from core.models import MonthStatus
from core.periods import MONTHS, Period
from core.queries import access
from core.rules.access import Action, Actor
from core.services import audit
from core.texts import _


def close_month(session: Session, actor: Actor, *, year: int, month: int) -> None:
    """Close a month, 1–12; a month that is closed already stays as it is. Period 13 follows December."""
    _set_state(session, actor, Period(year, month), PeriodState.CLOSED)


def open_month(session: Session, actor: Actor, *, year: int, month: int) -> None:
    """Open a month, 1–12, again; a month that is open already stays as it is."""
    _set_state(session, actor, Period(year, month), PeriodState.OPEN)


def _set_state(session: Session, actor: Actor, period: Period, state: PeriodState) -> None:
    access.require_write(session, actor, Action.MANAGE_PERIODS, actor.top_unit_id)
    if period.month not in MONTHS:
        raise RuleViolation(_("Välj en månad från januari till december."))
    row = session.get(MonthStatus, (period.year, period.month)) or MonthStatus(
        year=period.year, month=period.month, state=PeriodState.OPEN
    )
    if row.state is state:
        return
    old, row.state = row.state, state
    session.add(row)
    session.flush()
    audit.record(
        session,
        actor,
        "month_closed" if state is PeriodState.CLOSED else "month_opened",
        subject=("period", period),
        unit_id=actor.top_unit_id,
        change=(old, state),
    )
