"""The plans that can be opened as a sheet, and which one a person means when she has not said."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import RoundState, VersionKind
from core.models import Round, Version
from core.queries.plan_rights import asked_submission
from core.rules.access import Action, Actor, may_anywhere

BUDGETS = (VersionKind.BUDGET, VersionKind.PLAN)


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan: its year and name, whether it is adopted, and whether a round is filling it now."""

    id: int
    year: int
    name: str
    closed: bool
    open_round: bool


def list_plans(session: Session, actor: Actor, *, kinds: Collection[VersionKind] = BUDGETS) -> list[Plan]:
    """Return the plans that may be opened, the latest year first; drafts for those in the process only."""
    if not may_anywhere(actor, Action.VIEW_ECONOMY):
        return []
    statement = select(Version).where(col(Version.kind).in_(kinds))
    if not may_anywhere(actor, Action.VIEW_PLAN):
        statement = statement.where(col(Version.closed_at).is_not(None))
    filled = set(
        session.exec(
            select(Round.version_id).where(col(Round.version_id).is_not(None), Round.state == RoundState.OPEN)
        )
    )
    rows = session.exec(statement.order_by(col(Version.year).desc(), col(Version.id))).all()
    return [Plan(v.id or 0, v.year, v.name, v.closed_at is not None, v.id in filled) for v in rows]


def usual_plan(session: Session, actor: Actor, *, unit_id: int) -> Plan | None:
    """Return the plan that a round asks the unit for, else the latest one in preparation, else the latest."""
    plans = list_plans(session, actor)
    for plan in plans:
        version = session.get(Version, plan.id)
        if plan.open_round and version and asked_submission(session, actor.tree_id, version, unit_id):
            return plan
    drafts = [plan for plan in plans if not plan.closed]
    return next(iter(drafts or plans), None)
