"""Where a forecast's round stands on a node: the counts, and who is late."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from core.queries import access
from core.queries.forecast_list import StoredForecast
from core.reports import process_state
from core.reports.process_state import Counts
from core.rules.access import Action, Actor


@dataclass(frozen=True, slots=True)
class Process:
    """An open round: how many stand where, and the units that are late, by their last day."""

    round_id: int
    name: str
    counts: Counts
    late: tuple[str, ...]


def read_process(
    session: Session, actor: Actor, *, forecast: StoredForecast | None, unit_id: int, today: date
) -> Process | None:
    """Return the process of a forecast under way; None without one, and for who takes no part in it."""
    if forecast is None or forecast.round_id is None:
        return None
    if not access.may(session, actor, Action.VIEW_PROCESS, unit_id).allowed:
        return None
    state = process_state.build(session, actor, round_id=forecast.round_id, unit_id=unit_id, today=today)
    if not state.counts.total:
        return None
    late = sorted(
        (row for row in state.submissions.values() if row.late),
        key=lambda row: (row.deadline or date.max, row.unit_name),
    )
    return Process(forecast.round_id, forecast.name, state.counts, tuple(row.unit_name for row in late))
