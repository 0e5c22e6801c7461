"""The cases of the access matrix for how right forecasts were."""

from sqlmodel import Session

from core.enums import VersionKind
from core.models import RowLine, Version
from core.queries import forecast_accuracy
from core.rules.access import Action, Actor
from tests import factories
from tests.architecture.access_world import Case, World


def _plant(world: World, session: Session) -> None:
    """Plant a year that is over, with a closed forecast of it."""
    session.add(RowLine(definition="report", key="allt", position=1, title="Allt", accounts="3-8"))
    session.flush()
    factories.close_months(session, 2025, range(1, 13))
    actual = factories.make_version(session, VersionKind.ACTUAL, 2025)
    said = factories.make_version(session, VersionKind.FORECAST, 2025)
    coding_id = factories.make_coding(session, "5029")
    for version_id in (actual, said):
        factories.put_balance(session, version_id, world.units["4120"], coding_id, {12: 100})
    session.get_one(Version, said).closed_at = session.info["database"].now()
    session.flush()


def _accuracy(world: World, session: Session, actor: Actor) -> list[int]:
    _plant(world, session)
    return list(forecast_accuracy.read_accuracy(session, actor, unit_ids=[world.target]))


def _band(world: World, session: Session, actor: Actor) -> list[object]:
    _plant(world, session)
    band = forecast_accuracy.band_for(session, actor, unit_id=world.target, month=12)
    return [band] if band is not None else []


FORECAST_ACCURACY_CASES: dict[str, Case] = {
    "queries.forecast_accuracy.read_accuracy": Case(Action.VIEW_PLAN, _accuracy, lists=True),
    "queries.forecast_accuracy.band_for": Case(Action.VIEW_PLAN, _band, lists=True),
}
