"""The values of key figures at any unit, read once: its own, reckoned by a formula, or of the units below."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from sqlalchemy import ColumnElement
from sqlmodel import Session, col

from core.models import IndicatorValue
from core.queries.access import spans_under, subtree
from core.queries.indicator_economy import Economy, read_economy
from core.queries.indicators import At, IndicatorRow, definitions, latest_where
from core.rules.formula import names_in, reckon
from core.rules.indicator_economy import BUILT_IN
from core.rules.indicator_sums import Measured, aggregate

_MOST_NAMED = 500
"""With more key figures than this they are read all, which is one scan instead of a long question."""


class Amounts(Protocol):
    """Where formulas read the economy."""

    def value(self, name: str, unit_id: int) -> Measured | None:
        """Return a unit's amount by name, kronor; None where it is not seen or not there."""


@dataclass(slots=True)
class Reckoning:
    """What is read once, and what has been found of it; `measured` holds units in tree order by figure."""

    definitions: dict[int, IndicatorRow]
    spans: dict[int, tuple[int, int]]
    values: dict[At, Measured]
    codes: dict[str, int]
    measured: dict[int, list[tuple[int, int, int]]] = field(default_factory=dict)
    found: dict[At, tuple[Measured | None, str]] = field(default_factory=dict)
    economy: Amounts = field(default_factory=Economy)

    def lay_out(self) -> None:
        """Put the units that have values in tree order, for sums of those below."""
        for indicator_id, unit_id in self.values:
            if unit_id in self.spans:
                self.measured.setdefault(indicator_id, []).append((*self.spans[unit_id], unit_id))
        for units in self.measured.values():
            units.sort()

    def value(self, indicator_id: int, unit_id: int) -> tuple[Measured | None, str]:
        """Return a unit's value: its own, else reckoned, else of the units below, with what is wrong."""
        key = (indicator_id, unit_id)
        if key in self.values:
            return self.values[key], ""
        if key not in self.found:
            self.found[key] = (None, "")  # a formula that reads itself finds nothing and ends
            said = self.definitions[indicator_id].definition
            self.found[key] = (
                self._reckoned(said.formula, unit_id)
                if said.formula
                else (self._below(indicator_id, unit_id), "")
            )
        return self.found[key]

    def _reckoned(self, formula: str, unit_id: int) -> tuple[Measured | None, str]:
        try:
            names = names_in(formula)
        except ValueError as error:
            return None, str(error)
        parts = {name: self._part(name, unit_id) for name in names if name in self.codes or name in BUILT_IN}
        found = reckon(formula, {name: part.value if part else None for name, part in parts.items()})
        if found.value is None:
            return None, found.problem
        at = min((part.at for part in parts.values() if part), default=(0, 0))
        return Measured(found.value, at=at), ""

    def _part(self, name: str, unit_id: int) -> Measured | None:
        """Return what a name stands for at a unit: a key figure, or an amount of the economy."""
        if name in self.codes:
            return self.value(self.codes[name], unit_id)[0]
        return self.economy.value(name, unit_id)

    def _below(self, indicator_id: int, unit_id: int) -> Measured | None:
        """Return the value of the units below, none of which lies under another that has one."""
        first, last = self.spans[unit_id]
        parts, end = [], 0
        for lft, rgt, one in self.measured.get(indicator_id, ()):
            if first < lft and rgt < last and lft > end:
                parts.append(self.values[indicator_id, one])
                end = rgt
        said = self.definitions[indicator_id].definition
        found = aggregate(said.aggregation, parts, factor=said.factor)
        if found is None:
            return None
        return Measured(found.value, found.numerator, found.denominator, max(part.at for part in parts))


@dataclass(frozen=True, slots=True)
class Base:
    """What does not change with the month: definitions in use, and the spans of the units under `tops`.

    Formulas read the economy of units under `money_tops`.
    """

    tree_id: int
    tops: tuple[int, ...]
    money_tops: tuple[int, ...]
    definitions: dict[int, IndicatorRow]
    spans: dict[int, tuple[int, int]]


def read_base(session: Session, *, tree_id: int, tops: tuple[int, ...], money_tops: tuple[int, ...]) -> Base:
    """Return what key figures under some units are reckoned by. Not narrowed by rights: callers do."""
    rows = {row.id: row for row in definitions(session)}
    return Base(tree_id, tops, money_tops, rows, spans_under(session, tree_id, tops))


def read_reckoning(
    session: Session,
    *,
    base: Base,
    places: Collection[At],
    year: int,
    months: Collection[int],
    own: Mapping[int, Mapping[At, Measured]] | None = None,
) -> dict[int, Reckoning]:
    """Return by month what is needed to reckon key figures at units of a base.

    `own` are values of the places, by month, that are read already; then only the rest is asked for.
    Not narrowed by rights: callers do.
    """
    rows = base.definitions
    codes = {row.definition.code: row.id for row in rows.values()}
    held = {month: dict(own[month]) if own else {} for month in months}
    known = {month: Reckoning(rows, base.spans, values, codes) for month, values in held.items()}
    missing = {one[0] for values in held.values() for one in places if one not in values}
    asked = parts_read(Reckoning(rows, base.spans, {}, codes), missing)
    if not asked:
        return known
    conditions: list[ColumnElement[bool]] = []
    if len(base.spans) <= _MOST_NAMED:  # with more, what lies outside costs less than asking for each
        conditions.append(col(IndicatorValue.unit_id).in_(subtree(base.tree_id, base.tops)))
    if len(asked) <= _MOST_NAMED:
        conditions.append(col(IndicatorValue.indicator_id).in_(sorted(asked)))
    economic = any(name in BUILT_IN for one in asked for name in names_read(rows[one].definition.formula))
    for month, values in latest_where(session, *conditions, year=year, months=months).items():
        known[month].values.update(values)
        known[month].lay_out()
        if economic:
            known[month].economy = read_economy(
                session, tree_id=base.tree_id, tops=base.money_tops, year=year, month=month
            )
    return known


def parts_read(known: Reckoning, indicator_ids: Iterable[int]) -> set[int]:
    """Return key figures with those that their formulas read, and so on."""
    found: set[int] = set()
    waiting = list(indicator_ids)
    while waiting:
        one = waiting.pop()
        if one in found or one not in known.definitions:
            continue
        found.add(one)
        formula = known.definitions[one].definition.formula
        waiting.extend(known.codes[name] for name in names_read(formula) if name in known.codes)
    return found


def names_read(formula: str) -> tuple[str, ...]:
    """Return the names that a formula reads; none for none, and for one that cannot be read."""
    try:
        return names_in(formula) if formula else ()
    except ValueError:  # told where the figure is shown
        return ()
