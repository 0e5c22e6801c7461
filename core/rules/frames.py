"""Council's frame: what each nämnd gets each year, part by part, and the years that it covers.

Amounts are öre in report sign: kommunbidrag +, a net cost −.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import floor
from typing import Generic, TypeVar

from core.enums import FrameItem, FramePart
from core.errors import RuleViolation
from core.money import ORE_PER, MoneyUnit
from core.rules.spreading import apportion
from core.texts import _

Unit = TypeVar("Unit", bound=Hashable)

TKR = ORE_PER[MoneyUnit.TKR]
MOST_PLAN_YEARS = 9
_PERCENT = 100


@dataclass(frozen=True, slots=True)
class FrameCell(Generic[Unit]):
    """One part of one amount: unit × item × year × part."""

    unit: Unit
    item: FrameItem
    year: int
    part: FramePart
    amount: int


def frame_years(year: int, plan_years: int = 2) -> tuple[int, ...]:
    """Return the budget year and its plan years: 1 + 2 by law, up to 1 + 9 for investments."""
    if not 0 <= plan_years <= MOST_PLAN_YEARS:
        raise RuleViolation(_("Välj högst {n} planår.").format(n=MOST_PLAN_YEARS))
    return tuple(range(year, year + plan_years + 1))


def parts_of(
    cells: Iterable[FrameCell[Unit]], unit: Unit, year: int, item: FrameItem = FrameItem.ALLOCATION
) -> dict[FramePart, int]:
    """Return what a unit's amount in a year is built up from, all parts in their order."""
    held = dict.fromkeys(FramePart, 0)
    for cell in cells:
        if (cell.unit, cell.year, cell.item) == (unit, year, item):
            held[cell.part] += cell.amount
    return held


def frame_of(
    cells: Iterable[FrameCell[Unit]], unit: Unit, year: int, item: FrameItem = FrameItem.ALLOCATION
) -> int:
    """Return a unit's amount in a year: the sum of its parts."""
    return sum(parts_of(cells, unit, year, item).values())


def frames_of(
    cells: Iterable[FrameCell[Unit]], year: int, item: FrameItem = FrameItem.ALLOCATION
) -> dict[Unit, int]:
    """Return every unit's amount in a year; their sum is the municipality's."""
    held: dict[Unit, int] = {}
    for cell in cells:
        if (cell.year, cell.item) == (year, item):
            held[cell.unit] = held.get(cell.unit, 0) + cell.amount
    return held


def indexed(amount: int, percent: Decimal) -> int:
    """Return what an indexation adds to an amount (`2.4` is 2,4 %), in whole thousands of kronor."""
    return to_thousands(Fraction(amount) * Fraction(percent) / _PERCENT)


def to_thousands(ore: Fraction | int) -> int:
    """Return an amount in whole thousands of kronor, as öre; half a thousand away from zero."""
    nearest = floor(abs(Fraction(ore)) / TKR + Fraction(1, 2)) * TKR
    return nearest if ore >= 0 else -nearest


def thousands_that_add(amounts: Sequence[int]) -> tuple[int, ...]:
    """Return amounts in whole thousands whose sum is the rounded sum, for tables whose columns must add."""
    exact = [Fraction(amount) for amount in amounts]
    return apportion(exact, to_thousands(sum(amounts)), unit=TKR)


def starting_cells(
    earlier: Sequence[FrameCell[Unit]],
    lifted: Mapping[tuple[Unit, int], int],
    years: Sequence[int],
    percents: Mapping[int, Decimal],
) -> list[FrameCell[Unit]]:
    """Return the kommunbidrag of a new frame before anything is changed in it.

    Start is what the earlier frame gave the year, or its last year before it; decisions are the
    permanent ones of the year past, by unit and year (a later year follows the last one given);
    indexation is in percent, per year, and adds up over the years.
    """
    units = [cell.unit for cell in earlier if cell.item is FrameItem.ALLOCATION]
    made: list[FrameCell[Unit]] = []
    for unit in dict.fromkeys([*units, *(unit for unit, _year in lifted)]):
        carried = 0
        for year in years:
            start = frame_of(earlier, unit, _nearest(earlier, year))
            decided = _lifted(lifted, unit, year)
            carried += indexed(start + decided + carried, percents.get(year, Decimal(0)))
            amounts = {
                FramePart.START: start,
                FramePart.DECISIONS: decided,
                FramePart.INDEXATION: carried,
            }
            made += [
                FrameCell(unit, FrameItem.ALLOCATION, year, part, amount)
                for part, amount in amounts.items()
                if amount
            ]
    return made


def _nearest(earlier: Sequence[FrameCell[Unit]], year: int) -> int:
    """Return the year itself where the earlier frame has it, else the last before it."""
    held = [cell.year for cell in earlier if cell.item is FrameItem.ALLOCATION and cell.year <= year]
    return max(held, default=year)


def _lifted(lifted: Mapping[tuple[Unit, int], int], unit: Unit, year: int) -> int:
    held = [of_year for of_unit, of_year in lifted if of_unit == unit and of_year <= year]
    return lifted[unit, max(held)] if held else 0
