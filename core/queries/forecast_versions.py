"""A forecast's round: the version it fills, the units it asks, and what the forecast before said."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import inspect
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from core.enums import ForecastMethod, PlanOrigin, SubmissionState, UnitState, VersionKind
from core.models import (
    ForecastChoice,
    ForecastNomination,
    PlanLine,
    Round,
    RoundUnit,
    Submission,
    TreeUnit,
    Version,
)
from core.periods import MONTHS
from core.rules.forecast_intervals import Spread
from core.rules.forecast_methods import NAIVE

Place = tuple[int, str]
"""A unit and its report row."""
Spot = tuple[int, int]
"""An ansvar and a coding."""
_FROZEN = (SubmissionState.SUBMITTED, SubmissionState.APPROVED, SubmissionState.ADOPTED)


@dataclass(frozen=True, slots=True)
class Chosen:
    """The method of a row and the spread of its errors."""

    method: ForecastMethod
    spread: Spread


def asked_units(session: Session, *, version_id: int, tree_id: int) -> list[int]:
    """Return the open units that the rounds of a forecast ask and that have not handed in."""
    handed_in = (
        select(Submission.unit_id)
        .join(Round, col(Round.id) == col(Submission.round_id))
        .where(Round.version_id == version_id, col(Submission.state).in_(_FROZEN))
    )
    rows = session.exec(
        select(RoundUnit.unit_id)
        .join(Round, col(Round.id) == col(RoundUnit.round_id))
        .join(TreeUnit, col(TreeUnit.unit_id) == col(RoundUnit.unit_id))
        .where(
            Round.version_id == version_id,
            TreeUnit.tree_id == tree_id,
            TreeUnit.state == UnitState.OPEN,
            col(RoundUnit.unit_id).not_in(handed_in),
        )
        .distinct()
    )
    return sorted(rows)


def forecast_before(session: Session, version: Version) -> Version | None:
    """Return the forecast of the same year that came before this one."""
    return session.exec(
        select(Version)
        .where(
            Version.kind == VersionKind.FORECAST, Version.year == version.year, col(Version.id) < version.id
        )
        .order_by(col(Version.id).desc())
    ).first()


def values_of(session: Session, *, version_id: int) -> dict[Spot, int]:
    """Return the year's values (öre, ledger sign) of a forecast by ansvar and coding, without adjustments."""
    rows = session.exec(
        select(PlanLine).where(PlanLine.version_id == version_id, PlanLine.origin != PlanOrigin.ADJUSTMENT)
    )
    found: dict[Spot, int] = {}
    for row in rows:
        year = sum(getattr(row, f"m{month}") or 0 for month in MONTHS)
        found[row.unit_id, row.coding_id] = found.get((row.unit_id, row.coding_id), 0) + year
    return found


def values_by_place(session: Session, *, version_id: int, spots: Mapping[Place, Spot]) -> dict[Place, int]:
    """Return the year's values (öre, ledger sign) of a forecast by unit and row, without adjustments.

    A line tells whose it is, so that a row is found again where it was stored then; one that does
    not, from a file, is found where the row is stored now.
    """
    table = inspect(PlanLine).columns
    months = [table[f"m{month}"] for month in MONTHS]
    rows = session.execute(  # plain values: a line as an object costs ten times more
        sql_select(table["unit_id"], table["coding_id"], table["explain"], *months).where(
            table["version_id"] == version_id, table["origin"] != PlanOrigin.ADJUSTMENT
        )
    )
    places = {spot: place for place, spot in spots.items()}
    found: dict[Place, int] = {}
    for unit_id, coding_id, explain, *amounts in rows:
        said = explain or {}
        own = (int(said["unit"]), str(said["row"])) if "unit" in said else None
        place = own or places.get((unit_id, coding_id))
        if place is not None:
            found[place] = found.get(place, 0) + sum(amount or 0 for amount in amounts)
    return found


def nominations(session: Session, unit_ids: list[int]) -> dict[Place, Spot]:
    """Return where the rows of units are stored."""
    rows = session.exec(
        select(
            ForecastNomination.unit_id,
            ForecastNomination.row_key,
            ForecastNomination.ansvar_unit_id,
            ForecastNomination.coding_id,
        ).where(col(ForecastNomination.unit_id).in_(unit_ids))
    )
    return {(unit, row): (ansvar, coding) for unit, row, ansvar, coding in rows}


def choices(session: Session) -> dict[tuple[int | None, str], Chosen]:
    """Return the back-test's choices by unit (None: all others) and row."""
    return {
        (row.unit_id, row.row_key): Chosen(
            row.method, tuple((int(low), int(high)) for low, high in row.spread)
        )
        for row in session.exec(select(ForecastChoice))
        if row.row_key
    }


def chosen_for(held: dict[tuple[int | None, str], Chosen], unit_id: int, row_key: str) -> Chosen:
    """Return the choice of a unit's row: its own, else the row's, else what is left of the budget."""
    return held.get((unit_id, row_key)) or held.get((None, row_key)) or Chosen(NAIVE[0], ())
