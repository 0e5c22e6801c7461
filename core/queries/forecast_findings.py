"""What is missing in a unit's forecast as it stands: asked by the page, and before it is handed in."""

from collections.abc import Collection

from sqlmodel import Session

from core.enums import TaskStatus
from core.errors import RuleViolation
from core.models import Version
from core.queries.forecast_limits import forecast_limit
from core.queries.forecast_sheet import ForecastSheet, read_sheets
from core.queries.measures import MeasureRow, list_measures
from core.rules.access import Actor
from core.rules.forecast_checks import CheckedValue, Missing, missing
from core.rules.variance import Limit
from core.texts import ngettext


def find_forecast(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> tuple[Missing, ...]:
    """Return what is missing before the unit's forecast can be handed in, row by row and then the net."""
    sheet = read_sheets(session, actor, version_id=version_id, unit_ids=(unit_id,))[unit_id]
    year = session.get_one(Version, version_id).year
    measures = list_measures(session, actor, unit_id=unit_id, year=year)
    return missing_in(sheet, measures, forecast_limit(session))


def missing_in(sheet: ForecastSheet, measures: Collection[MeasureRow], limit: Limit) -> tuple[Missing, ...]:
    """Return what is missing in a sheet that has been read, with the measures of its unit."""
    rows = [
        CheckedValue(row.row_key, row.title, row.value or 0, row.budget, row.cause is not None)
        for row in sheet.rows
    ]
    measured = any(measure.status is not TaskStatus.DROPPED for measure in measures)
    return missing(rows, limit, net_explained=sheet.cause is not None, measured=measured)


def require_explained(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> None:
    """Raise `RuleViolation`, with the row's name, while something is missing."""
    found = find_forecast(session, actor, version_id=version_id, unit_id=unit_id)
    if found:
        words = ngettext(
            "En sak saknas innan prognosen kan lämnas in: {first} Öppna Prognos.",
            "{n} saker saknas innan prognosen kan lämnas in, först: {first} Öppna Prognos.",
            len(found),
        )
        raise RuleViolation(words.format(n=len(found), first=found[0].message))
