"""The clocks of reported deficits: those of a unit and all below it, the one that runs out first on top."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, or_, select

from core.enums import Role, UnitKind
from core.models import ActionPlan, Decision, TreeUnit, Version
from core.queries.access import require, subtree
from core.queries.responsible import RUNS_UNIT
from core.queries.subjects import names_of_units
from core.rules.access import Action, Actor, roots
from core.rules.measures import Clock

PREPARES = RUNS_UNIT | {Role.EXECUTIVE}
"""The roles that lay measures forward for a node, on it or right below it."""


@dataclass(frozen=True, slots=True)
class PlanDecision:
    """The body's decision that stopped a clock."""

    body: str
    day: date
    paragraph: str
    diary_number: str


@dataclass(frozen=True, slots=True)
class ActionPlanRow:
    """A node's clock: `deficit` (öre, positive, before measures) as it was reported in a forecast.

    It runs while `ended_on` is None; then `decision` or `words` tell why it was stopped.
    """

    id: int
    unit_id: int
    unit: str
    unit_code: str
    year: int
    forecast: str
    deficit: int
    effect: int
    clock: Clock
    decision: PlanDecision | None
    ended_on: date | None
    words: str

    @property
    def runs(self) -> bool:
        """Whether the body is still to decide."""
        return self.ended_on is None


def list_action_plans(session: Session, actor: Actor, *, unit_id: int, year: int) -> list[ActionPlanRow]:
    """Return the clocks of a year, running ones first, those of open forecasts only for who may see them.

    Whoever runs the förvaltning right below a node sees the node's clock too: the measures are hers to
    lay forward.
    """
    require(session, actor, Action.VIEW_ECONOMY, unit_id)
    planning = subtree(actor.tree_id, roots(actor, Action.VIEW_PLAN))
    above = nodes_above(session, actor).get(unit_id)
    rows = session.exec(
        select(ActionPlan, Version)
        .join(Version, col(Version.id) == col(ActionPlan.version_id))
        .join(TreeUnit, col(TreeUnit.unit_id) == col(ActionPlan.unit_id))
        .where(
            Version.year == year,
            TreeUnit.tree_id == actor.tree_id,
            or_(
                col(ActionPlan.unit_id) == above,
                col(ActionPlan.unit_id).in_(subtree(actor.tree_id, (unit_id,)))
                & or_(col(Version.closed_at).is_not(None), col(ActionPlan.unit_id).in_(planning)),
            ),
        )
        .order_by(col(ActionPlan.due), col(TreeUnit.lft), col(ActionPlan.id))
    ).all()
    decided = [plan.decision_id for plan, _version in rows if plan.decision_id is not None]
    decisions = {row.id: row for row in session.exec(select(Decision).where(col(Decision.id).in_(decided)))}
    names = names_of_units(session, actor, {plan.unit_id for plan, _version in rows})
    found = [
        ActionPlanRow(
            id=plan.id or 0,
            unit_id=plan.unit_id,
            unit=names[plan.unit_id].name,
            unit_code=names[plan.unit_id].code,
            year=version.year,
            forecast=version.name,
            deficit=plan.deficit,
            effect=plan.effect,
            clock=Clock(plan.reported_on, plan.due),
            decision=_decision(decisions.get(plan.decision_id)),
            ended_on=plan.ended_on,
            words=plan.words,
        )
        for plan, version in rows
    ]
    return sorted(found, key=lambda row: not row.runs)


def nodes_above(session: Session, actor: Actor) -> dict[int, int]:
    """Return the unit right above each förvaltning that the actor runs: its deficit is hers to act on too."""
    own = [grant.unit_id for grant in actor.grants if grant.role in PREPARES]
    rows = session.exec(
        select(TreeUnit.unit_id, TreeUnit.parent_id).where(
            TreeUnit.tree_id == actor.tree_id,
            TreeUnit.kind == UnitKind.DEPARTMENT,
            col(TreeUnit.unit_id).in_(own),
        )
    )
    return {unit_id: parent_id for unit_id, parent_id in rows if parent_id is not None}


def _decision(row: Decision | None) -> PlanDecision | None:
    return PlanDecision(row.body, row.day, row.paragraph, row.diary_number) if row is not None else None
