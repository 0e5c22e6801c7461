"""The cases of the access matrix for forecasts."""

from sqlmodel import Session

from core.enums import VersionKind
from core.models import RowLine
from core.queries import forecast_series
from core.rules.access import Action, Actor
from core.services import forecast_proposals
from tests import factories
from tests.architecture.access_world import Case, World


def _report(session: Session) -> None:
    session.add(RowLine(definition="report", key="allt", position=1, title="Allt", accounts="3-8"))
    session.flush()


def _series(world: World, session: Session, actor: Actor) -> list[int]:
    _report(session)
    found = forecast_series.read_series(session, actor, unit_ids=[world.target], years=[2026])
    return [one.unit_id for one in found]


def _propose(world: World, session: Session, actor: Actor) -> None:
    _report(session)
    version_id = factories.make_version(session, VersionKind.FORECAST, 2026)
    forecast_proposals.propose(session, actor, version_id=version_id)


FORECAST_CASES: dict[str, Case] = {
    "queries.forecast_series.read_series": Case(Action.VIEW_ECONOMY, _series, lists=True),
    "services.forecast_proposals.propose": Case(Action.MANAGE_ROUNDS, _propose),
}
