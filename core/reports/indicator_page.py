"""A unit's key figures, and one of them with everything that is known of it.

list_page(session, actor, *, unit_id, year, month) -> ListPage
one_page(session, actor, *, indicator_id, unit_id, year, month) -> OnePage | None
"""

from dataclasses import dataclass, replace
from decimal import Decimal

from sqlmodel import Session

from core.enums import Sex
from core.queries.codes import UnitName, unit_names
from core.queries.indicator_owners import names_of_owners
from core.queries.indicator_series import read_series
from core.queries.indicator_standing import Standing, read_standings
from core.queries.indicator_story import (
    ChangeRow,
    MeasuredGoal,
    NoteRow,
    WordsRow,
    list_changes,
    list_measured_goals,
    list_notes,
    list_words,
)
from core.queries.indicators import (
    At,
    IndicatorRow,
    PlaceRow,
    ValueRow,
    list_indicators,
    list_places,
    read_targets,
    read_values,
)
from core.reports.indicator_words import needs_words
from core.rules.access import Actor
from core.table import Status
from core.texts import _, ngettext

YEARS_BACK = 3
_ORDER = {Status.BAD: 0, Status.PARTLY: 1, Status.NONE: 2, Status.OK: 3}


@dataclass(frozen=True, slots=True)
class Line:
    """A key figure at a unit: how it stands, who reports it, and what was said of its value."""

    indicator: IndicatorRow
    unit_id: int
    unit: str
    standing: Standing | None
    owner: str
    words: str

    @property
    def missing(self) -> bool:
        """Whether the value is red and nobody has written why."""
        return needs_words(self.standing, said=bool(self.words))

    @property
    def status(self) -> Status:
        """How it stands; what has no value or target is not judged."""
        return self.standing.status if self.standing else Status.NONE


@dataclass(frozen=True, slots=True)
class ListPage:
    """A unit's own key figures, the worst first, those of the units below, and all that are in use."""

    own: tuple[Line, ...]
    below: tuple[Line, ...]
    all: tuple[IndicatorRow, ...]
    closed: tuple[IndicatorRow, ...]

    @property
    def answer(self) -> str:
        """The answer in one sentence."""
        if not self.own:
            return _("Enheten har inga egna nyckeltal än.")
        judged = [line for line in self.own if line.status is not Status.NONE]
        reached = sum(line.status is Status.OK for line in judged)
        sentence = ngettext(
            "{reached} av {n} nyckeltal når sitt mål.",
            "{reached} av {n} nyckeltal når sina mål.",
            len(judged),
        ).format(reached=reached, n=len(judged))
        missing = sum(line.missing for line in self.own)
        if missing:
            sentence += " " + ngettext(
                "{n} är rött utan analys.", "{n} är röda utan analys.", missing
            ).format(n=missing)
        return sentence


@dataclass(frozen=True, slots=True)
class OnePage:
    """A key figure at a unit, with its definition, its years and what is said of it.

    Values that are not written at the unit are `reckoned`, and `problems` says by month why one is not.
    """

    indicator: IndicatorRow
    unit_id: int
    unit: str
    year: int
    month: int
    place: PlaceRow | None
    standing: Standing | None
    values: tuple[ValueRow, ...]
    targets: dict[int, Decimal]
    words: tuple[WordsRow, ...]
    notes: tuple[NoteRow, ...]
    goals: tuple[MeasuredGoal, ...]
    changes: tuple[ChangeRow, ...]
    others: dict[str, IndicatorRow]
    places: tuple[Line, ...]
    names: dict[int, str]
    problems: dict[tuple[int, int], str]
    reckoned: bool

    @property
    def latest_words(self) -> WordsRow | None:
        """What was said of the value that is shown."""
        at = self.standing.measured.at if self.standing and self.standing.measured else None
        return next((row for row in self.words if row.at == at), None)

    @property
    def missing(self) -> bool:
        """Whether the value is red and nobody has written why."""
        return needs_words(self.standing, said=self.latest_words is not None)

    @property
    def has_sexes(self) -> bool:
        """Whether women and men have values of their own."""
        return any(row.sex is not Sex.TOTAL for row in self.values)


@dataclass(frozen=True, slots=True)
class _Months:
    """The values of a unit month by month, why some are missing, and whether they are reckoned."""

    values: tuple[ValueRow, ...]
    problems: dict[tuple[int, int], str]
    reckoned: bool


def list_page(
    session: Session, actor: Actor, *, unit_id: int, below: tuple[int, ...], year: int, month: int
) -> ListPage:
    """Return the key figures of a unit and of those `below` it, as they stand at a month."""
    everything = list_indicators(session, actor, closed=True)
    rows = {row.id: row for row in everything if row.closed_on is None}
    places = [
        place
        for place in list_places(session, actor, unit_ids=[unit_id, *below], year=year)
        if place.indicator_id in rows
    ]
    lines = _lines(session, actor, rows, places, (year, month))
    return ListPage(
        own=tuple(line for line in lines if line.unit_id == unit_id),
        below=tuple(line for line in lines if line.unit_id != unit_id),
        all=tuple(rows.values()),
        closed=tuple(row for row in everything if row.closed_on is not None),
    )


def one_page(
    session: Session, actor: Actor, *, indicator_id: int, unit_id: int, year: int, month: int
) -> OnePage | None:
    """Return a key figure at a unit; None for one that is not there."""
    everything = {row.id: row for row in list_indicators(session, actor, closed=True)}
    row = everything.get(indicator_id)
    if row is None:
        return None
    at = (indicator_id, unit_id)
    places = [place for place in list_places(session, actor) if place.indicator_id == indicator_id]
    lines = _lines(session, actor, everything, places, (year, month))
    years = range(year - YEARS_BACK, year + 2)
    own = next((place for place in places if place.unit_id == unit_id), None)
    months = _months(session, actor, at, years, (year, month))
    targets = read_targets(session, actor, years=list(years), unit_ids=[unit_id])
    return OnePage(
        indicator=row, unit_id=unit_id,
        unit=_name(unit_names(session, actor.tree_id, (unit_id,)), unit_id),
        year=year, month=month, place=own,
        standing=read_standings(session, actor, places=[at], year=year, month=month).get(at),
        values=months.values,
        targets={when: value for (one, _unit, when), value in targets.items() if one == indicator_id},
        words=tuple(list_words(session, actor, indicator_ids=[indicator_id], unit_ids=[unit_id])),
        notes=tuple(list_notes(session, actor, indicator_id=indicator_id, unit_id=unit_id)),
        goals=tuple(list_measured_goals(session, actor, indicator_id=indicator_id)),
        changes=tuple(list_changes(session, actor, indicator_id=indicator_id, unit_id=unit_id)),
        others={one.definition.code: one for one in everything.values()},
        places=tuple(lines),
        names=names_of_owners(session, actor),
        problems=months.problems,
        reckoned=months.reckoned,
    )  # fmt: skip


def _months(session: Session, actor: Actor, place: At, years: range, until: tuple[int, int]) -> _Months:
    """Return what is written at a unit month by month; where nothing is, what is reckoned."""
    written = read_values(session, actor, years=list(years), unit_ids=[place[1]], indicator_ids=[place[0]])
    if written:
        return _Months(tuple(written), {}, reckoned=False)
    points = read_series(session, actor, indicator_id=place[0], unit_id=place[1], years=years, until=until)
    values = tuple(
        ValueRow(*place, Sex.TOTAL, replace(point.measured, at=point.at))
        for point in points
        if point.measured is not None
    )
    return _Months(values, {point.at: point.problem for point in points if point.problem}, reckoned=True)


def _lines(
    session: Session, actor: Actor, rows: dict[int, IndicatorRow], places: list[PlaceRow], at: tuple[int, int]
) -> list[Line]:
    """Return places as lines, the worst first."""
    keys: list[At] = [(place.indicator_id, place.unit_id) for place in places]
    standings = read_standings(session, actor, places=keys, year=at[0], month=at[1])
    indicator_ids = sorted({place.indicator_id for place in places})
    said = {
        (row.indicator_id, row.unit_id, row.at): row.text
        for row in reversed(list_words(session, actor, indicator_ids=indicator_ids))
    }
    units = unit_names(session, actor.tree_id, tuple(sorted({place.unit_id for place in places})))
    owners = names_of_owners(session, actor)
    lines = []
    for place, key in zip(places, keys, strict=True):
        standing = standings.get(key)
        when = standing.measured.at if standing and standing.measured else (0, 0)
        row = rows[place.indicator_id]
        owner = place.owner_id or row.definition.owner_id
        lines.append(
            Line(
                row, place.unit_id, _name(units, place.unit_id), standing,
                owners.get(owner, "") if owner else "", said.get((*key, when), ""),
            )
        )  # fmt: skip
    return sorted(lines, key=lambda line: (_ORDER[line.status], line.unit, line.indicator.definition.title))


def _name(units: dict[int, UnitName], unit_id: int) -> str:
    return units[unit_id].name if unit_id in units else ""
