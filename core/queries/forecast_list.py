"""Which forecasts of a year there are to read on a unit, the latest first."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from core.enums import RoundState, VersionKind
from core.models import Round, Version
from core.queries import access
from core.rules.access import Action, Actor


@dataclass(frozen=True, slots=True)
class StoredForecast:
    """A forecast: open ones are under way; the round that fills it, where there is one, and its last day."""

    version_id: int
    name: str
    year: int
    closed_at: datetime | None
    round_id: int | None
    running: bool
    deadline: date | None


def list_forecasts(session: Session, actor: Actor, *, unit_id: int, year: int) -> list[StoredForecast]:
    """Return the forecasts of a year, the latest first; those under way only for who may see plans."""
    access.require(session, actor, Action.VIEW_ECONOMY, unit_id)
    wanted = select(Version).where(Version.kind == VersionKind.FORECAST, Version.year == year)
    if not access.may(session, actor, Action.VIEW_PLAN, unit_id).allowed:
        wanted = wanted.where(col(Version.closed_at).is_not(None))
    versions = session.exec(wanted.order_by(col(Version.id).desc())).all()
    rounds = _rounds(session, [version.id or 0 for version in versions])
    return [_stored(version, rounds.get(version.id or 0)) for version in versions]


def _rounds(session: Session, version_ids: list[int]) -> dict[int, Round]:
    """Return the latest round of each forecast."""
    rows = session.exec(select(Round).where(col(Round.version_id).in_(version_ids)).order_by(col(Round.id)))
    return {row.version_id: row for row in rows if row.version_id is not None}


def _stored(version: Version, asked: Round | None) -> StoredForecast:
    return StoredForecast(
        version_id=version.id or 0,
        name=version.name,
        year=version.year,
        closed_at=version.closed_at,
        round_id=asked.id if asked is not None else None,
        running=asked is not None and asked.state is RoundState.OPEN,
        deadline=asked.deadline if asked is not None else None,
    )
