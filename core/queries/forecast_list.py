"""Which forecasts of a year there are to read on a unit, the latest first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from core.enums import RoundState, SubmissionState, VersionKind
from core.models import Round, Submission, Version
from core.queries import access
from core.rules.access import Action, Actor

_HANDED_IN = {SubmissionState.SUBMITTED, SubmissionState.APPROVED, SubmissionState.ADOPTED}


@dataclass(frozen=True, slots=True)
class StoredForecast:
    """A forecast: open ones are under way; the round that fills it, where there is one, and its last day.

    While it runs, `asked` units of the node are asked and `handed_in` of them have answered.
    """

    version_id: int
    name: str
    year: int
    closed_at: datetime | None
    round_id: int | None
    running: bool
    deadline: date | None
    asked: int = 0
    handed_in: int = 0

    @property
    def is_said(self) -> bool:
        """Whether it tells what managers say: it is over, or at least half of them have handed in."""
        return not self.running or (self.asked > 0 and 2 * self.handed_in >= self.asked)


def list_forecasts(session: Session, actor: Actor, *, unit_id: int, year: int) -> list[StoredForecast]:
    """Return the forecasts of a year, the latest first; those under way only for who may see plans."""
    access.require(session, actor, Action.VIEW_ECONOMY, unit_id)
    wanted = select(Version).where(Version.kind == VersionKind.FORECAST, Version.year == year)
    if not access.may(session, actor, Action.VIEW_PLAN, unit_id).allowed:
        wanted = wanted.where(col(Version.closed_at).is_not(None))
    versions = session.exec(wanted.order_by(col(Version.id).desc())).all()
    rounds = _rounds(session, [version.id or 0 for version in versions])
    counts = {
        held.id: _counts(session, actor, held.id or 0, unit_id)
        for held in rounds.values()
        if held.state is RoundState.OPEN
    }
    return [_stored(version, rounds.get(version.id or 0), counts) for version in versions]


def said_forecast(forecasts: Sequence[StoredForecast]) -> StoredForecast | None:
    """Return what is read when nobody has chosen: the latest that is said, else the latest there is.

    A proposal that nobody has answered yet is no forecast.
    """
    said = next((one for one in forecasts if one.is_said), None)
    return said or next(iter(forecasts), None)


def _counts(session: Session, actor: Actor, round_id: int, unit_id: int) -> tuple[int, int]:
    """Return how many of a round's submissions there are on a unit and below it, and are handed in."""
    states = session.exec(
        select(Submission.state).where(
            Submission.round_id == round_id,
            col(Submission.unit_id).in_(access.subtree(actor.tree_id, (unit_id,))),
        )
    ).all()
    return len(states), sum(state in _HANDED_IN for state in states)


def _rounds(session: Session, version_ids: list[int]) -> dict[int, Round]:
    """Return the latest round of each forecast."""
    rows = session.exec(select(Round).where(col(Round.version_id).in_(version_ids)).order_by(col(Round.id)))
    return {row.version_id: row for row in rows if row.version_id is not None}


def _stored(
    version: Version, asked: Round | None, counts: dict[int | None, tuple[int, int]]
) -> StoredForecast:
    units, handed_in = counts.get(asked.id if asked is not None else None, (0, 0))
    return StoredForecast(
        version_id=version.id or 0,
        name=version.name,
        year=version.year,
        closed_at=version.closed_at,
        round_id=asked.id if asked is not None else None,
        running=asked is not None and asked.state is RoundState.OPEN,
        deadline=asked.deadline if asked is not None else None,
        asked=units,
        handed_in=handed_in,
    )
