"""The words, goals and key figures of last year's plan, each kept, changed or closed for the next year."""

from dataclasses import dataclass

from sqlmodel import Session, select

from core.errors import Conflict, RodretError, RuleViolation
from core.models import Goal, Indicator, IndicatorTarget, PlanTemplate, UnitPlan, UnitPlanText
from core.queries.subjects import not_there
from core.rules.access import Action, Actor
from core.rules.plan_review import ItemChoice, PlanChoice
from core.services.goal_ends import end_goal
from core.services.goal_moves import plan_year
from core.services.goal_store import GoalText, editable
from core.services.indicator_ends import end_at_unit
from core.services.indicator_targets import set_target
from core.services.unit_plans import Written, save_section
from core.texts import _


@dataclass(frozen=True, slots=True)
class Trace:
    """What a choice left: what was made, what stood before, and how it was left."""

    title: str
    made_id: int | None = None
    before: str = ""
    after: str = ""


def settle_text(session: Session, actor: Actor, plan: UnitPlan, choice: ItemChoice, _key: str) -> Trace:
    """Take last year's words along, others in their place, or none; the heading is not ready by that."""
    title = _heading(session, plan.year, choice.item)
    said = session.exec(
        select(UnitPlanText)
        .join(UnitPlan)
        .where(
            UnitPlan.unit_id == plan.unit_id,
            UnitPlan.year == plan.year - 1,
            UnitPlanText.section_key == choice.item,
        )
    ).first()
    if said is None or said.rev != choice.rev:
        raise moved(title)
    if choice.what is PlanChoice.CLOSE:
        return Trace(title)
    held = session.get(UnitPlanText, (plan.id, choice.item), populate_existing=True)
    if held is not None and held.body:
        raise moved(title)
    body = said.body if choice.what is PlanChoice.KEEP else choice.text
    written = Written(plan.id or 0, choice.item, held.rev if held else 0, body, ready=False)
    return Trace(title, after=str(save_section(session, actor, written=written)))


def settle_goal(session: Session, actor: Actor, plan: UnitPlan, choice: ItemChoice, key: str) -> Trace:
    """Let a goal hold on, change from the year of the plan, or end with the year before."""
    goal = editable(session, actor, int(choice.item))
    if goal.unit_id != plan.unit_id:
        raise not_there(session, actor, Action.EDIT_GOALS)
    if goal.rev != choice.rev:
        raise moved(goal.title)
    before = str(goal.last_year or "")
    last_year = plan.year - 1 if choice.what is PlanChoice.CLOSE else None
    if goal.last_year != last_year and (last_year or goal.last_year == plan.year - 1):
        end_goal(session, actor, goal_id=goal.id or 0, rev=goal.rev, last_year=last_year)
    if choice.what is PlanChoice.CHANGE:
        return Trace(goal.title, made_id=_changed(session, actor, plan, goal, choice, key), before=before)
    return Trace(goal.title, before=before, after=str(goal.rev) if goal.rev != choice.rev else "")


def settle_figure(session: Session, actor: Actor, plan: UnitPlan, choice: ItemChoice, _key: str) -> Trace:
    """Give a key figure its target of the year of the plan, or follow it no more after the year before."""
    figure_id, unit_id = int(choice.item), plan.unit_id
    figure = session.get(Indicator, figure_id)
    if figure is None:
        raise not_there(session, actor, Action.EDIT_GOALS)
    held = session.get(IndicatorTarget, (figure_id, unit_id, plan.year - 1), populate_existing=True)
    if (held.value if held else None) != choice.seen:
        raise moved(figure.title)
    if choice.what is PlanChoice.CLOSE:
        end_at_unit(session, actor, indicator_id=figure_id, unit_id=unit_id, last_year=plan.year - 1)
        return Trace(figure.title, after=str(plan.year - 1))
    target = choice.seen if choice.what is PlanChoice.KEEP else choice.target
    if choice.what is PlanChoice.CHANGE and target is None:
        raise RuleViolation(_("”{title}”: skriv det nya målvärdet.").format(title=figure.title))
    set_target(
        session, actor, indicator_id=figure_id, unit_id=unit_id, year=plan.year, value=target, seen=None
    )
    return Trace(figure.title, after=str(target) if target is not None else "")


def moved(title: str) -> Conflict:
    """Return the refusal of what somebody else has changed since it was shown."""
    return Conflict(
        _("”{title}” har ändrats sedan du öppnade sidan. Dina val står kvar; läs och spara igen.").format(
            title=title
        )
    )


def named(refusal: RodretError, title: str) -> RuleViolation:
    """Return a refusal that says which thing it is about."""
    return RuleViolation(f"”{title}”: {refusal.message}")


def _changed(session: Session, actor: Actor, plan: UnitPlan, goal: Goal, choice: ItemChoice, key: str) -> int:
    text = GoalText(
        choice.title, choice.text, goal.owner_id, choice.day if goal.report_by else None, goal.weight
    )
    if text == GoalText(goal.title, goal.text, goal.owner_id, goal.report_by, goal.weight):
        raise RuleViolation(
            _("”{title}”: inget är ändrat. Ändra något, eller välj Behåll.").format(title=goal.title)
        )
    try:
        return plan_year(
            session, actor, goal_id=goal.id or 0, rev=goal.rev, year=plan.year, text=text,
            key=f"g{goal.id} {key}"[:36],
        )  # fmt: skip
    except RuleViolation as refusal:
        raise named(refusal, goal.title) from None


def _heading(session: Session, year: int, section_key: str) -> str:
    asked = select(PlanTemplate.title).where(PlanTemplate.year == year, PlanTemplate.key == section_key)
    title = session.exec(asked).first()
    if title is None:
        raise RuleViolation(_("Rubriken finns inte längre i årets plan. Ladda om sidan."))
    return title
