"""The calendar: working days, dates moved between years, and the days that the law sets.

Which days are holidays and which dates the law names are data (`data/reference`), passed in as text.
"""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from dateutil.easter import easter

_SATURDAY = 5
_ELECTION_CYCLE, _AN_ELECTION_YEAR = 4, 2026


@dataclass(frozen=True, slots=True)
class HolidayRule:
    """When a holiday falls: on a date, on an ISO weekday on or after a date, or some days after Easter."""

    name: str
    month: int | None
    day: int | None
    easter: int | None
    weekday: int | None

    def day_in(self, year: int) -> date:
        """Return the day of a year."""
        if self.easter is not None:
            return easter(year) + timedelta(days=self.easter)
        if self.month is None or self.day is None:
            raise ValueError(self.name)
        first = date(year, self.month, self.day)
        return first if self.weekday is None else first + timedelta((self.weekday - first.isoweekday()) % 7)


class Years(StrEnum):
    """In which years a legal date holds."""

    ALL = "all"
    ORDINARY = "ordinary"
    ELECTION = "election"
    AFTER_ELECTION = "after_election"


@dataclass(frozen=True, slots=True)
class LegalRule:
    """A date that the law sets, with the years and the time in which it holds."""

    key: str
    month: int
    day: int
    years: Years
    title: str
    law: str
    note: str
    valid_from: date
    valid_to: date | None
    source: str


@dataclass(frozen=True, slots=True)
class LegalDate:
    """A legal date of one year. The law's day stands even when it is a Sunday; then act by `work_by`."""

    key: str
    day: date
    work_by: date
    title: str
    law: str
    note: str
    source: str


def parse_holidays(lines: Iterable[str]) -> tuple[HolidayRule, ...]:
    """Return the holidays of a semicolon separated file with a header."""
    return tuple(
        HolidayRule(
            name=row["name"],
            month=_number(row["month"]),
            day=_number(row["day"]),
            easter=_number(row["easter"]),
            weekday=_number(row["weekday"]),
        )
        for row in csv.DictReader(lines, delimiter=";")
    )


def parse_legal_rules(lines: Iterable[str]) -> tuple[LegalRule, ...]:
    """Return the legal dates of a semicolon separated file with a header."""
    return tuple(
        LegalRule(
            key=row["key"],
            month=int(row["month"]),
            day=int(row["day"]),
            years=Years(row["years"]),
            title=row["title"],
            law=row["law"],
            note=row["note"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]) if row["valid_to"] else None,
            source=row["source"],
        )
        for row in csv.DictReader(lines, delimiter=";")
    )


def holidays_in(rules: Sequence[HolidayRule], years: Iterable[int]) -> dict[date, str]:
    """Return the name of every holiday of some years by its day."""
    return {rule.day_in(year): rule.name for year in years for rule in rules}


def is_workday(day: date, rules: Sequence[HolidayRule]) -> bool:
    """Return whether a day is neither Saturday, Sunday nor a holiday."""
    return day.weekday() < _SATURDAY and day not in holidays_in(rules, (day.year,))


def workday_by(day: date, rules: Sequence[HolidayRule]) -> date:
    """Return the day itself, or the last working day before it, so that no time is lost to the law."""
    while not is_workday(day, rules):
        day -= timedelta(days=1)
    return day


def in_other_year(day: date, years: int) -> date:
    """Return the same date some years later; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def is_election_year(year: int) -> bool:
    """Return whether general elections to the council are held in September of a year."""
    return (year - _AN_ELECTION_YEAR) % _ELECTION_CYCLE == 0


def legal_dates_in(
    rules: Sequence[LegalRule], year: int, holidays: Sequence[HolidayRule]
) -> tuple[LegalDate, ...]:
    """Return the dates that the law sets in a year, in their order."""
    found = []
    for rule in rules:
        day = date(year, rule.month, rule.day)
        if _holds(rule, day):
            work_by = workday_by(day, holidays)
            found.append(LegalDate(rule.key, day, work_by, rule.title, rule.law, rule.note, rule.source))
    return tuple(sorted(found, key=lambda legal: (legal.day, legal.key)))


def _holds(rule: LegalRule, day: date) -> bool:
    in_force = rule.valid_from <= day and (rule.valid_to is None or day <= rule.valid_to)
    in_year = {
        Years.ALL: True,
        Years.ORDINARY: not is_election_year(day.year),
        Years.ELECTION: is_election_year(day.year),
        Years.AFTER_ELECTION: is_election_year(day.year - 1),
    }[rule.years]
    return in_force and in_year


def _number(text: str) -> int | None:
    return int(text) if text else None
