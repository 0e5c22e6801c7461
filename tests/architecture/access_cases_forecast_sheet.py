"""The cases of the access matrix for the manager's own page of a forecast."""

from datetime import date

from sqlmodel import Session

from core.enums import RoundKind, VersionKind
from core.models import ForecastNomination, Round, RoundUnit, RowLine
from core.queries import forecast_adjusted, forecast_desk, forecast_findings, forecast_sheet
from core.rules.access import Action, Actor
from core.services import forecast_accept
from tests import factories
from tests.architecture.access_world import Case, World


def _version(session: Session) -> int:
    session.add(RowLine(definition="report", key="allt", position=1, title="Allt", accounts="3-8"))
    session.flush()
    return factories.make_version(session, VersionKind.FORECAST, 2026)


def _sheets(world: World, session: Session, actor: Actor) -> None:
    forecast_sheet.read_sheets(session, actor, version_id=_version(session), unit_ids=(world.target,))


def _findings(world: World, session: Session, actor: Actor) -> None:
    forecast_findings.find_forecast(session, actor, version_id=_version(session), unit_id=world.target)


def _explained(world: World, session: Session, actor: Actor) -> None:
    forecast_findings.require_explained(session, actor, version_id=_version(session), unit_id=world.target)


def _adjusted(world: World, session: Session, actor: Actor) -> None:
    forecast_adjusted.list_adjustments(session, actor, version_id=_version(session), unit_id=world.target)


def _asked(world: World, session: Session, actor: Actor) -> list[int]:
    version_id, day = _version(session), date(2026, 11, 15)
    asked = Round(
        kind=RoundKind.FORECAST, name="Prognos", year=2026, opens=day, deadline=day, closes=day,
        version_id=version_id,
    )  # fmt: skip
    session.add(asked)
    session.flush()
    session.add(RoundUnit(round_id=asked.id or 0, unit_id=world.target, deadline=day))
    session.flush()
    return [unit.id for unit in forecast_desk.list_asked(session, actor, version_id=version_id)]


def _accept(world: World, session: Session, actor: Actor) -> None:
    version_id, coding_id = _version(session), factories.make_coding(session, "5020")
    session.add(
        ForecastNomination(
            unit_id=world.target, row_key="allt", ansvar_unit_id=world.units["4120"], coding_id=coding_id
        )
    )
    session.flush()
    forecast_accept.accept_rows(
        session, actor, version_id=version_id, unit_id=world.target, seen={"allt": -100}, key="accept"
    )


FORECAST_SHEET_CASES: dict[str, Case] = {
    "queries.forecast_sheet.read_sheets": Case(Action.VIEW_PLAN, _sheets),
    "queries.forecast_findings.find_forecast": Case(Action.VIEW_PLAN, _findings),
    "queries.forecast_findings.require_explained": Case(Action.VIEW_PLAN, _explained),
    "queries.forecast_adjusted.list_adjustments": Case(Action.VIEW_PLAN, _adjusted),
    "queries.forecast_desk.list_asked": Case(Action.VIEW_PLAN, _asked, lists=True),
    "services.forecast_accept.accept_rows": Case(Action.MANAGE_BUDGET, _accept),
}
FORECAST_SHEET_CARRIES: dict[str, str] = {
    "queries.forecast_desk.list_forecasts": "names of forecasts; their figures ask for their unit",
    "queries.forecast_desk.usual_forecast": "one of the forecasts given; its figures ask for their unit",
}
FORECAST_SHEET_WITHOUT_ACTOR: dict[str, str] = {
    "queries.forecast_findings.missing_in": "counts on a sheet that has been read",
    "queries.forecast_later.decided_later": "the inside of queries that have asked",
    "queries.forecast_limits.forecast_limit": "no secret: when a deviation needs a cause",
}
