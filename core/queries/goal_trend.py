"""A key figure at a unit over the years: values, target, dated notes, and Kolada's neighbours.

read_trend(session, actor, *, indicator_id, unit_id, year, month) -> Trend | None
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from core.models import IndicatorNote
from core.queries.indicator_series import read_series
from core.queries.indicator_standing import Standing, read_standings
from core.queries.indicators import IndicatorRow, list_indicators
from core.queries.kolada import chosen_places
from core.queries.kolada_values import values_of
from core.rules.access import Actor

_YEARS = 5


@dataclass(frozen=True, slots=True)
class Note:
    """Something that happened on a day."""

    day: date
    text: str


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What Kolada says of others by year: the place's name, and how old the values are, in words."""

    name: str
    values: Mapping[int, Decimal | None]
    age: str


@dataclass(frozen=True, slots=True)
class Trend:
    """A key figure's own value by year (None where there is none that year) with what explains it."""

    indicator: IndicatorRow
    values: Mapping[int, Decimal | None]
    now: Standing
    notes: tuple[Note, ...]
    neighbours: Neighbours | None


def read_trend(
    session: Session, actor: Actor, *, indicator_id: int, unit_id: int, year: int, month: int
) -> Trend | None:
    """Return a key figure's five years at a unit in scope, the last up to a month; None outside scope."""
    indicator = next((row for row in list_indicators(session, actor) if row.id == indicator_id), None)
    if indicator is None:
        return None
    place, years = (indicator_id, unit_id), range(year - _YEARS + 1, year + 1)
    now = read_standings(session, actor, places=[place], year=year, month=month).get(place)
    if now is None:
        return None
    points = read_series(
        session, actor, indicator_id=indicator_id, unit_id=unit_id, years=years, until=(year, month)
    )
    known = {point.at[0]: point.measured.value for point in points if point.measured is not None}
    values = {one: known.get(one) for one in years}
    return Trend(
        indicator, values, now, _notes(session, place, year), _neighbours(session, actor, indicator, values)
    )


def _notes(session: Session, place: tuple[int, int], year: int) -> tuple[Note, ...]:
    rows = session.exec(
        select(IndicatorNote)
        .where(
            IndicatorNote.indicator_id == place[0],
            IndicatorNote.unit_id == place[1],
            col(IndicatorNote.day).between(date(year - _YEARS + 1, 1, 1), date(year, 12, 31)),
        )
        .order_by(col(IndicatorNote.day), col(IndicatorNote.id))
    )
    return tuple(Note(row.day, row.text) for row in rows)


def _neighbours(
    session: Session, actor: Actor, indicator: IndicatorRow, values: Mapping[int, Decimal | None]
) -> Neighbours | None:
    kpi_id = indicator.definition.kolada_id
    compared = chosen_places(session, actor).compared if kpi_id else None
    if compared is None:
        return None
    series = values_of(session, actor, kpi_id=kpi_id, place_ids=[compared.id], years=list(values))
    found = {one: series.at(compared.id, one) for one in values}
    return Neighbours(compared.title, found, series.age) if any(found.values()) else None
