"""What every unit said of every report row in each forecast round, whole kronor in report sign.

A unit says part of what its year ends with, the more the later; what the nämnd then says beyond
that (the table of `demo.facts_plan`) is divided over its units by how gloomy or sunny each is, so
that the same unit errs the same way from year to year. Each nämnd's sum is the table's, exactly.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from demo.budget import BudgetRow, budget
from demo.cells import SEED
from demo.decisions import changes_until
from demo.facts import MILLION
from demo.facts_forecast import (
    ADJUSTMENT,
    FINANCE_ROUNDS,
    HOPEFUL_ROW,
    HOPEFUL_UNIT,
    OCTOBER,
    REST_ROWS,
    SEEN,
    RoundFacts,
    story_seen,
)
from demo.facts_plan import FORECAST_ROUNDS
from demo.organisation import FINANCE, branch_of, cost_centers
from demo.rows import year_rows
from demo.seasons import share_out
from demo.stories import STORY_YEAR, stories

Ints: TypeAlias = NDArray[np.int64]
Place: TypeAlias = tuple[str, str]
"""A unit's code and the key of its report row."""

_STEP = 10_000
_PAY = "manadsloner"
_TEMPERS = (0.2, 0.6, 1.0, 2.6)
_TOLD_TEMPERS = {"431": 2.6, "432": 0.2, "611": 0.6, "613": 2.6, "731": 0.0}
_NONE: Ints = np.zeros(12, np.int64)


@dataclass(frozen=True, slots=True)
class Said:
    """A row of a unit in a round: the year, its budget and its months as they ended, whole kronor."""

    place: Place
    value: int
    budget: Ints
    months: Ints


class YearFigures:
    """A year's outcome and budget by unit and report row; `row_of` gives the row of an account."""

    def __init__(self, year: int, row_of: Mapping[str, str]) -> None:
        self.year = year
        self._row_of = row_of
        rows, months = year_rows(year)
        self.outcome = self._placed(
            (row.center, row.account, -months[n]) for n, row in enumerate(rows) if row.group != "INV"
        )
        self._adopted = self._placed(_report(budget(year)))

    def budget_on(self, day: date) -> dict[Place, Ints]:
        """Return the budget as it held on a day."""
        held = self._placed(_report(changes_until(self.year, day)))
        for place, months in self._adopted.items():
            held[place] = held.get(place, 0) + months
        return held

    def stories_beyond(self, key: str) -> dict[Place, float]:
        """Return what a round knew of the stories of the year beyond the usual share; less is negative."""
        found: defaultdict[Place, float] = defaultdict(float)
        for story in stories() if self.year == STORY_YEAR else ():
            share = story_seen(story.center, key) - SEEN[self.year][key]
            place = (unit_of()[story.center], self._row_of[story.account])
            found[place] -= sum(story.months.values()) * share
        return dict(found)

    def _placed(self, rows: Iterable[tuple[str, str, Ints]]) -> dict[Place, Ints]:
        found: defaultdict[Place, Ints] = defaultdict(lambda: np.zeros(12, np.int64))
        for center, account, months in rows:
            if account in self._row_of:
                found[unit_of()[center], self._row_of[account]] += months
        return dict(found)


@cache
def unit_of() -> dict[str, str]:
    """Return the unit right above every ansvar."""
    return {center.code: center.unit for center in cost_centers()}


def said_in(figures: YearFigures, facts: RoundFacts) -> list[Said]:
    """Return what every unit said of every row in a round that is over, in the order of the places."""
    held, ended = figures.budget_on(facts.closes), figures.budget_on(date(figures.year, 12, 31))
    places = sorted(figures.outcome.keys() | ended.keys())
    wholes = {
        place: int((figures.outcome.get(place, _NONE) - ended.get(place, _NONE)).sum()) for place in places
    }
    variances = _variances(figures, facts, wholes)
    pay = {place[0]: abs(int(months.sum())) for place, months in ended.items() if place[1] == _PAY}
    for place, amount in _rest(figures.year, facts.key, variances, pay).items():
        variances[place] += amount
    return [
        Said(
            place,
            int(held.get(place, _NONE).sum()) + variances[place],
            held.get(place, _NONE),
            figures.outcome.get(place, _NONE),
        )
        for place in places
    ]


def _variances(figures: YearFigures, facts: RoundFacts, wholes: Mapping[Place, int]) -> dict[Place, int]:
    """Return what is said against budget before the nämnd's own gloom or hope, in tens of thousands."""
    share, beyond = SEEN[figures.year][facts.key], figures.stories_beyond(facts.key)
    found = {
        place: round((whole * share + beyond.get(place, 0)) / _STEP) * _STEP
        for place, whole in wholes.items()
    }
    if facts.year == STORY_YEAR and facts.key == OCTOBER:
        found[HOPEFUL_UNIT, HOPEFUL_ROW] -= ADJUSTMENT
    return found


def _rest(year: int, key: str, variances: Mapping[Place, int], pay: Mapping[str, int]) -> dict[Place, int]:
    """Return what brings each nämnd to what it said, on the pay of its units by their size and temper."""
    missing = {branch: mnkr * MILLION for branch, mnkr in FORECAST_ROUNDS[year][key].items()}
    missing[FINANCE] = FINANCE_ROUNDS[year][key] * MILLION
    if (year, key) == (STORY_YEAR, OCTOBER):
        missing[branch_of()[HOPEFUL_UNIT]] -= ADJUSTMENT
    for place, amount in variances.items():
        missing[branch_of()[place[0]]] -= amount
    found: defaultdict[Place, int] = defaultdict(int)
    for branch, amount in missing.items():
        units = [unit for unit in sorted(pay) if branch_of()[unit] == branch]
        if branch in REST_ROWS:
            found[REST_ROWS[branch]] += amount
            continue
        weights = np.array([pay[unit] * tempers()[unit] for unit in units])
        parts = share_out(weights, amount // _STEP).tolist()
        for unit, part in zip(units, parts, strict=True):
            found[unit, _PAY] += part * _STEP
    return dict(found)


@cache
def tempers() -> dict[str, float]:
    """Return how much of its nämnd's gloom or hope each unit carries, the same in every round."""
    rng = np.random.default_rng([SEED, len(_TEMPERS)])
    units = sorted(set(unit_of().values()))
    drawn = rng.choice(_TEMPERS, size=len(units)).tolist()
    return dict(zip(units, drawn, strict=True)) | _TOLD_TEMPERS


def _report(rows: Iterable[BudgetRow]) -> Iterator[tuple[str, str, Ints]]:
    """Return budget rows with their months in report sign."""
    for row in rows:
        yield row.center, row.account, -np.array(row.months, dtype=np.int64)
