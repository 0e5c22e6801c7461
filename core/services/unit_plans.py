"""A unit's operational plan: begun, written section by section, adopted, and opened again for changes.

What is adopted is kept as the document that it was. Changes after that are made in a plan that is
opened again with a reason, and show against what was adopted.
"""

from dataclasses import dataclass

from sqlalchemy import update
from sqlmodel import Session, col, select

from core.enums import UnitPlanState
from core.errors import Conflict, RuleViolation
from core.exports.document import Document
from core.exports.document_json import document_json
from core.models import PlanTemplate, UnitPlan, UnitPlanText
from core.queries import access
from core.queries.subjects import not_there
from core.rules.access import Action, Actor
from core.rules.long_texts import checked_text
from core.rules.subjects import Subject, SubjectKind
from core.services import audit
from core.services.decisions import DecisionText, record_decision
from core.services.frames import hold_top
from core.services.requests import first_time, keep_result, result_of
from core.texts import _

LONGEST = 20_000
_YEARS = range(2000, 2101)


@dataclass(frozen=True, slots=True)
class Written:
    """What is written in a section, from the `rev` that the writer saw (0: unwritten)."""

    plan_id: int
    section_key: str
    rev: int
    body: str
    ready: bool


def start_plan(session: Session, actor: Actor, *, unit_id: int, year: int) -> int:
    """Begin a unit's plan of a year, or return the one that is there; its id."""
    access.require_write(session, actor, Action.EDIT_GOALS, unit_id)
    if year not in _YEARS:
        raise RuleViolation(_("Skriv året med fyra siffror, till exempel 2027."))
    if session.exec(select(PlanTemplate.id).where(PlanTemplate.year == year)).first() is None:
        raise RuleViolation(
            _("Det finns inga rubriker för {year} än. Be den som leder målarbetet välja dem.").format(
                year=year
            )
        )
    hold_top(session, actor)
    held = session.exec(select(UnitPlan).where(UnitPlan.unit_id == unit_id, UnitPlan.year == year)).first()
    if held is not None:
        return held.id or 0
    plan = UnitPlan(
        unit_id=unit_id, year=year, created_by_id=actor.user_id, created_at=session.info["database"].now()
    )
    session.add(plan)
    session.flush()
    _tell(session, actor, plan, "plan_started", (None, year))
    return plan.id or 0


def save_section(session: Session, actor: Actor, *, written: Written) -> int:
    """Write a section and say whether it is ready; return its new `rev`.

    Raises `RuleViolation` for an adopted plan or an unknown section, `Conflict` when somebody came first.
    """
    plan_id, section_key = written.plan_id, written.section_key
    plan = editable_plan(session, actor, plan_id)
    words = checked_text(written.body, what=_("texten"), longest=LONGEST, needed=False)
    known = select(PlanTemplate.id).where(PlanTemplate.year == plan.year, PlanTemplate.key == section_key)
    if session.exec(known).first() is None:
        raise RuleViolation(_("Rubriken finns inte längre i årets plan. Ladda om sidan."))
    held = session.get(UnitPlanText, (plan_id, section_key), populate_existing=True, with_for_update=True)
    if (held.rev if held else 0) != written.rev:
        raise Conflict(_("Någon annan har skrivit här sedan du öppnade texten. Läs den och försök igen."))
    old = None if held is None else [held.body, held.ready]
    text = held or UnitPlanText(
        plan_id=plan_id, section_key=section_key, user_id=actor.user_id, at=session.info["database"].now()
    )
    text.body, text.ready, text.rev = words, written.ready, written.rev + 1
    text.user_id, text.at = actor.user_id, session.info["database"].now()
    session.add(text)
    session.flush()
    if old != [words, written.ready]:
        _tell(session, actor, plan, "plan_section", (old, [section_key, words, written.ready]))
    return text.rev


def adopt_plan(
    session: Session,
    actor: Actor,
    *,
    plan_id: int,
    rev: int,
    decision: DecisionText,
    document: Document,
    key: str,
) -> int:
    """Record the body's decision and keep the plan as it is; return its new `rev`.

    Whoever writes in decisions does it, when every section is ready or not: the body decides.
    """
    plan = _held(session, actor, plan_id, Action.ADOPT_SUBMISSION)
    if not first_time(session, actor, key=key, action="plan_adopted", subject=(plan_id, rev, decision)):
        return int(result_of(session, key))
    if plan.state is UnitPlanState.ADOPTED:
        raise RuleViolation(_("Planen är redan antagen."))
    decision_id = record_decision(
        session, actor, key=f"plan {key}"[:36], text=decision,
        subject=Subject(SubjectKind.UNIT_PLAN, str(plan_id), plan.unit_id),
    )  # fmt: skip
    body = document_json(document)
    _set(session, plan, rev, state=UnitPlanState.ADOPTED, decision_id=decision_id, adopted_body=body)
    _tell(session, actor, plan, "plan_adopted", (None, decision_id))
    keep_result(session, key, plan.rev)
    return plan.rev


def open_plan(session: Session, actor: Actor, *, plan_id: int, rev: int, why: str) -> int:
    """Open an adopted plan for changes, with the reason; what was adopted stays. Return its new `rev`."""
    plan = _held(session, actor, plan_id, Action.EDIT_GOALS)
    reason = checked_text(why, what=_("varför planen ändras"), longest=1000)
    if plan.state is not UnitPlanState.ADOPTED:
        raise RuleViolation(_("Planen är inte antagen, så den går att ändra direkt."))
    _set(session, plan, rev, state=UnitPlanState.DRAFT)
    _tell(session, actor, plan, "plan_opened", (None, None), reason)
    return plan.rev


def editable_plan(session: Session, actor: Actor, plan_id: int) -> UnitPlan:
    """Return a plan that the actor may write in now; `RuleViolation` for one that is adopted."""
    plan = _held(session, actor, plan_id, Action.EDIT_GOALS)
    if plan.state is not UnitPlanState.DRAFT:
        raise RuleViolation(_("Planen är antagen. Öppna den för ändring först."))
    return plan


def _held(session: Session, actor: Actor, plan_id: int, action: Action) -> UnitPlan:
    plan = session.get(UnitPlan, plan_id, populate_existing=True, with_for_update=True)
    if plan is None:
        raise not_there(session, actor, action)
    access.require_write(session, actor, action, plan.unit_id)
    return plan


def _set(session: Session, plan: UnitPlan, rev: int, **values: object) -> None:
    written = session.execute(
        update(UnitPlan)
        .where(col(UnitPlan.id) == plan.id, col(UnitPlan.rev) == rev)
        .values(rev=rev + 1, **values)
        .returning(col(UnitPlan.id))
        .execution_options(synchronize_session=False)
    ).first()
    if written is None:
        raise Conflict(_("Planen har ändrats sedan du öppnade den. Läs den och försök igen."))
    session.refresh(plan)


def _tell(
    session: Session,
    actor: Actor,
    plan: UnitPlan,
    event: str,
    change: tuple[object, object],
    cause: str = "",
) -> None:
    audit.record(
        session, actor, event, subject=("unit_plan", plan.id), unit_id=plan.unit_id, change=change,
        cause=cause,
    )  # fmt: skip
