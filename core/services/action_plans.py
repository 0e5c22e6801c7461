"""The clock of a reported deficit is stopped by the body's decision, or in words when the deficit is gone."""

from datetime import date

from sqlmodel import Session, select

from core.errors import RuleViolation
from core.models import ActionPlan, Version
from core.queries.access import require, require_write
from core.queries.action_plan_limits import plan_limits
from core.queries.reported_deficits import latest_report
from core.queries.subjects import not_there
from core.rules.access import Action, Actor
from core.rules.long_texts import checked_text
from core.rules.subjects import action_plan_subject
from core.services import audit, requests
from core.services.decisions import DecisionText, record_decision
from core.texts import _

_LONGEST = 2000


def record_plan_decision(
    session: Session, actor: Actor, *, plan_id: int, text: DecisionText, key: str
) -> int:
    """Write in the body's decision on its measures, which stops the clock; return the decision's id."""
    plan, year = _plan(session, actor, plan_id)
    subject = action_plan_subject(plan.unit_id, year)
    decision_id = record_decision(session, actor, key=key, subject=subject, text=text)
    if plan.decision_id == decision_id:
        return decision_id
    _require_running(plan)
    plan.decision_id = decision_id
    _end(session, actor, plan, text.day, ("action_plan_decided", {"decision": decision_id, "day": text.day}))
    return decision_id


def close_plan(session: Session, actor: Actor, *, plan_id: int, words: str, key: str) -> None:
    """Stop a clock without a decision, in words; only when the latest report shows no deficit any more."""
    plan, year = _plan(session, actor, plan_id)
    clean = checked_text(words, what=_("varför ingen åtgärdsplan behövs"), longest=_LONGEST)
    subject = (plan_id, clean)
    if not requests.first_time(session, actor, key=key, action="close_plan", subject=subject):
        return
    _require_running(plan)
    said = latest_report(session, tree_id=actor.tree_id, year=year, unit_id=plan.unit_id)
    if said is None or plan_limits(session).exceeded(said.variance, said.year_budget):
        raise RuleViolation(
            _("Den senaste prognosen visar fortfarande ett underskott. Skriv in nämndens beslut i stället.")
        )
    plan.words = clean
    _end(session, actor, plan, session.info["database"].today(), ("action_plan_closed", {"words": clean}))


def _plan(session: Session, actor: Actor, plan_id: int) -> tuple[ActionPlan, int]:
    """Return a clock whose node the actor may decide for, locked, and its year."""
    statement = select(ActionPlan).where(ActionPlan.id == plan_id).with_for_update()
    plan = session.exec(statement.execution_options(populate_existing=True)).first()
    if plan is None:
        raise not_there(session, actor, Action.ADOPT_SUBMISSION)
    require_write(session, actor, Action.ADOPT_SUBMISSION, plan.unit_id)
    require(session, actor, Action.VIEW_ECONOMY, plan.unit_id)
    return plan, session.get_one(Version, plan.version_id).year


def _require_running(plan: ActionPlan) -> None:
    if plan.ended_on is not None:
        raise RuleViolation(_("Klockan är redan stoppad. Ladda om sidan och se hur det står nu."))


def _end(
    session: Session, actor: Actor, plan: ActionPlan, day: date, told: tuple[str, dict[str, object]]
) -> None:
    action, new = told
    plan.ended_on, plan.ended_by_id = day, actor.user_id
    session.add(plan)
    session.flush()
    audit.record(
        session, actor, action, subject=("action_plan", plan.id), unit_id=plan.unit_id, change=(None, new)
    )
