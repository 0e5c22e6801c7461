"""The reports that are sent by mail, as tables with the rights of their receiver.

make_report(session, actor, report, unit_id) -> Table
"""

from sqlmodel import Session

from core.enums import ReportKind
from core.errors import RuleViolation
from core.money import MoneyUnit
from core.periods import Period
from core.queries.forecast_list import list_forecasts
from core.queries.versions import choose_versions, default_period
from core.reports import action_plan, follow_up
from core.reports.follow_up_view import REPORT, FollowUpView
from core.reports.forecast_committees import build_committees
from core.rules.access import Actor
from core.rules.follow_up import Comparison
from core.table import Table
from core.texts import _


def make_report(session: Session, actor: Actor, report: ReportKind, unit_id: int) -> Table:
    """Return a report of a unit as it stands now; `RuleViolation` when there is nothing to report yet."""
    period = default_period(session)
    if period is None:
        raise RuleViolation(_("Ingen huvudbok är inläst än, så det finns inget att skicka."))
    if report is ReportKind.FOLLOW_UP:
        return _follow_up(session, actor, unit_id, period)
    if report is ReportKind.COMMITTEE_TABLE:
        return _committees(session, actor, unit_id, period.year)
    return action_plan.build(session, actor, unit_id=unit_id, year=period.year).table


def _follow_up(session: Session, actor: Actor, unit_id: int, period: Period) -> Table:
    compared = choose_versions(session, period.year).compared is not None
    view = FollowUpView(
        unit_id=unit_id,
        period=period,
        rows=REPORT,
        comparison=Comparison.LATEST if compared else Comparison.NONE,
        show_all=True,
    )
    return follow_up.build(session, actor, view=view).table


def _committees(session: Session, actor: Actor, unit_id: int, year: int) -> Table:
    forecasts = list_forecasts(session, actor, unit_id=unit_id, year=year)
    if not forecasts:
        raise RuleViolation(_("Det finns ingen prognos för {year} att skicka än.").format(year=year))
    version_id = forecasts[0].version_id
    found = build_committees(session, actor, version_id=version_id, unit_id=unit_id, money=MoneyUnit.TKR)
    return found.table
