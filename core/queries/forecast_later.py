"""What was decided after a forecast was closed, and so is not in the budget that it is compared with."""

from collections.abc import Sequence

from sqlmodel import Session

from core.models import Version
from core.periods import MONTHS
from core.queries.budget_as_of import budget_as_of, day_of
from core.queries.columns import columns_of
from core.queries.forecast_homes import Homes
from core.queries.forecast_series import row_classes
from core.queries.forecast_sums import TreeSums
from core.queries.forecast_versions import Place


def decided_later(
    session: Session, *, version: Version, tree_id: int, unit_ids: Sequence[int]
) -> dict[Place, int]:
    """Return, by unit and row, what later decisions have added to the year's budget (öre, report sign).

    Nothing for a forecast that is open. Units below others are taken off those, as in their series.
    """
    if version.closed_at is None or not unit_ids:
        return {}
    as_of = budget_as_of(session, year=version.year, day=day_of(session, version))
    if not as_of.later or as_of.version_id is None:
        return {}
    columns = columns_of(session, (as_of.version_id,))
    sums = TreeSums(columns, tree_id, row_classes(session, columns))
    homes = Homes(sums.shape, unit_ids)
    table = homes.apart(sums.of_lines(as_of.later, len(MONTHS))[homes.places])
    return {
        (unit_id, key): int(table[number, row])
        for number, unit_id in enumerate(homes.unit_ids)
        for row, key in enumerate(sums.keys)
        if table[number, row]
    }
