"""The cases of the access matrix for a forecast's round seen from finance."""

from contextlib import suppress

from sqlmodel import Session

from core.enums import Dimension, VersionKind
from core.errors import RuleViolation
from core.models import RowLine
from core.queries import booked, forecast_nodes, forecast_overview
from core.queries import forecast_places as forecast_places_query
from core.rules.access import Action, Actor
from core.services import forecast_adjustments, forecast_places
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


def _places(world: World, session: Session, actor: Actor) -> None:
    _forecast(session)
    forecast_places_query.list_places(session, actor, unit_id=world.target)


def _choose(world: World, session: Session, actor: Actor) -> None:
    version_id = _forecast(session)
    factories.make_code(session, Dimension.ACCOUNT, "5029")
    forecast_places.choose_place(
        session, actor, version_id=version_id, place=(world.target, "allt"),
        ansvar_unit_id=world.units["4120"], codes={Dimension.ACCOUNT: "5029"}, key="place",
    )  # fmt: skip


def _adjust(world: World, session: Session, actor: Actor) -> None:
    version_id = factories.make_version(session, VersionKind.FORECAST, 2026)
    with suppress(RuleViolation):  # the target is no ansvar, which is said after the right is asked
        forecast_adjustments.adjust(
            session, actor, version_id=version_id, where=(world.target, {Dimension.ACCOUNT: "5029"}),
            amount=-100, text="Pension", key="adjust",
        )  # fmt: skip


def _overview(world: World, session: Session, actor: Actor) -> None:
    version_id = _forecast(session)
    forecast_overview.read_overview(session, actor, version_id=version_id, unit_id=world.target)


FORECAST_ROUND_CASES: dict[str, Case] = {
    "queries.forecast_nodes.read_nodes": Case(Action.VIEW_PLAN, _nodes, lists=True),
    "queries.forecast_overview.read_overview": Case(Action.VIEW_PLAN, _overview),
    "queries.booked.booked_net": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: booked.booked_net(s, a, year=2026, months=12, unit_id=w.target),
    ),
    "queries.forecast_places.list_places": Case(Action.MANAGE_BUDGET, _places),
    "services.forecast_places.choose_place": Case(Action.MANAGE_BUDGET, _choose),
    "services.forecast_adjustments.adjust": Case(Action.MANAGE_BUDGET, _adjust),
    "queries.forecast_nodes.read_node_rows": Case(Action.VIEW_PLAN, _node_rows, lists=True),
}
