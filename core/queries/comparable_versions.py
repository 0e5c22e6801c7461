"""The versions that a reader may compare: actuals, budgets, forecasts, plans, decisions in preparation."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import BudgetDecisionState, VersionKind
from core.errors import NotAllowed
from core.models import BudgetDecision, Version
from core.queries.access import require
from core.queries.budget_decision_rights import visible
from core.rules.access import Action, Actor, may_anywhere
from core.texts import _

_PUBLIC = frozenset({VersionKind.ACTUAL, VersionKind.REVISED})
_PLANS = frozenset({VersionKind.BUDGET, VersionKind.FORECAST, VersionKind.PLAN})


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A version to choose: what it is, its year and name; one that is open is still being worked on."""

    id: int
    kind: VersionKind
    year: int
    name: str
    open: bool


def list_comparable(session: Session, actor: Actor) -> list[VersionRow]:
    """Return the versions that the actor may compare somewhere, the latest year first."""
    if not may_anywhere(actor, Action.VIEW_ECONOMY):
        return []
    takes_part = may_anywhere(actor, Action.VIEW_PLAN)
    rows = session.exec(
        select(Version)
        .where(col(Version.kind).in_({*_PUBLIC, *_PLANS}))
        .execution_options(populate_existing=True)
    )
    found = [_row(row) for row in rows if _is_open_to_all(row) or takes_part]
    found += _drafts(session, actor) if takes_part else []
    order = list(VersionKind)
    return sorted(found, key=lambda row: (-row.year, order.index(row.kind), row.id))


def require_comparable(session: Session, actor: Actor, *, version_id: int, unit_id: int) -> VersionRow:
    """Return a version whose figures the actor may see on a unit; `NotAllowed` otherwise."""
    require(session, actor, Action.VIEW_ECONOMY, unit_id)
    found = next((row for row in list_comparable(session, actor) if row.id == version_id), None)
    if found is None:
        raise NotAllowed(_("Versionen finns inte, eller är inte din att se."), action=Action.VIEW_ECONOMY)
    if found.open and found.kind not in _PUBLIC:
        require(session, actor, Action.VIEW_PLAN, unit_id)
    return found


def _is_open_to_all(row: Version) -> bool:
    """Whether everybody who sees the economy may see a version: it is adopted, or holds what has happened."""
    return row.closed_at is not None or row.kind in _PUBLIC


def _drafts(session: Session, actor: Actor) -> list[VersionRow]:
    """Return the versions of decisions that are not adopted yet and that the actor may see."""
    rows = session.exec(
        select(Version)
        .join(BudgetDecision, col(BudgetDecision.version_id) == col(Version.id))
        .where(
            col(BudgetDecision.state).in_((BudgetDecisionState.DRAFT, BudgetDecisionState.REQUESTED)),
            visible(actor),
        )
    )
    return [_row(row) for row in rows]


def _row(row: Version) -> VersionRow:
    return VersionRow(row.id or 0, row.kind, row.year, row.name, row.closed_at is None)
