"""Which forecasts may be opened, which one is meant, and the units that it asks in somebody's scope."""

from collections.abc import Collection

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from core.enums import VersionKind
from core.models import Round, RoundUnit, TreeUnit, Version
from core.queries import access
from core.queries.access import UnitRow
from core.queries.plan_rights import plan_of
from core.queries.plans import Plan, list_plans
from core.rules.access import Action, Actor, roots


def list_forecasts(session: Session, actor: Actor) -> list[Plan]:
    """Return the forecasts that may be opened, the latest first; open ones for those in the process only."""
    plans = list_plans(session, actor, kinds=(VersionKind.FORECAST,))
    return sorted(plans, key=lambda plan: (-plan.year, -plan.id))


def usual_forecast(
    session: Session, actor: Actor, *, plans: Collection[Plan], unit_id: int | None = None
) -> Plan | None:
    """Return the forecast that an open round asks the actor's units (or one) for, else the latest."""
    asking = [plan for plan in plans if plan.open_round]
    for plan in asking:
        if list_asked(session, actor, version_id=plan.id, unit_id=unit_id):
            return plan
    return next(iter([*asking, *plans]), None)


def list_asked(
    session: Session, actor: Actor, *, version_id: int, unit_id: int | None = None
) -> list[UnitRow]:
    """Return the units that a forecast's rounds ask and whose figures the actor may see, in tree order.

    With `unit_id` only that one and those below it.
    """
    version = plan_of(session, actor, version_id=version_id)
    conditions = [
        col(TreeUnit.unit_id).in_(_asked(version)),
        access.under(actor.tree_id, roots(actor, _action(version))),
    ]
    if unit_id is not None:
        conditions.append(access.under(actor.tree_id, (unit_id,)))
    return access.unit_rows(session, actor.tree_id, *conditions)


def _asked(version: Version) -> SelectOfScalar[int]:
    return (
        select(RoundUnit.unit_id)
        .join(Round, col(Round.id) == col(RoundUnit.round_id))
        .where(Round.version_id == version.id)
    )


def _action(version: Version) -> Action:
    return Action.VIEW_ECONOMY if version.closed_at is not None else Action.VIEW_PLAN
