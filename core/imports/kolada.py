"""Answers of Kolada's API (v3) as rows and problems; nothing in an answer raises.

An answer is `{"values": […], "count": n, "next_url": …}`. What cannot be read is left out and told,
a row that Kolada has taken away keeps its place with a word instead of its value.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Generic, TypeVar

from core.enums import Sex
from core.errors import Problem
from core.imports.kolada_fields import (
    Fields,
    RowProblems,
    decimal,
    fields,
    first,
    flag,
    identity,
    is_deleted,
    parse,
    text,
    year,
)
from core.rules.kolada import REGIONS
from core.texts import _

ROW = TypeVar("ROW")

DELETED = "deleted"
"""The status of a value that Kolada has taken away."""

_RETIRED = re.compile(r"\(\s*[-–\u2212]\s*\d{4}\s*\)\s*$")
_TITLE, _TEXT, _AREA, _STATUS, _MEMBERS = 300, 4000, 200, 60, 4000


@dataclass(frozen=True, slots=True)
class KpiRow:
    """A key figure; a retired one gets no more values (its title ends with `(-2024)`)."""

    id: str
    title: str
    text: str
    area: str
    by_sex: bool
    publication: str
    retired: bool


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A municipality, a region, the country, or a group with the ids of its members."""

    id: str
    title: str
    is_group: bool
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A value of a key figure at a place in a year; None with a status when there is none."""

    kpi_id: str
    place_id: str
    year: int
    sex: Sex
    value: Decimal | None
    status: str


@dataclass(frozen=True, slots=True)
class Answer(Generic[ROW]):
    """The rows of one answer, where the next one is, and what was wrong; a broken one is not whole."""

    rows: tuple[ROW, ...] = ()
    next_url: str = ""
    problems: tuple[Problem, ...] = field(default=())
    whole: bool = True


def read_kpis(body: bytes) -> Answer[KpiRow]:
    """Return the key figures of an answer."""
    return _read(body, _kpi)


def read_municipalities(body: bytes) -> Answer[PlaceRow]:
    """Return the municipalities and regions of an answer."""
    return _read(body, lambda row, problems: _place(row, problems, is_group=False))


def read_groups(body: bytes) -> Answer[PlaceRow]:
    """Return the groups of municipalities of an answer, with their members."""
    return _read(body, lambda row, problems: _place(row, problems, is_group=True))


def read_values(body: bytes) -> Answer[ValueRow]:
    """Return the values of an answer; one that stands twice is the later."""
    answer = _read(body, _values)
    by_place = {(row.kpi_id, row.place_id, row.year, row.sex): row for row in answer.rows}
    return Answer(tuple(by_place.values()), answer.next_url, answer.problems, answer.whole)


def _read(body: bytes, rows_of: Callable[[Fields, RowProblems], Iterator[ROW]]) -> Answer[ROW]:
    try:
        answer = fields(parse(body))
    except ValueError:
        return _broken(_("Svaret från Kolada är avhugget eller skadat."))
    listed = first(answer, "values", "results", "items", "data")
    if not isinstance(listed, list):
        return _broken(_("Svaret från Kolada har en form som Rodret inte känner igen."))
    problems = RowProblems()
    rows = tuple(row for one in listed for row in rows_of(fields(one), problems))
    following = first(answer, "nexturl", "nextpage", "next")
    return Answer(rows, following if isinstance(following, str) else "", problems.listed())


def _broken(message: str) -> Answer[Any]:
    return Answer(problems=(Problem("kolada_answer", message),), whole=False)


def _kpi(row: Fields, problems: RowProblems) -> Iterator[KpiRow]:
    kpi_id, title = identity(first(row, "id", "kpi", "kpiid")), text(first(row, "title", "name"), _TITLE)
    if not kpi_id or not title:
        problems.add(_("saknar nyckeltalets id eller namn"))
        return
    yield KpiRow(
        id=kpi_id,
        title=title,
        text=text(first(row, "description", "text"), _TEXT),
        area=_area(row),
        by_sex=flag(first(row, "isdividedbygender", "dividedbygender")),
        publication=text(first(row, "publicationdate", "prelpublicationdate"), 20),
        retired=bool(_RETIRED.search(title)) or is_deleted(row),
    )


def _area(row: Fields) -> str:
    """Return what a key figure is about, with a word before it when only regions have it."""
    area = text(first(row, "operatingarea", "area"), _AREA - len(REGIONS))
    return REGIONS + area if row.get("municipalitytype") == "L" else area


def _place(row: Fields, problems: RowProblems, *, is_group: bool) -> Iterator[PlaceRow]:
    place_id, title = identity(row.get("id")), text(first(row, "title", "name"), _TITLE)
    if not place_id or not title:
        problems.add(_("saknar kommunens eller gruppens id eller namn"))
    elif not is_deleted(row):
        yield PlaceRow(place_id, title, is_group, _members(row.get("members")) if is_group else ())


def _members(listed: object) -> tuple[str, ...]:
    """Return the ids of a group's members, each once, as many as can be kept."""
    found: dict[str, None] = {}
    for one in listed if isinstance(listed, list) else ():
        row = fields(one)
        member = identity(first(row, "memberid", "id", "municipality") if row else one)
        if member and len(" ".join((*found, member))) <= _MEMBERS:
            found[member] = None
    return tuple(found)


def _values(row: Fields, problems: RowProblems) -> Iterator[ValueRow]:
    kpi_id = identity(first(row, "kpi", "kpiid"))
    place_id = identity(first(row, "municipality", "municipalityid", "group"))
    period = year(first(row, "period", "year"))
    if not kpi_id or not place_id or period is None:
        problems.add(_("saknar nyckeltal, kommun eller år"))
        return
    listed = row.get("values")
    for one in listed if isinstance(listed, list) else [row]:
        value = _value(fields(one), (kpi_id, place_id, period), problems)
        if value is not None:
            yield value


def _value(row: Fields, place: tuple[str, str, int], problems: RowProblems) -> ValueRow | None:
    sex = text(first(row, "gender", "sex"), 1).upper()
    if sex not in set(Sex):
        problems.add(_("säger inte om värdet gäller alla, kvinnor eller män"))
        return None
    if is_deleted(row):
        return ValueRow(*place, Sex(sex), None, DELETED)
    if "value" not in row:
        problems.add(_("saknar värde"))
        return None
    try:
        value = decimal(row["value"])
    except ValueError:
        problems.add(_("har ett värde som inte är ett tal"))
        return None
    return ValueRow(*place, Sex(sex), value, text(row.get("status"), _STATUS))
