import pytest
from sqlmodel import Session

from core.enums import Role
from core.errors import NotAllowed
from core.models import Version
from core.queries.forecast_list import list_forecasts
from tests import factories
from tests.core.services.test_forecast_proposals import book, open_forecast


def test_latest_forecast_comes_first_with_its_round(session: Session) -> None:
    town = book(session)
    first = open_forecast(session, town, "Prognos 1 2026")
    second = open_forecast(session, town, "Prognos 2 2026")
    session.get_one(Version, first).closed_at = factories.LOADED_AT
    session.flush()

    found = list_forecasts(session, town.maria, unit_id=town.units["411"], year=2026)

    assert [(one.version_id, one.name, one.running) for one in found] == [
        (second, "Prognos 2 2026", True), (first, "Prognos 1 2026", True),
    ]  # fmt: skip
    assert [one.closed_at is None for one in found] == [True, False]
    assert list_forecasts(session, town.maria, unit_id=town.units["411"], year=2025) == []


def test_elected_official_finds_only_what_is_settled(session: Session) -> None:
    town = book(session)
    first = open_forecast(session, town, "Prognos 1 2026")
    open_forecast(session, town, "Prognos 2 2026")
    elected = factories.make_actor(session, Role.ELECTED_OFFICIAL, town.units["BUN"])

    assert list_forecasts(session, elected, unit_id=town.units["BUN"], year=2026) == []
    session.get_one(Version, first).closed_at = factories.LOADED_AT
    session.flush()

    found = list_forecasts(session, elected, unit_id=town.units["BUN"], year=2026)
    assert [one.version_id for one in found] == [first]
    with pytest.raises(NotAllowed):
        list_forecasts(session, elected, unit_id=town.units["VON"], year=2026)
