"""Outcome and budget month by month for units × report rows over the years there are, in öre, report sign.

One pass over the columns a version and month, whatever the number of units; period 13 is December.
A unit that lies below another of the units is taken off that one, so that all of them add up.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np
from sqlmodel import Session

from core.periods import MONTHS
from core.queries.access import units_in_scope
from core.queries.classes import Classes, classes_by_row, read_definition
from core.queries.columns import Columns, columns_of
from core.queries.forecast_homes import Homes
from core.queries.municipality import read_municipality
from core.queries.rollup import tree_by_class
from core.queries.versions import choose_versions, list_years, open_months
from core.rules.access import Action, Actor
from core.rules.forecast_methods import Known

ROWS = "report"
"""The row definition that a forecast is made by."""


@dataclass(frozen=True, slots=True)
class Series:
    """A unit's row: twelve months of outcome and of budget by year; a year without any figure is absent."""

    unit_id: int
    row_key: str
    actual: dict[int, tuple[int, ...]]
    budget: dict[int, tuple[int, ...]]

    def known(self, year: int, months: int, committed: tuple[int, ...] = ()) -> Known:
        """Return what was known in a year when `months` of its months were closed."""
        earlier = tuple(self.actual[before] for before in sorted(self.actual) if before < year)
        now = self.actual.get(year, (0,) * len(MONTHS))
        return Known(now[:months], self.budget.get(year), earlier, committed)


def read_series(
    session: Session, actor: Actor, *, unit_ids: Collection[int], years: Sequence[int] | None = None
) -> list[Series]:
    """Return the series of those of the units whose economy the actor may see, row by row."""
    seen = {unit.id for unit in units_in_scope(session, actor, Action.VIEW_ECONOMY)}
    return series_of(session, tree_id=actor.tree_id, unit_ids=sorted(seen & set(unit_ids)), years=years)


def series_of(
    session: Session, *, tree_id: int, unit_ids: Sequence[int], years: Sequence[int] | None = None
) -> list[Series]:
    """Return the series of units in a tree. Not narrowed by rights: callers narrow or check."""
    chosen = {
        year: choose_versions(session, year) for year in (list_years(session) if years is None else years)
    }
    ids = {one for held in chosen.values() for one in (held.actual, held.compared) if one is not None}
    columns = columns_of(session, ids)
    classes = row_classes(session, columns)
    homes = Homes(columns.trees[tree_id], unit_ids)
    found: dict[tuple[int, str], Series] = {}
    for year, held in chosen.items():
        for unit_id, row_key, months in _rows(columns, held.actual, tree_id, classes, homes):
            _series(found, unit_id, row_key).actual[year] = months
        for unit_id, row_key, months in _rows(columns, held.compared, tree_id, classes, homes):
            _series(found, unit_id, row_key).budget[year] = months
    return [found[key] for key in sorted(found)]


def months_known(session: Session, year: int) -> int:
    """Return how many months of a year, from January on, are closed."""
    still_open = open_months(session, year)
    return next((month - 1 for month in MONTHS if month in still_open), len(MONTHS))


def row_classes(session: Session, columns: Columns) -> Classes:
    """Return the report row of every coding; the last key is booked kommunbidrag."""
    return classes_by_row(columns, read_definition(session, ROWS), read_municipality(session))


def _series(found: dict[tuple[int, str], Series], unit_id: int, row_key: str) -> Series:
    return found.setdefault((unit_id, row_key), Series(unit_id, row_key, {}, {}))


def _rows(
    columns: Columns, version_id: int | None, tree_id: int, classes: Classes, homes: Homes
) -> list[tuple[int, str, tuple[int, ...]]]:
    """Return (unit, row, twelve months in report sign) of a version, for every row with any figure."""
    if version_id is None or not homes.unit_ids:
        return []
    placed = columns.placed(version_id, tree_id)
    k = len(classes.keys)
    by_month = [tree_by_class(placed, classes.of_coding, k, months=(m, m))[homes.places] for m in MONTHS]
    table = homes.apart(-np.stack(by_month, axis=-1)[:, : k - 1])
    held = np.argwhere(table.any(axis=2)).tolist()
    return [(homes.unit_ids[unit], classes.keys[row], tuple(table[unit, row].tolist())) for unit, row in held]
