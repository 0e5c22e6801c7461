"""Which of the municipality's own key figures is one of Kolada's."""

from sqlmodel import Session

from core.queries.indicators import IndicatorRow, definitions
from core.queries.kolada import require_goals
from core.rules.access import Actor


def own_figure(session: Session, actor: Actor, *, kpi_id: str) -> IndicatorRow | None:
    """Return the municipality's own key figure that is fetched from Kolada's; one in use before a closed."""
    require_goals(actor)
    return own_of(session, kpi_id)


def own_of(session: Session, kpi_id: str) -> IndicatorRow | None:
    """Return the same for who has been asked already. Not narrowed by rights."""
    rows = [row for row in definitions(session, closed=True) if row.definition.kolada_id == kpi_id]
    return min(rows, key=lambda row: (row.closed_on is not None, row.id), default=None)
