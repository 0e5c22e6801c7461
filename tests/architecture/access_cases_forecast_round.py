"""The cases of the access matrix for a forecast's round seen from finance."""

from sqlmodel import Session

from core.enums import VersionKind
from core.models import RowLine
from core.queries import forecast_nodes
from core.rules.access import Action, Actor
from tests import factories
from tests.architecture.access_world import Case, World


def _forecast(session: Session) -> int:
    session.add(RowLine(definition="report", key="allt", position=1, title="Allt", accounts="3-8"))
    session.flush()
    return factories.make_version(session, VersionKind.FORECAST, 2026)


def _nodes(world: World, session: Session, actor: Actor) -> list[int]:
    where = {"version_id": _forecast(session), "unit_ids": [world.target]}
    return list(forecast_nodes.read_nodes(session, actor, **where))


def _node_rows(world: World, session: Session, actor: Actor) -> list[tuple[int, str]]:
    where = {"version_id": _forecast(session), "unit_ids": [world.target]}
    return list(forecast_nodes.read_node_rows(session, actor, **where))


FORECAST_ROUND_CASES: dict[str, Case] = {
    "queries.forecast_nodes.read_nodes": Case(Action.VIEW_PLAN, _nodes, lists=True),
    "queries.forecast_nodes.read_node_rows": Case(Action.VIEW_PLAN, _node_rows, lists=True),
}
