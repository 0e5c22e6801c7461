import pytest
from sqlmodel import Session

from core.enums import Role, VersionKind
from core.errors import NotAllowed
from core.queries.forecast_desk import list_asked, list_forecasts, usual_forecast
from tests.core.forecast_desk_town import make_example, open_example
from tests.core.services.test_forecast_proposals import open_forecast
from tests.factories import LOADED_AT, make_actor, make_version


def test_forecasts_are_listed_latest_first(session: Session) -> None:
    town = make_example(session)
    old = make_version(session, VersionKind.FORECAST, 2025, closed_at=LOADED_AT)
    first, second = (open_forecast(session, town, name) for name in ("Prognos 1 2026", "Prognos 2 2026"))

    assert [plan.id for plan in list_forecasts(session, town.maria)] == [second, first, old]


def test_usual_forecast_is_the_open_one_that_asks_the_actors_units(session: Session) -> None:
    town = make_example(session)
    asking = open_forecast(session, town, "Prognos 1 2026", "411")
    open_forecast(session, town, "Prognos 2 2026", "412")
    plans = list_forecasts(session, town.maria)

    usual = usual_forecast(session, town.maria, plans=plans)

    assert usual is not None
    assert usual.id == asking
    assert usual_forecast(session, town.maria, plans=[]) is None


def test_asked_units_are_those_of_ones_own_in_tree_order(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)

    def codes(actor: object, **where: int) -> list[str]:
        return [unit.code for unit in list_asked(session, actor, version_id=version_id, **where)]  # type: ignore[arg-type]

    assert codes(town.sara) == ["411", "412"]
    assert codes(town.nils) == ["412"]
    assert codes(town.sara, unit_id=town.units["411"]) == ["411"]
    assert codes(town.nils, unit_id=town.units["411"]) == []


def test_forecast_under_way_is_not_for_who_reads_adopted_figures_only(session: Session) -> None:
    town = make_example(session)
    version_id = open_example(session, town)
    official = make_actor(session, Role.ELECTED_OFFICIAL, town.units["EKA"])

    assert list_forecasts(session, official) == []
    with pytest.raises(NotAllowed):
        list_asked(session, official, version_id=version_id)
