from datetime import UTC, datetime

from sqlmodel import Session

from core.enums import BudgetDecisionKind, VersionKind
from core.models import RowLine
from core.queries.forecast_nodes import read_nodes
from core.queries.forecast_sheet import read_sheet
from tests.core import decisions_town
from tests.core.decisions_town import MNKR, adopt, draft, row
from tests.factories import make_version


def test_closed_forecast_is_compared_with_the_budget_of_its_day_as_its_node_is(session: Session) -> None:
    town = decisions_town.plant(session)
    session.add(RowLine(definition="report", key="allt", position=1, title="Allt", accounts="3-8"))
    session.flush()
    rows = [row(town, "4110", -MNKR, month=6), row(town, "9410", MNKR, month=6)]
    adopt(session, town.sara, draft(session, town, BudgetDecisionKind.TECHNICAL, rows, permanent=False))
    days = [datetime(2026, 3, day, 12, tzinfo=UTC) for day in (29, 30)]
    forecasts = [
        make_version(session, VersionKind.FORECAST, 2026, f"Prognos {n}", closed_at=day)
        for n, day in enumerate(days, 1)
    ]
    school = town.units["411"]

    sheets = [read_sheet(session, town.sara, version_id=one, unit_id=school) for one in forecasts]

    assert [sheet.rows[0].budget for sheet in sheets] == [-22 * MNKR, -21 * MNKR]
    assert [sheet.months for sheet in sheets] == [2, 2]
    nodes = [read_nodes(session, town.sara, version_id=one, unit_ids=[school])[school] for one in forecasts]
    assert [node.year_budget for node in nodes] == [-22 * MNKR, -21 * MNKR]
