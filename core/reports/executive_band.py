"""Between what the municipality's result ends, judged by how earlier years ended after such a forecast."""

from sqlmodel import Session, select

from core.enums import UnitKind
from core.models import Clock
from core.queries import access
from core.queries.access import UnitRow
from core.queries.forecast_accuracy import band_for
from core.queries.forecast_nodes import ForecastNode
from core.rules.access import Action, Actor
from core.rules.forecast_accuracy import Band

_KEPT = "forecast_band"


def read_band(session: Session, actor: Actor, *, unit: UnitRow, node: ForecastNode) -> tuple[int, int] | None:
    """Return the lowest and highest result (öre); None for other nodes, and without a year that is over.

    It looks through years of closed forecasts, so it is kept in memory until something is written.
    """
    if unit.kind is not UnitKind.MUNICIPALITY:
        return None
    if not access.may(session, actor, Action.VIEW_PLAN, unit.id).allowed:
        return None
    band = _kept(session, actor, unit.id, node.months)
    return None if band is None else (node.whole + band.low, node.whole + band.high)


def _kept(session: Session, actor: Actor, unit_id: int, months: int) -> Band | None:
    memory = session.info["database"].memory
    now = (session.exec(select(Clock.n)).one(), actor.tree_id, unit_id, months)
    held = memory.get(_KEPT)
    if held is not None and held[0] == now:
        kept: Band | None = held[1]
        return kept
    band = band_for(session, actor, unit_id=unit_id, month=months)
    memory[_KEPT] = (now, band)
    return band
