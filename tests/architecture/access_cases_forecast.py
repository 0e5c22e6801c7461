"""The cases of the access matrix for forecasts."""

from contextlib import suppress

from sqlmodel import Session

from core.enums import PlanOrigin, VersionKind
from core.errors import RuleViolation
from core.models import ForecastNomination, PlanLine, RowLine
from core.queries import forecast_series, forecast_sheet
from core.rules.access import Action, Actor
from core.services import forecast_adjustments, forecast_proposals, forecast_values
from tests import factories
from tests.architecture.access_world import Case, World


def _report(session: Session) -> None:
    session.add(RowLine(definition="report", key="allt", position=1, title="Allt", accounts="3-8"))
    session.flush()


def _series(world: World, session: Session, actor: Actor) -> list[int]:
    _report(session)
    found = forecast_series.read_series(session, actor, unit_ids=[world.target], years=[2026])
    return [one.unit_id for one in found]


def _sheet(world: World, session: Session, actor: Actor) -> None:
    _report(session)
    version_id = factories.make_version(session, VersionKind.FORECAST, 2026)
    forecast_sheet.read_sheet(session, actor, version_id=version_id, unit_id=world.target)


def _propose(world: World, session: Session, actor: Actor) -> None:
    _report(session)
    version_id = factories.make_version(session, VersionKind.FORECAST, 2026)
    forecast_proposals.propose(session, actor, version_id=version_id)


def _save(world: World, session: Session, actor: Actor) -> None:
    version_id = factories.make_version(session, VersionKind.FORECAST, 2026)
    coding_id = factories.make_coding(session, "5020")
    session.add(
        ForecastNomination(
            unit_id=world.target, row_key="allt", ansvar_unit_id=world.units["4120"], coding_id=coding_id
        )
    )
    session.flush()
    edit = forecast_values.ValueEdit(world.target, "allt", None, -100)
    forecast_values.save_value(session, actor, version_id=version_id, edit=edit, key="forecast")


def _adjust(world: World, session: Session, actor: Actor) -> None:
    version_id = factories.make_version(session, VersionKind.FORECAST, 2026)
    coding_id = factories.make_coding(session, "5020")
    adjustment = forecast_adjustments.Adjustment(world.target, coding_id, -100, "Pension")
    with suppress(RuleViolation):  # the target is no ansvar, which is said after the right is asked
        forecast_adjustments.add_adjustment(
            session, actor, version_id=version_id, adjustment=adjustment, key="adjusted"
        )


def _remove(world: World, session: Session, actor: Actor) -> None:
    version_id = factories.make_version(session, VersionKind.FORECAST, 2026)
    line = PlanLine(
        version_id=version_id, unit_id=world.target, coding_id=factories.make_coding(session, "5020"),
        origin=PlanOrigin.ADJUSTMENT, m12=100,
    )  # fmt: skip
    session.add(line)
    session.flush()
    forecast_adjustments.remove_adjustment(session, actor, line_id=line.id or 0)


FORECAST_CASES: dict[str, Case] = {
    "services.forecast_adjustments.add_adjustment": Case(Action.MANAGE_BUDGET, _adjust),
    "services.forecast_adjustments.remove_adjustment": Case(Action.MANAGE_BUDGET, _remove),
    "queries.forecast_series.read_series": Case(Action.VIEW_ECONOMY, _series, lists=True),
    "queries.forecast_sheet.read_sheet": Case(Action.VIEW_PLAN, _sheet),
    "services.forecast_values.save_value": Case(Action.MANAGE_BUDGET, _save),
    "services.forecast_proposals.propose": Case(Action.MANAGE_ROUNDS, _propose),
}
