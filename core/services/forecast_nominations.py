"""Where a unit's report row is stored: one ansvar and coding, chosen once and then kept."""

from sqlmodel import Session

from core.models import ForecastNomination
from core.queries.columns import columns_of
from core.queries.forecast_homes import Homes, largest_spots, open_ansvar
from core.queries.forecast_series import row_classes
from core.queries.forecast_versions import Place, Spot, nominations
from core.queries.versions import choose_versions


def ensure_nominations(
    session: Session, *, year: int, tree_id: int, unit_ids: list[int]
) -> dict[Place, Spot]:
    """Return where each row of the units is stored, nominating those that have no place yet.

    The place is the coding with the largest budget of the year; without a budget that with the
    largest outcome, of the year or of the one before. Part of a service that has asked for the right.
    """
    held = nominations(session, unit_ids)
    versions = choose_versions(session, year)
    columns = columns_of(session, versions.held)
    classes = row_classes(session, columns)
    homes, usable = Homes(columns.trees[tree_id], unit_ids), open_ansvar(session, tree_id)
    for version_id in (versions.compared, versions.actual, versions.last_actual):
        if version_id is None:
            continue
        found = largest_spots(columns, version_id, tree_id, classes, homes, usable)
        for place in sorted(found.keys() - held.keys()):
            held[place] = found[place]
            session.add(
                ForecastNomination(
                    unit_id=place[0], row_key=place[1], ansvar_unit_id=found[place][0],
                    coding_id=found[place][1],
                )
            )  # fmt: skip
    session.flush()
    return held
