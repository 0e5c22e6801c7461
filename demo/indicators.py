"""The key figures of Ekarboda: definitions, targets, values since 2023, and what units say of them.

Rows with the days that they had, the way a municipality brings its history along.
"""

from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from sqlmodel import Session, col, insert, select

from core.db import Database
from core.enums import Sex, ValueOrigin
from core.models import (
    Goal,
    GoalIndicator,
    Indicator,
    IndicatorAssessment,
    IndicatorNote,
    IndicatorTarget,
    IndicatorUnit,
    IndicatorValue,
)
from core.queries import trees
from core.queries.users import user_ids
from core.rules.access import Actor
from core.rules.indicator_sums import ratio_of
from core.services.transaction import transaction
from demo import sick_leave
from demo.facts_goal_words import unit_goals
from demo.facts_goals import YEAR, goals_above_units
from demo.facts_indicator_values import NOTES, SAID, SEXES, PlaceFacts, parts, places
from demo.facts_indicators import MEASURES, SICK, IndicatorFacts, indicators
from demo.forecast_states import manager_of
from demo.organisation import MUNICIPALITY

_MADE = datetime(2023, 1, 9, 9, tzinfo=UTC)
_DAYS_AFTER = 6
_CHIEF = "annika.ferm"
_ONE_PLACE = Decimal("0.000001")
_Row = dict[str, Any]
_Parts = tuple[Decimal | None, Decimal | None, Decimal | None]


@dataclass(frozen=True, slots=True)
class _Town:
    """What rows are made of: the ids of units, users and key figures, and the definitions."""

    units: Mapping[str, int]
    users: Mapping[str, int]
    ids: Mapping[str, int]
    facts: Mapping[str, IndicatorFacts]


def lay(database: Database, actor: Actor) -> None:
    """Lay every key figure with where it stands, and let it measure the goals that are there."""
    facts = {one.code: one for one in indicators()}
    with transaction(database, actor) as session:
        users = user_ids(session)
        ids = _define(session, facts, users)
        town = _Town(trees.unit_ids(session), users, ids, facts)
        _lay_places(session, town)
        session.execute(insert(IndicatorValue), [*_values(town), *_sick(town)])
        _lay_words(session, town)
        _measure_goals(session, town)


def _define(
    session: Session, facts: Mapping[str, IndicatorFacts], users: Mapping[str, int]
) -> dict[str, int]:
    rows = [
        Indicator(
            code=one.code, title=one.title, text=one.text, source=one.source,
            measure_unit=one.measure_unit, decimals=one.decimals, direction=one.direction,
            periodicity=one.periodicity, aggregation=one.aggregation, factor=one.factor,
            by_sex=one.by_sex, formula=one.formula, kolada_id=one.kolada_id, partly=one.partly,
            owner_id=users[one.owner] if one.owner else None, next_update=one.next_update,
            created_by_id=users["petra.dahlgard"], created_at=_MADE,
        )
        for one in facts.values()
    ]  # fmt: skip
    session.add_all(rows)
    session.flush()
    return {row.code: row.id or 0 for row in rows}


def _lay_places(session: Session, town: _Town) -> None:
    """Lay where key figures are measured; one without an owner has none at its units either."""
    wanted = {(place.code, place.unit): place.targets for place in places()}
    wanted |= {(SICK, unit): targets for unit, targets in sick_leave.targets().items()}
    firsts = {(place.code, place.unit): _first(place, town) for place in places() if place.values}
    for (code, unit), targets in wanted.items():
        year, value = firsts.get((code, unit), (None, None))
        owner = town.users[_who(unit)] if town.facts[code].owner else None
        key = {"indicator_id": town.ids[code], "unit_id": town.units[unit]}
        session.add(IndicatorUnit(**key, owner_id=owner, baseline=value, baseline_year=year))
        session.add_all(IndicatorTarget(**key, year=one, value=target) for one, target in targets.items())
    session.flush()


def _first(place: PlaceFacts, town: _Town) -> tuple[int, Decimal | None]:
    (year, _month), found = next(iter(place.values.items()))
    return year, _measured(found, town.facts[place.code].factor)["value"]


def _values(town: _Town) -> Iterator[_Row]:
    for place in places():
        for (year, month), found in place.values.items():
            yield _value(town, place.code, place.unit, (year, month, Sex.TOTAL), found)
    for (code, unit, year, month), (women, men) in SEXES.items():
        yield _value(town, code, unit, (year, month, Sex.WOMEN), parts(women))
        yield _value(town, code, unit, (year, month, Sex.MEN), parts(men))


def _sick(town: _Town) -> Iterator[_Row]:
    for one in sick_leave.sick_leave():
        at = (one.year, one.month, Sex(one.sex))
        yield _value(town, SICK, one.unit, at, (None, one.sick, one.hours))


def _value(town: _Town, code: str, unit: str, at: tuple[int, int, Sex], found: _Parts) -> _Row:
    year, month, sex = at
    return {
        "indicator_id": town.ids[code], "unit_id": town.units[unit], "year": year, "month": month,
        "sex": sex, **_measured(found, town.facts[code].factor), "origin": ValueOrigin.TYPED,
        "user_id": town.users[_who(unit)], "at": _told(year, month),
    }  # fmt: skip


def _measured(found: _Parts, factor: int) -> dict[str, Decimal | None]:
    value, upper, lower = found
    share = ratio_of(upper, lower, factor)
    return {
        "value": value if share is None else share.quantize(_ONE_PLACE),
        "numerator": upper, "denominator": lower,
    }  # fmt: skip


def _lay_words(session: Session, town: _Town) -> None:
    said = dict(SAID) | {(SICK, unit, *sick_leave.LAST): ("", text) for unit, text in sick_leave.SAID.items()}
    session.add_all(
        IndicatorAssessment(
            indicator_id=town.ids[code], unit_id=town.units[unit], year=year, month=month, status=status,
            text=text, user_id=town.users[_who(unit)], at=_told(year, month) + timedelta(hours=1),
        )
        for (code, unit, year, month), (status, text) in said.items()
    )  # fmt: skip
    session.add_all(
        IndicatorNote(
            indicator_id=town.ids[code], unit_id=town.units[unit], day=day, text=text,
            user_id=town.users[_who(unit)], at=datetime(day.year, day.month, day.day, 10, tzinfo=UTC),
        )
        for code, unit, day, text in NOTES
    )  # fmt: skip
    session.flush()


def _measure_goals(session: Session, town: _Town) -> None:
    """Let key figures measure this year's goals; a goal is known by its unit and title."""
    above = {one.key: (one.unit, one.title) for one in goals_above_units()}
    named = above | {one.unit: (one.unit, one.title) for one in unit_goals()}
    goals = session.exec(select(Goal.id, Goal.unit_id, Goal.title).where(col(Goal.first_year) == YEAR))
    known = {(unit_id, title): goal_id or 0 for goal_id, unit_id, title in goals}
    session.add_all(
        GoalIndicator(goal_id=known[town.units[unit], title], indicator_id=town.ids[code])
        for code, keys in MEASURES.items()
        for unit, title in (named[key] for key in keys)
    )
    session.flush()


def _told(year: int, month: int) -> datetime:
    """Return when a value was told: some days after its month."""
    last = date(year, month, monthrange(year, month)[1])
    return datetime.combine(last + timedelta(days=_DAYS_AFTER), datetime.min.time(), UTC) + timedelta(hours=9)


def _who(unit: str) -> str:
    """Return who reports a unit's key figures."""
    return _CHIEF if unit == MUNICIPALITY else manager_of(unit)
