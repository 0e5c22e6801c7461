"""The fetched values of a key figure at some places, a group's mean where Kolada has none, and their age."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import TypeAlias

from sqlalchemy import literal
from sqlmodel import Session, col, select

from core.enums import Sex
from core.models import KoladaFetch, KoladaValue
from core.queries.kolada import places_by_id, require_goals
from core.rules.access import Actor
from core.rules.kolada import age_words, mean_of

Spot: TypeAlias = tuple[str, int, Sex]
"""Where a value stands: place, year, sex."""


@dataclass(frozen=True, slots=True)
class Value:
    """A value of a place; the mean of a group says how many of its members have one, else 0."""

    place_id: str
    year: int
    sex: Sex
    value: Decimal | None
    status: str
    mean_of: int = 0


@dataclass(frozen=True, slots=True)
class Series:
    """The values of a key figure and what a reader must know of them: when, and what went wrong since."""

    kpi_id: str
    values: Mapping[Spot, Value]
    fetched_at: datetime | None
    failed_at: datetime | None
    problem: str
    age: str

    def at(self, place_id: str, year: int, sex: Sex = Sex.TOTAL) -> Decimal | None:
        """Return one value; None where there is none."""
        found = self.values.get((place_id, year, sex))
        return found.value if found else None

    def latest_year(self, place_id: str) -> int | None:
        """Return the last year in which a place has a value."""
        years = [
            one.year for one in self.values.values() if one.place_id == place_id and one.value is not None
        ]
        return max(years, default=None)


def values_of(
    session: Session, actor: Actor, *, kpi_id: str, place_ids: Sequence[str], years: Sequence[int]
) -> Series:
    """Return what is kept of a key figure at places in years, with its age in words.

    The mean of a group's members (each counting alike) stands where Kolada has no value of its own.
    """
    require_goals(actor)
    groups = {place.id: place for place in places_by_id(session, place_ids).values() if place.is_group}
    everybody = {*place_ids, *(member for group in groups.values() for member in group.members)}
    rows = _rows(session, kpi_id, everybody, years)
    held = {(row.place_id, row.year, row.sex): _value(row) for row in rows}
    found = {spot: value for spot, value in held.items() if spot[0] in place_ids}
    for group in groups.values():
        for year in years:
            for sex in Sex:
                mean = _mean(held, group.members, year, sex)
                if mean and _lacks(found.get((group.id, year, sex))):
                    found[group.id, year, sex] = Value(group.id, year, sex, mean[0], "", mean[1])
    fetched_at, failed_at, problem = _told(session, kpi_id, rows)
    today = session.info["database"].today()
    return Series(kpi_id, found, fetched_at, failed_at, problem, age_words(fetched_at, failed_at, today))


def _rows(session: Session, kpi_id: str, places: Iterable[str], years: Sequence[int]) -> list[KoladaValue]:
    return list(
        session.exec(
            select(KoladaValue).where(
                KoladaValue.kpi_id == kpi_id,
                col(KoladaValue.place_id).in_(set(places)),
                col(KoladaValue.year).in_(years),
            )
        )
    )


def _mean(
    held: Mapping[Spot, Value], members: Sequence[str], year: int, sex: Sex
) -> tuple[Decimal, int] | None:
    of_members = [held.get((member, year, sex)) for member in members]
    mean, count = mean_of([one.value for one in of_members if one is not None])
    return None if mean is None else (mean, count)


def _lacks(value: Value | None) -> bool:
    return value is None or value.value is None


def _value(row: KoladaValue) -> Value:
    return Value(row.place_id, row.year, Sex(row.sex), row.value, row.status)


def _told(
    session: Session, kpi_id: str, rows: Sequence[KoladaValue]
) -> tuple[datetime | None, datetime | None, str]:
    """Return when the values were fetched, when a later try failed, and the latest try's problem.

    Places are fetched in parts: what is shown is as old as the place that was fetched longest ago.
    """
    tries = _tries(session, kpi_id)
    latest = {at: [one for one in tries if one.at == at] for at in sorted({one.at for one in tries})}
    good = max((at for at, parts in latest.items() if not _failed(parts)), default=None)
    by_place: dict[str, datetime] = {}
    for row in rows:
        by_place[row.place_id] = max(row.fetched_at, by_place.get(row.place_id, row.fetched_at))
    fetched = min(by_place.values(), default=good)
    if not latest:
        return fetched, None, ""
    last, parts = max(latest.items())
    problem = next((one.problem for one in parts if one.problem), "")
    return fetched, last if _failed(parts) else None, problem


def _tries(session: Session, kpi_id: str) -> list[KoladaFetch]:
    named = literal(" ").concat(KoladaFetch.what).concat(" ").contains(f" {kpi_id} ", autoescape=True)
    return list(session.exec(select(KoladaFetch).where(named).order_by(col(KoladaFetch.id))))


def _failed(parts: Sequence[KoladaFetch]) -> bool:
    return any(part.problem and not part.values for part in parts)
