"""The cases of the access matrix for the views of executives and of the dialogue about a forecast."""

from datetime import UTC, datetime

from sqlmodel import Session

from core.enums import ForecastCause, RoundKind, RoundState, VersionKind
from core.models import ForecastReason, Round, RoundUnit, RowLine
from core.queries import forecast_list, forecast_words, meeting, news
from core.rules.access import Action, Actor
from core.rules.executive_measures import USUAL
from core.services import executive_measures, lifted_words
from tests import factories
from tests.architecture.access_world import Case, World

_LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


def _forecast(world: World, session: Session) -> int:
    """An open forecast that asks the target, about which somebody has said why."""
    session.add(RowLine(definition="report", key="allt", position=1, title="Allt", accounts="3-8"))
    version_id = factories.make_version(session, VersionKind.FORECAST, 2026)
    day = factories.TODAY
    asked = Round(
        kind=RoundKind.FORECAST, name="Prognos", year=2026, opens=day, deadline=day, closes=day,
        state=RoundState.OPEN, version_id=version_id,
    )  # fmt: skip
    session.add(asked)
    session.flush()
    session.add(RoundUnit(round_id=asked.id or 0, unit_id=world.target, deadline=day))
    for code in ("412", "4120"):
        reason = ForecastReason(
            version_id=version_id, unit_id=world.units[code], row_key="", cause=ForecastCause.VOLUME,
            text="Fler elever.", user_id=world.somebody, at=_LONG_AGO,
        )  # fmt: skip
        session.add(reason)
    session.flush()
    return version_id


def _unasked(session: Session) -> int:
    return factories.make_version(session, VersionKind.FORECAST, 2026)


def _words(world: World, session: Session, actor: Actor) -> None:
    forecast_words.list_words(session, actor, version_id=_forecast(world, session), unit_id=world.target)


def _explain(world: World, session: Session, actor: Actor) -> None:
    lifted_words.explain_node(
        session, actor, version_id=_unasked(session), unit_id=world.target, cause=ForecastCause.PRICE,
        text="Dyrare el.",
    )  # fmt: skip


def _lift(world: World, session: Session, actor: Actor) -> None:
    version_id = _unasked(session)
    reason = ForecastReason(
        version_id=version_id, unit_id=world.units["4120"], row_key="", cause=ForecastCause.VOLUME,
        text="Fler elever.", user_id=world.somebody, at=_LONG_AGO,
    )  # fmt: skip
    session.add(reason)
    session.flush()
    lifted_words.lift_words(
        session, actor, version_id=version_id, unit_id=world.target, from_unit_id=world.units["4120"]
    )


EXECUTIVE_CASES: dict[str, Case] = {
    "queries.forecast_list.list_forecasts": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: forecast_list.list_forecasts(s, a, unit_id=w.target, year=2026),
    ),
    "queries.forecast_words.list_words": Case(Action.VIEW_PLAN, _words),
    "queries.meeting.list_promises": Case(
        Action.VIEW_PROCESS,
        lambda w, s, a: meeting.list_promises(s, a, unit_id=w.target, today=factories.TODAY),
    ),
    "queries.news.list_news": Case(
        Action.VIEW_UNIT, lambda w, s, a: news.list_news(s, a, unit_id=w.target, since=_LONG_AGO)
    ),
    "services.executive_measures.choose_measures": Case(
        Action.MANAGE_BUDGET,
        lambda w, s, a: executive_measures.choose_measures(s, a, unit_id=w.target, keys=USUAL),
    ),
    "services.lifted_words.explain_node": Case(Action.APPROVE_SUBMISSION, _explain),
    "services.lifted_words.lift_words": Case(Action.APPROVE_SUBMISSION, _lift),
}
