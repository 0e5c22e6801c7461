"""Proposing a forecast: a year's value, with its interval, for every row of every unit that a round asks.

The value of the forecast before stands as it was; a row without one begins at what is proposed.
What somebody has typed, and units that have handed in, are left alone.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, delete

from core.enums import ForecastMethod, VersionKind
from core.errors import RuleViolation
from core.models import ForecastProposal, Version
from core.queries import access
from core.queries.commitments import committed
from core.queries.forecast_series import Series, months_known, series_of
from core.queries.forecast_versions import (
    Place,
    Spot,
    asked_units,
    choices,
    chosen_for,
    forecast_before,
    values_by_place,
)
from core.rules.access import Action, Actor
from core.rules.forecast_intervals import interval
from core.rules.forecast_methods import METHODS, Known, Method, commitments, full_year
from core.services import audit
from core.services.forecast_lines import Start, replace_lines
from core.services.forecast_nominations import ensure_nominations
from core.texts import _

_PORTION = 900


@dataclass(frozen=True, slots=True)
class Proposed:
    """What proposing did: rows with a proposal, and lines that were written."""

    proposals: int
    lines: int


@dataclass(frozen=True, slots=True)
class _Row:
    """A row with its proposal and what it was made from."""

    known: Known
    proposal: ForecastProposal

    @property
    def place(self) -> Place:
        """The unit and the report row."""
        return self.proposal.unit_id, self.proposal.row_key


def propose(
    session: Session,
    actor: Actor,
    *,
    version_id: int,
    methods: Mapping[ForecastMethod, Method] = METHODS,
) -> Proposed:
    """Propose the rows of every asked unit of an open forecast; return how many.

    Asked again it replaces what was proposed. Raises `RuleViolation` for another kind of version.
    """
    access.require_write(session, actor, Action.MANAGE_ROUNDS, actor.top_unit_id)
    version = session.get(Version, version_id, populate_existing=True)
    if version is None or version.kind is not VersionKind.FORECAST or version.closed_at is not None:
        raise RuleViolation(_("Välj en öppen prognos."))
    units = asked_units(session, version_id=version_id, tree_id=actor.tree_id)
    spots = ensure_nominations(session, year=version.year, tree_id=actor.tree_id, unit_ids=units)
    rows = _rows(session, actor, version, units, methods)
    _keep_proposals(session, version_id, units, rows)
    lines = replace_lines(session, version_id, units, _starts(session, version, spots, rows))
    audit.record(
        session, actor, "forecast_proposed", subject=("version", version_id),
        change=(None, {"proposals": len(rows), "lines": lines}),
    )  # fmt: skip
    return Proposed(len(rows), lines)


def _rows(
    session: Session,
    actor: Actor,
    version: Version,
    units: Sequence[int],
    methods: Mapping[ForecastMethod, Method],
) -> list[_Row]:
    """Return the proposals of all rows that have any figure this year."""
    months, held = months_known(session, version.year), choices(session)
    bound = committed(session, tree_id=actor.tree_id, unit_ids=units, year=version.year)
    found = []
    for one in series_of(session, tree_id=actor.tree_id, unit_ids=units):
        known = one.known(version.year, months, bound.get((one.unit_id, one.row_key), ()))
        chosen = chosen_for(held, one.unit_id, one.row_key)
        said = full_year(known, chosen.method, methods)
        if said is None:
            continue
        method, amount = said
        spread = chosen.spread if method is chosen.method else ()
        low, high = interval(amount, spread, months)
        proposal = ForecastProposal(
            version_id=version.id or 0, unit_id=one.unit_id, row_key=one.row_key, method=method,
            amount=amount, low=low, high=high, months_known=months,
            explain=_explain(one, version.year, known, tested=bool(spread)),
        )  # fmt: skip
        found.append(_Row(known, proposal))
    return found


def _explain(one: Series, year: int, known: Known, *, tested: bool) -> dict[str, Any]:
    """Return what a proposal was made from, in öre; `tested` tells whether its interval rests on trials."""
    before = one.actual.get(year - 1)
    return {
        "outcome": known.outcome,
        "budget": sum(known.budget) if known.budget is not None else None,
        "last_year": sum(before) if before is not None else None,
        "last_year_so_far": sum(before[: len(known.months)]) if before is not None else None,
        "tested": tested,
        "committed": commitments(known),
    }


def _keep_proposals(session: Session, version_id: int, units: Sequence[int], rows: Sequence[_Row]) -> None:
    for start in range(0, len(units), _PORTION):
        session.exec(
            delete(ForecastProposal).where(
                col(ForecastProposal.version_id) == version_id,
                col(ForecastProposal.unit_id).in_(units[start : start + _PORTION]),
            )
        )
    session.add_all(row.proposal for row in rows)
    session.flush()


def _starts(
    session: Session, version: Version, spots: Mapping[Place, Spot], rows: Sequence[_Row]
) -> list[Start]:
    """Return what every row begins at: the forecast before, else what is proposed."""
    before = forecast_before(session, version)
    earlier = {}
    if before is not None:
        earlier = values_by_place(session, version_id=before.id or 0, spots=spots)
    by_place = {row.place: row for row in rows}
    found = []
    for place, spot in sorted(spots.items()):
        row, held = by_place.get(place), earlier.get(place)
        if held is not None and before is not None:
            found.append(Start(place, spot, -held, row.known if row else Known(()), before.id))
        elif row is not None:
            found.append(Start(place, spot, row.proposal.amount, row.known))
    return found
