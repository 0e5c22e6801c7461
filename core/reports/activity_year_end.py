"""Whose activities stand under Årsskifte: one's own, not every one that one may change further down."""

from collections.abc import Collection
from dataclasses import dataclass

from core.queries.activities import ActivityRow
from core.reports.activities import ActivityPage
from core.rules.activities import ENDED


@dataclass(frozen=True, slots=True)
class YearEndRows:
    """The activities to settle, and how many there are besides on units below, which others settle."""

    own: tuple[ActivityRow, ...]
    elsewhere: int


def year_end_rows(page: ActivityPage, *, user_id: int, unit_ids: Collection[int]) -> YearEndRows:
    """Return the unended activities of a year's end that are one's own.

    They are those of the units that one's roles are for (`unit_ids`), of the chosen unit when it lies
    further down, and those that one answers for.
    """
    chosen = set() if _covers(page, unit_ids) else {page.unit_id}
    units = {*unit_ids, *chosen}
    rows = [row for row in page.rows if _is_open(row, page)]
    own = tuple(row for row in rows if row.unit_id in units or row.owner_id == user_id)
    return YearEndRows(own, len(rows) - len(own))


def _covers(page: ActivityPage, unit_ids: Collection[int]) -> bool:
    """Return whether the page shows one of these units, itself or below the chosen one."""
    return not page.units.keys().isdisjoint(unit_ids)


def _is_open(row: ActivityRow, page: ActivityPage) -> bool:
    ends = row.ends is not None and row.ends.year <= page.year
    return row.state not in ENDED and ends and row.unit_id in page.editable
