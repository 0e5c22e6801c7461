"""A plan of next year begun from this year's, thing by thing: kept, changed or closed.

What is planned is always written for the next year: what is followed up this year stands as it was.
Each choice leaves its trace, by which `plan_review_back` takes it back while nobody has changed it.
"""

from collections.abc import Sequence

from sqlmodel import Session

from core.errors import Conflict, RuleViolation
from core.models import UnitPlan, UnitPlanChoice
from core.rules.access import Actor
from core.rules.plan_review import ItemChoice, PlanItem, in_order
from core.services import audit
from core.services.frames import hold_top
from core.services.plan_review_activities import settle_activity
from core.services.plan_review_items import Trace, settle_figure, settle_goal, settle_text
from core.services.requests import first_time, keep_result, result_of
from core.services.unit_plans import editable_plan
from core.texts import _

_SETTLE = {
    PlanItem.TEXT: settle_text,
    PlanItem.GOAL: settle_goal,
    PlanItem.INDICATOR: settle_figure,
    PlanItem.ACTIVITY: settle_activity,
}


def settle_plan(
    session: Session, actor: Actor, *, plan_id: int, choices: Sequence[ItemChoice], key: str
) -> int:
    """Carry out what was chosen for things of last year; return how many.

    All or none: one that somebody else has changed since stops the rest (`Conflict`), as does one that
    cannot hold (`RuleViolation`), both by its name.
    """
    plan = editable_plan(session, actor, plan_id)
    if not first_time(session, actor, key=key, action="plan_reviewed", subject=(plan_id, tuple(choices))):
        return int(result_of(session, key) or 0)
    if not choices:
        raise RuleViolation(_("Välj vad som ska hända med minst en sak."))
    hold_top(session, actor)
    for choice in in_order(choices):
        _settle(session, actor, plan, choice, key)
    audit.record(
        session, actor, "plan_reviewed", subject=("unit_plan", plan.id), unit_id=plan.unit_id,
        change=(None, [[choice.kind, choice.item, choice.what] for choice in choices]),
    )  # fmt: skip
    keep_result(session, key, len(choices))
    return len(choices)


def _settle(session: Session, actor: Actor, plan: UnitPlan, choice: ItemChoice, key: str) -> None:
    if session.get(UnitPlanChoice, (plan.id, choice.kind, choice.item), populate_existing=True) is not None:
        raise Conflict(_("Någon annan har redan gått igenom planen. Läs vad som är valt och fortsätt."))
    trace = _SETTLE[choice.kind](session, actor, plan, choice, key)
    session.add(_row(session, actor, plan, choice, trace))
    session.flush()


def _row(session: Session, actor: Actor, plan: UnitPlan, choice: ItemChoice, trace: Trace) -> UnitPlanChoice:
    return UnitPlanChoice(
        plan_id=plan.id or 0, kind=choice.kind, item=choice.item, choice=choice.what, title=trace.title,
        made_id=trace.made_id, before=trace.before, after=trace.after, user_id=actor.user_id,
        at=session.info["database"].now(),
    )  # fmt: skip
