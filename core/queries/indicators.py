"""Key figures as they are read: definitions, where they are measured, values with targets and status.

Definitions are common words and open to whoever reads goals. Values are those of units in scope.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Subquery, literal, select, true, union_all
from sqlalchemy.orm import Mapped, aliased
from sqlmodel import Session, col, or_

from core.enums import Sex
from core.models import Indicator, IndicatorTarget, IndicatorUnit, IndicatorValue
from core.queries.access import subtree
from core.rules.access import Action, Actor, may_anywhere, roots
from core.rules.indicator_sums import Measured
from core.rules.indicator_texts import Definition

_YEAR = 12
At = tuple[int, int]
"""An indicator and a unit."""
_COLUMNS = (
    col(Indicator.id),
    col(Indicator.rev),
    col(Indicator.closed_on),
    col(Indicator.closed_why),
    col(Indicator.merged_into_id),
    col(Indicator.code),
    col(Indicator.title),
    col(Indicator.measure_unit),
    col(Indicator.text),
    col(Indicator.source),
    col(Indicator.decimals),
    col(Indicator.direction),
    col(Indicator.periodicity),
    col(Indicator.aggregation),
    col(Indicator.factor),
    col(Indicator.by_sex),
    col(Indicator.formula),
    col(Indicator.kolada_id),
    col(Indicator.partly),
    col(Indicator.owner_id),
    col(Indicator.next_update),
)
"""From `code` on in the order of `Definition`."""


@dataclass(frozen=True, slots=True)
class IndicatorRow:
    """A key figure's definition; a change must name `rev`."""

    id: int
    rev: int
    definition: Definition
    closed_on: date | None
    closed_why: str
    merged_into_id: int | None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """Where a key figure is measured: who reports it there, where the unit started, until which year."""

    indicator_id: int
    unit_id: int
    owner_id: int | None
    baseline: Decimal | None
    baseline_year: int | None
    last_year: int | None


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A unit's value at the end of a month; `measured.at` is (year, month)."""

    indicator_id: int
    unit_id: int
    sex: Sex
    measured: Measured


def list_indicators(session: Session, actor: Actor, *, closed: bool = False) -> list[IndicatorRow]:
    """Return every key figure in use, by title; with `closed` also those that are not followed any more."""
    return definitions(session, closed=closed) if may_anywhere(actor, Action.VIEW_GOALS) else []


def definitions(session: Session, *, closed: bool = False) -> list[IndicatorRow]:
    """Return the same for who has been asked already. Not narrowed by rights."""
    statement = select(*_COLUMNS).order_by(col(Indicator.title), col(Indicator.id))
    if not closed:
        statement = statement.where(col(Indicator.closed_on).is_(None))
    return [_row(row) for row in session.execute(statement)]


def list_places(
    session: Session, actor: Actor, *, unit_ids: Collection[int] | None = None, year: int | None = None
) -> list[PlaceRow]:
    """Return where key figures are measured, of units in scope (and among `unit_ids`), in a year or ever."""
    statement = (
        select(IndicatorUnit)
        .where(_in_scope(actor, col(IndicatorUnit.unit_id), unit_ids))
        .order_by(col(IndicatorUnit.indicator_id), col(IndicatorUnit.unit_id))
    )
    if year is not None:
        statement = statement.where(measured_in(year))
    return [
        PlaceRow(row.indicator_id, row.unit_id, row.owner_id, row.baseline, row.baseline_year, row.last_year)
        for row in session.scalars(statement)
    ]


def measured_in(year: int) -> ColumnElement[bool]:
    """Return the condition that a key figure is followed at a unit in a year."""
    return or_(col(IndicatorUnit.last_year).is_(None), col(IndicatorUnit.last_year) >= year)


def ended_places(session: Session, *, year: int) -> set[At]:
    """Return where key figures are followed no more in a year. Not narrowed by rights."""
    ended = col(IndicatorUnit.last_year) < year
    rows = session.execute(select(col(IndicatorUnit.indicator_id), col(IndicatorUnit.unit_id)).where(ended))
    return {(indicator_id, unit_id) for indicator_id, unit_id in rows}


def read_values(
    session: Session,
    actor: Actor,
    *,
    years: Collection[int],
    unit_ids: Collection[int] | None = None,
    indicator_ids: Collection[int] | None = None,
) -> list[ValueRow]:
    """Return the stored values of units in scope, in the order of time."""
    statement = (
        select(
            col(IndicatorValue.indicator_id),
            col(IndicatorValue.unit_id),
            col(IndicatorValue.sex),
            col(IndicatorValue.value),
            col(IndicatorValue.numerator),
            col(IndicatorValue.denominator),
            col(IndicatorValue.year),
            col(IndicatorValue.month),
        )
        .where(
            col(IndicatorValue.year).in_(list(years)),
            _in_scope(actor, col(IndicatorValue.unit_id), unit_ids),
        )
        .order_by(col(IndicatorValue.year), col(IndicatorValue.month))
    )
    if indicator_ids is not None:
        statement = statement.where(col(IndicatorValue.indicator_id).in_(list(indicator_ids)))
    return [
        ValueRow(indicator, unit, sex, Measured(value, upper, lower, (year, month)))
        for indicator, unit, sex, value, upper, lower, year, month in session.execute(statement)
    ]


def latest_values(
    session: Session, actor: Actor, *, year: int, month: int, unit_ids: Collection[int] | None = None
) -> dict[At, Measured]:
    """Return the latest value, of all, of each key figure and unit in the twelve months up to a month.

    A figure of last year that has no newer one is the latest known; `at` says how old it is.
    """
    within = _in_scope(actor, col(IndicatorValue.unit_id), unit_ids)
    return latest_where(session, within, year=year, months=[month])[month]


def latest_where(
    session: Session,
    *conditions: ColumnElement[bool],
    year: int,
    months: Collection[int],
    pairs: Subquery | None = None,
) -> dict[int, dict[At, Measured]]:
    """Return the latest values, as known at each of some months, that meet conditions on `IndicatorValue`.

    `pairs` has the columns `indicator_id` and `unit_id`: then those, each found by its key. Not
    narrowed by rights.
    """
    latest = _latest(_pairs(conditions) if pairs is None else pairs, year, months)
    rows = session.execute(
        select(
            latest.c.month,
            col(IndicatorValue.indicator_id),
            col(IndicatorValue.unit_id),
            col(IndicatorValue.value),
            col(IndicatorValue.numerator),
            col(IndicatorValue.denominator),
            col(IndicatorValue.year),
            col(IndicatorValue.month),
        ).join(
            latest,
            (col(IndicatorValue.indicator_id) == latest.c.indicator_id)
            & (col(IndicatorValue.unit_id) == latest.c.unit_id)
            & (col(IndicatorValue.year) == latest.c.clock // _YEAR)
            & (col(IndicatorValue.month) == latest.c.clock % _YEAR + 1)
            & (col(IndicatorValue.sex) == Sex.TOTAL),
        )
    )
    found: dict[int, dict[At, Measured]] = {month: {} for month in months}
    for month, indicator, unit, value, upper, lower, at_year, at_month in rows:
        found[month][indicator, unit] = Measured(value, upper, lower, (at_year, at_month))
    return found


def _pairs(conditions: Collection[ColumnElement[bool]]) -> Subquery:
    """Return the figures and units that have values which meet some conditions."""
    asked: Any = select(col(IndicatorValue.indicator_id), col(IndicatorValue.unit_id))
    pairs: Subquery = asked.where(*conditions).distinct().subquery()
    return pairs


def _latest(pairs: Subquery, year: int, months: Collection[int]) -> Subquery:
    """Return pairs by month with the time of their latest value, found from the end of each one's key."""
    at = union_all(*(select(literal(month).label("month")) for month in months)).subquery()
    one = aliased(IndicatorValue)
    clock = (
        select(col(one.year) * _YEAR + col(one.month) - 1)
        .where(
            col(one.indicator_id) == pairs.c.indicator_id,
            col(one.unit_id) == pairs.c.unit_id,
            col(one.sex) == Sex.TOTAL,
            col(one.year).between(year - 1, year),
            or_(col(one.year) < year, col(one.month) <= at.c.month),
            or_(col(one.year) == year, col(one.month) > at.c.month),
        )
        .order_by(col(one.year).desc(), col(one.month).desc())
        .limit(1)
        .scalar_subquery()
    )
    asked = select(pairs.c.indicator_id, pairs.c.unit_id, at.c.month, clock.label("clock"))
    return asked.join_from(pairs, at, true()).subquery()


def read_targets(
    session: Session, actor: Actor, *, years: Collection[int], unit_ids: Collection[int] | None = None
) -> dict[tuple[int, int, int], Decimal]:
    """Return targets by indicator, unit and year, of units in scope."""
    rows = session.execute(
        select(
            col(IndicatorTarget.indicator_id),
            col(IndicatorTarget.unit_id),
            col(IndicatorTarget.year),
            col(IndicatorTarget.value),
        ).where(
            col(IndicatorTarget.year).in_(list(years)),
            _in_scope(actor, col(IndicatorTarget.unit_id), unit_ids),
        )
    )
    return {(indicator, unit, year): value for indicator, unit, year, value in rows}


def _in_scope(actor: Actor, unit_id: Mapped[int], unit_ids: Collection[int] | None) -> ColumnElement[bool]:
    within = unit_id.in_(subtree(actor.tree_id, roots(actor, Action.VIEW_GOALS)))
    return within if unit_ids is None else within & unit_id.in_(list(unit_ids))


def _row(row: Any) -> IndicatorRow:
    indicator_id, rev, closed_on, closed_why, merged_into_id, *said = row
    return IndicatorRow(indicator_id, rev, Definition(*said), closed_on, closed_why, merged_into_id)
