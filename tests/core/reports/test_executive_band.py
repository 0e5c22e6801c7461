from sqlmodel import Session

from core.enums import VersionKind
from core.models import Round, Version
from core.queries.access import UnitRow, units_in_scope
from core.queries.forecast_nodes import ForecastNode, read_nodes
from core.reports.executive_band import read_band
from core.rules.access import Action, Actor
from tests import factories
from tests.core.forecast_town import TKR, Town, plan_round, put
from tests.core.services.test_forecast_proposals import book, open_forecast


def node_of(
    session: Session, actor: Actor, town: Town, version_id: int, code: str
) -> tuple[UnitRow, ForecastNode]:
    units = units_in_scope(session, actor, Action.VIEW_ECONOMY)
    unit = next(one for one in units if one.code == code)
    return unit, read_nodes(session, actor, version_id=version_id, unit_ids=[unit.id])[unit.id]


def test_municipality_without_a_year_that_is_over_has_no_band_and_other_nodes_never(
    session: Session,
) -> None:
    town = book(session)
    version_id = open_forecast(session, town)

    for code in ("EKA", "BUN"):
        unit, node = node_of(session, town.sara, town, version_id, code)
        assert read_band(session, town.sara, unit=unit, node=node) is None


def test_band_lies_around_the_result_as_earlier_years_ended(session: Session) -> None:
    town = book(session)
    put(session, town.budget[2025], town.units["4110"], town.paper, (1_000,) * 12)
    earlier = factories.make_version(session, VersionKind.FORECAST, 2025)
    put(session, earlier, town.units["4110"], town.paper, (1_000,) * 12)
    asked = session.get_one(Round, plan_round(session, town, "Prognos 2025", "411"))
    asked.version_id = earlier
    session.get_one(Version, earlier).closed_at = factories.LOADED_AT
    session.flush()
    version_id = open_forecast(session, town)
    unit, node = node_of(session, town.sara, town, version_id, "EKA")

    band = read_band(session, town.sara, unit=unit, node=node)

    # 2025 was said to cost 12 and cost 6
    assert band == (node.whole, node.whole + 6 * TKR)
    assert read_band(session, town.sara, unit=unit, node=node) == band
