"""The cases of the access matrix for Kolada, and the functions that ask for no unit, with the reason."""

from contextlib import suppress

from sqlmodel import Session

from core.enums import Direction
from core.errors import RuleViolation
from core.rules.access import Action, Actor
from core.services import kolada, kolada_indicators
from tests.architecture.access_world import Case, World


def _choose(world: World, session: Session, actor: Actor) -> None:
    kolada.choose_places(session, actor, own_id="", compared_id="", key="kolada-places")


def _values(world: World, session: Session, actor: Actor) -> None:
    with suppress(RuleViolation):  # nothing is fetched, which is said after the right is asked
        kolada.ask_for_values(session, actor, kpi_id="N00090", key="kolada-values")


def _use(world: World, session: Session, actor: Actor) -> None:
    with suppress(RuleViolation):  # nothing is fetched, which is said after the right is asked
        kolada_indicators.use_as_indicator(
            session, actor, kpi_id="N00090", direction=Direction.LOWER, key="kolada-use"
        )


KOLADA_CASES: dict[str, Case] = {
    "services.kolada.choose_places": Case(Action.MANAGE_STEERING, _choose),
    "services.kolada.ask_for_values": Case(Action.MANAGE_STEERING, _values),
    "services.kolada_indicators.use_as_indicator": Case(Action.MANAGE_STEERING, _use),
    "services.kolada.ask_for_register": Case(
        Action.MANAGE_STEERING,
        lambda _world, session, actor: kolada.ask_for_register(session, actor, key="kolada-register"),
    ),
}

KOLADA_CARRIES: dict[str, str] = dict.fromkeys(
    (
        "queries.kolada.chosen_places",
        "queries.kolada.groups_for",
        "queries.kolada.kpi",
        "queries.kolada.latest_list",
        "queries.kolada.list_fetched",
        "queries.kolada.list_municipalities",
        "queries.kolada.require_goals",
        "queries.kolada.search_kpis",
        "queries.kolada_own.own_figure",
        "queries.kolada_values.values_of",
    ),
    "figures that are open to all, for whoever sees goals somewhere (tested with the query)",
)

KOLADA_WITHOUT_ACTOR: dict[str, str] = {
    **dict.fromkeys(
        ("queries.kolada.places_by_id", "queries.kolada.places_in_use"),
        "the inside of queries and services that have asked; names that are open to all",
    ),
    **dict.fromkeys(
        (
            "services.kolada_carry.carry_over",
            "services.kolada_jobs.ask_for_due",
            "services.kolada_jobs.kpis_in_use",
            "services.kolada_jobs.run_fetch",
            "services.kolada_runs.fetch_values",
            "services.kolada_runs.refresh_register",
        ),
        "runs by the clock, as a job that was asked for, or from the command line",
    ),
    "queries.kolada_own.own_of": "the inside of queries and services that have asked",
    "services.kolada_client.client_of": "a client as the settings say",
    **dict.fromkeys(
        (
            "services.kolada_store.in_words",
            "services.kolada_store.keep_fetch",
            "services.kolada_store.keep_kpis",
            "services.kolada_store.keep_places",
            "services.kolada_store.keep_values",
        ),
        "part of a run",
    ),
}
