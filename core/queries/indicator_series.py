"""A key figure at a unit month by month: what is written there, by its formula, or of the units below.

read_series(session, actor, *, indicator_id, unit_id, years, until) -> tuple[Point, ...]

Everything is read once, and each month is reckoned from the parts that held then: a part that is
measured more seldom holds until the next one, for twelve months at most.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from sqlalchemy import select
from sqlmodel import Session, col

from core.enums import Sex
from core.models import IndicatorValue
from core.queries import access
from core.queries.access import subtree
from core.queries.indicator_economy import read_economy_months
from core.queries.indicator_reckoning import Base, Reckoning, names_read, parts_read, read_base
from core.queries.indicators import At
from core.rules.access import Action, Actor
from core.rules.indicator_economy import BUILT_IN
from core.rules.indicator_sums import Measured

_YEAR = 12
_Month: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Point:
    """The value at the end of a month `at` (year, month), or in words why a formula gives none."""

    at: _Month
    measured: Measured | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Money:
    """What formulas read of the economy in one month."""

    at: _Month
    amounts: Mapping[str, Decimal]

    def value(self, name: str, _unit_id: int) -> Measured | None:
        return Measured(self.amounts[name], at=self.at) if name in self.amounts else None


def read_series(
    session: Session, actor: Actor, *, indicator_id: int, unit_id: int, years: range, until: tuple[int, int]
) -> tuple[Point, ...]:
    """Return the months of years, up to one, in which a unit in scope has a value or a formula that fails.

    A month has one when a part has a new value in it, or when the formula reads the economy.
    """
    if not access.may(session, actor, Action.VIEW_GOALS, unit_id).allowed:
        return ()
    base = read_base(session, tree_id=actor.tree_id, tops=(unit_id,), money_tops=())
    if indicator_id not in base.definitions:
        return ()
    known = Reckoning(base.definitions, base.spans, {}, _codes(base))
    parts = parts_read(known, [indicator_id])
    rows = _rows(session, actor, parts, unit_id, years)
    money = _money(session, actor, base, parts, (unit_id, years))
    told = {measured.at for _place, measured in rows} | set(money)
    months = sorted(at for at in told if at[0] in years and at <= until)
    return _points(base, (indicator_id, unit_id), months, rows, money)


def _points(
    base: Base,
    place: At,
    months: Sequence[_Month],
    rows: Sequence[tuple[At, Measured]],
    money: Mapping[_Month, Mapping[str, Decimal]],
) -> tuple[Point, ...]:
    formula, codes = base.definitions[place[0]].definition.formula, _codes(base)
    latest: dict[At, Measured] = {}
    points, taken = [], 0
    for at in months:
        while taken < len(rows) and rows[taken][1].at <= at:
            latest[rows[taken][0]] = rows[taken][1]
            taken += 1
        held = {
            where: measured for where, measured in latest.items() if _clock(at) - _clock(measured.at) < _YEAR
        }
        known = Reckoning(base.definitions, base.spans, held, codes, economy=_Money(at, money.get(at, {})))
        known.lay_out()
        measured, problem = known.value(*place)
        if problem or (measured is not None and (formula or measured.at == at)):
            points.append(Point(at, measured, problem))
    return tuple(points)


def _rows(
    session: Session, actor: Actor, parts: set[int], unit_id: int, years: range
) -> list[tuple[At, Measured]]:
    """Return the stored values of parts at a unit and below it in the order of time, from the year before."""
    found = session.execute(
        select(
            col(IndicatorValue.indicator_id),
            col(IndicatorValue.unit_id),
            col(IndicatorValue.value),
            col(IndicatorValue.numerator),
            col(IndicatorValue.denominator),
            col(IndicatorValue.year),
            col(IndicatorValue.month),
        )
        .where(
            col(IndicatorValue.indicator_id).in_(sorted(parts)),
            col(IndicatorValue.unit_id).in_(subtree(actor.tree_id, (unit_id,))),
            col(IndicatorValue.year).between(years.start - 1, years.stop - 1),
            col(IndicatorValue.sex) == Sex.TOTAL,
        )
        .order_by(col(IndicatorValue.year), col(IndicatorValue.month))
    )
    return [
        ((indicator, unit), Measured(value, upper, lower, (year, month)))
        for indicator, unit, value, upper, lower, year, month in found
    ]


def _money(
    session: Session, actor: Actor, base: Base, parts: set[int], asked: tuple[int, range]
) -> dict[_Month, dict[str, Decimal]]:
    """Return what the formulas read of the economy by month; nothing for who does not see it there."""
    unit_id, years = asked
    read = {name for one in parts for name in names_read(base.definitions[one].definition.formula)}
    names = sorted(read & set(BUILT_IN))
    if not names or not access.may(session, actor, Action.VIEW_ECONOMY, unit_id).allowed:
        return {}
    return read_economy_months(session, tree_id=actor.tree_id, unit_id=unit_id, years=years, names=names)


def _codes(base: Base) -> dict[str, int]:
    return {row.definition.code: row.id for row in base.definitions.values()}


def _clock(at: _Month) -> int:
    return at[0] * _YEAR + at[1]
