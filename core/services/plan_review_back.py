"""What was chosen when a plan was begun, taken back: all of it, as long as nobody has changed any of it."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from core.enums import ActivityState
from core.errors import RuleViolation
from core.models import (
    Activity,
    ActivityCheck,
    Goal,
    IndicatorTarget,
    IndicatorUnit,
    UnitPlan,
    UnitPlanChoice,
    UnitPlanText,
)
from core.rules.access import Actor
from core.rules.plan_review import PlanChoice, PlanItem
from core.services import audit
from core.services.activities import change_activity, set_state
from core.services.frames import hold_top
from core.services.goal_ends import end_goal
from core.services.goal_moves import take_back_plan
from core.services.indicator_ends import end_at_unit
from core.services.indicator_targets import set_target
from core.services.plan_review_activities import text_of
from core.services.requests import first_time, keep_result, result_of
from core.services.unit_plans import Written, editable_plan, save_section
from core.texts import _

_ORDER = (PlanItem.ACTIVITY, PlanItem.GOAL, PlanItem.INDICATOR, PlanItem.TEXT)


def take_back_review(session: Session, actor: Actor, *, plan_id: int, key: str) -> int:
    """Take back everything that was chosen; return how much it was.

    Raises `RuleViolation`, by its name, when somebody has changed one of them since.
    """
    plan = editable_plan(session, actor, plan_id)
    if not first_time(session, actor, key=key, action="plan_review_taken_back", subject=plan_id):
        return int(result_of(session, key) or 0)
    if plan.adopted_body:
        raise RuleViolation(_("Planen har varit antagen, så valen kan inte tas tillbaka. Ändra var för sig."))
    hold_top(session, actor)
    rows = session.exec(select(UnitPlanChoice).where(UnitPlanChoice.plan_id == plan_id)).all()
    if not rows:
        raise RuleViolation(_("Det finns inga val att ta tillbaka. Ladda om sidan."))
    for row in sorted(rows, key=lambda one: _ORDER.index(one.kind)):
        _BACK[row.kind](session, actor, plan, row)
        session.delete(row)
    session.flush()
    audit.record(
        session, actor, "plan_review_taken_back", subject=("unit_plan", plan_id), unit_id=plan.unit_id,
        change=([[row.kind, row.item, row.choice] for row in rows], None),
    )  # fmt: skip
    keep_result(session, key, len(rows))
    return len(rows)


def _text(session: Session, actor: Actor, plan: UnitPlan, row: UnitPlanChoice) -> None:
    if not row.after:
        return
    held = session.get(UnitPlanText, (plan.id, row.item), populate_existing=True)
    if held is None or str(held.rev) != row.after:
        raise _changed(row)
    save_section(session, actor, written=Written(plan.id or 0, row.item, held.rev, "", ready=False))


def _goal(session: Session, actor: Actor, _plan: UnitPlan, row: UnitPlanChoice) -> None:
    last_year = int(row.before) if row.before else None
    goal = session.get_one(Goal, int(row.item), populate_existing=True)
    if row.made_id is not None:
        made = session.get_one(Goal, row.made_id, populate_existing=True)
        if made.rev:
            raise _changed(row)
        take_back_plan(session, actor, goal_id=row.made_id, rev=made.rev)
        session.refresh(goal)
        if goal.last_year != last_year:
            end_goal(session, actor, goal_id=goal.id or 0, rev=goal.rev, last_year=last_year)
    elif row.after:
        if str(goal.rev) != row.after:
            raise _changed(row)
        end_goal(session, actor, goal_id=goal.id or 0, rev=goal.rev, last_year=last_year)


def _figure(session: Session, actor: Actor, plan: UnitPlan, row: UnitPlanChoice) -> None:
    figure_id = int(row.item)
    if row.choice is PlanChoice.CLOSE:
        place = session.get(IndicatorUnit, (figure_id, plan.unit_id), populate_existing=True)
        if place is None or str(place.last_year) != row.after:
            raise _changed(row)
        end_at_unit(session, actor, indicator_id=figure_id, unit_id=plan.unit_id, last_year=None)
        return
    held = session.get(IndicatorTarget, (figure_id, plan.unit_id, plan.year), populate_existing=True)
    left = Decimal(row.after) if row.after else None
    if (held.value if held else None) != left:
        raise _changed(row)
    set_target(
        session, actor, indicator_id=figure_id, unit_id=plan.unit_id, year=plan.year, value=None, seen=left
    )


def _activity(session: Session, actor: Actor, _plan: UnitPlan, row: UnitPlanChoice) -> None:
    if not row.after:
        return
    made = session.get_one(Activity, row.made_id or int(row.item), populate_existing=True)
    if str(made.rev) != row.after or (row.made_id and _has_checks(session, row.made_id)):
        raise _changed(row)
    if row.made_id is not None:
        set_state(
            session, actor, activity_id=row.made_id, rev=made.rev, state=ActivityState.STOPPED,
            outcome=_("Planen togs tillbaka."),
        )  # fmt: skip
        return
    ends = date.fromisoformat(row.before) if row.before else None
    change_activity(
        session, actor, activity_id=made.id or 0, rev=made.rev, goal_id=made.goal_id,
        text=replace(text_of(made), ends=ends),
    )  # fmt: skip


def _has_checks(session: Session, activity_id: int) -> bool:
    asked = select(ActivityCheck.id).where(col(ActivityCheck.activity_id) == activity_id)
    return session.exec(asked).first() is not None


def _changed(row: UnitPlanChoice) -> RuleViolation:
    return RuleViolation(
        _(
            "”{title}” har ändrats sedan dess, så valen kan inte tas tillbaka tillsammans. "
            "Ändra det du vill ha annorlunda var för sig."
        ).format(title=row.title)
    )


_BACK = {
    PlanItem.TEXT: _text,
    PlanItem.GOAL: _goal,
    PlanItem.INDICATOR: _figure,
    PlanItem.ACTIVITY: _activity,
}
