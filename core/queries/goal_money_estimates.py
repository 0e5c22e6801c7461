"""What a forecast may say of money that is less than a whole report row: an estimate, never exact.

A forecast is said by unit and report row. A part of a row gets as much of it as the part is of what
the row is expected to come to without the forecast: its outcome so far and the budget that remains.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

from core.money import ORE_PER_KRONA
from core.queries.classes import Classes
from core.queries.columns import Columns
from core.queries.goal_money_sums import operating_flags, part_flags, rows_under
from core.queries.municipality import Municipality
from core.queries.rollup import Flags
from core.rules.goal_money import WHOLE, MoneyPart, estimated

_DECEMBER, _CLOSING = 12, 13
_NO_ROW = ""
_ROUNDED = 1000 * ORE_PER_KRONA
"""An estimate is told in whole thousands: it must not look as if it were known to the krona."""


@dataclass(slots=True)
class Expected:
    """What rows are expected to come to: a year's outcome (`actual_id`) to a month, then its budget."""

    columns: Columns
    classes: Classes
    own: Municipality
    tree_id: int
    actual_id: int
    budget_id: int
    upto_month: int
    whole: dict[int, list[int]] = field(default_factory=dict)

    def estimate(self, part: MoneyPart, forecast: Mapping[str, int]) -> int | None:
        """Return a part's forecast in öre, report sign, from that of its unit's rows; None where it has none.

        It has none when some of it lies in no row or in one without a forecast, or when part and row
        pull in different directions, so that no share of one is a share of the other.
        """
        unit_id = part.unit_id
        if unit_id not in self.whole:
            self.whole[unit_id] = self._by_row(unit_id, operating_flags(self.columns, self.own))
        held = self._by_row(unit_id, part_flags(self.columns, part, self.own))
        total, touched = Fraction(0), False
        keys = (_NO_ROW, *self.classes.keys)
        for key, own, row in zip(keys, held, self.whole[unit_id], strict=True):
            if not own:
                continue
            said = estimated(forecast[key], own, row) if key in forecast else None
            if said is None:
                return None
            total, touched = total + said, True
        return round(total * part.share / WHOLE / _ROUNDED) * _ROUNDED if touched else None

    def _by_row(self, unit_id: int, flags: Flags) -> list[int]:
        """Return what codings under a unit are expected to come to: in no row, then by row; report sign."""
        sums = np.zeros(len(self.classes.keys) + 1)
        for version_id, is_actual in ((self.actual_id, True), (self.budget_id, False)):
            placed = self.columns.placed(version_id, self.tree_id)
            rows = rows_under(placed, unit_id, flags)
            upto = _CLOSING if self.upto_month == _DECEMBER else self.upto_month
            period = placed.block.cumulative[upto, rows]
            amounts = period if is_actual else placed.block.cumulative[_CLOSING, rows] - period
            where = self.classes.of_coding[placed.block.coding[rows]] + 1
            sums += np.bincount(where, weights=amounts, minlength=len(sums))
        return [-int(amount) for amount in sums]
