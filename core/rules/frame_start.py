"""The first state of a new frame: last year's, the year's permanent decisions, the index; and its edits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from core.enums import FrameItem, FramePart
from core.rules.frames import FrameCell, starting_cells

MADE_PARTS = frozenset({FramePart.START, FramePart.DECISIONS, FramePart.INDEXATION})
"""What the system works out; people type only the change."""


@dataclass(frozen=True, slots=True)
class FrameSources:
    """What a new frame is made of. Units are ids, amounts öre in report sign.

    `last` is the adopted frame of the year before, of that year only; `lifted` what its permanent
    decisions add to each nämnd's frame, by unit and year; `lifted_finance` the same for the net of
    finansförvaltningen; `percents` the index by year; `forecasts` tax and grants by item and year.
    """

    last: Sequence[FrameCell[int]]
    lifted: Mapping[tuple[int, int], int]
    lifted_finance: Mapping[int, int]
    percents: Mapping[int, Decimal]
    forecasts: Mapping[tuple[FrameItem, int], int]


def made_cells(sources: FrameSources, years: Sequence[int], finance: int | None) -> list[FrameCell[int]]:
    """Return the parts that the system works out: kommunbidrag, and the net of finansförvaltningen."""
    cells = starting_cells(sources.last, sources.lifted, years, sources.percents)
    if finance is None:
        return cells
    held = sum(cell.amount for cell in sources.last if cell.item is FrameItem.FINANCE)
    parts = [(FramePart.START, year, held) for year in years]
    parts += [(FramePart.DECISIONS, year, sources.lifted_finance.get(year, 0)) for year in years]
    made = (FrameCell(finance, FrameItem.FINANCE, year, part, amount) for part, year, amount in parts)
    return [*cells, *(cell for cell in made if cell.amount)]


def first_amounts(sources: FrameSources, years: Sequence[int], top: int) -> list[FrameCell[int]]:
    """Return the amounts that are typed whole, as they stand first: the forecasts, else last year's."""
    cells = []
    for item in (FrameItem.TAX, FrameItem.GRANTS, FrameItem.FINANCIAL_REVENUE, FrameItem.FINANCIAL_COST):
        last = sum(cell.amount for cell in sources.last if cell.item is item)
        for year in years:
            amount = sources.forecasts.get((item, year), last)
            if amount:
                cells.append(FrameCell(top, item, year, FramePart.CHANGE, amount))
    return cells


def only_year(cells: Iterable[FrameCell[int]], year: int) -> list[FrameCell[int]]:
    """Return the cells of one year."""
    return [cell for cell in cells if cell.year == year]
