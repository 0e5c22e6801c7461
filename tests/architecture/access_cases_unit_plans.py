"""The cases of the access matrix for operational plans and activities."""

from datetime import date

from sqlmodel import Session

from core.enums import ActivityEffect, ActivityState, PlanSection, UnitPlanState
from core.exports.document import Document
from core.models import Activity, ActivityCheck, ActivityPause, PlanTemplate, UnitPlan
from core.queries import activities as activity_queries
from core.queries import unit_plans as plan_queries
from core.queries.plan_overview import read_overview
from core.rules.access import Action, Actor
from core.rules.activities import ActivityText
from core.services import activities, activity_days, activity_store, plan_templates, unit_plans
from core.services.decisions import DecisionText
from core.services.unit_plans import Written
from tests import factories
from tests.architecture.access_world import Case, World

_DAY = date(2026, 6, 15)
_TEXT = ActivityText("Läslyft", _DAY)


def _activity(world: World, session: Session, state: ActivityState = ActivityState.PLANNED) -> int:
    row = Activity(
        unit_id=world.target, title="Läslyft", starts=_DAY, state=state, created_by_id=world.somebody,
        created_at=factories.LOADED_AT,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id or 0


def _check(world: World, session: Session) -> int:
    row = ActivityCheck(activity_id=_activity(world, session), day=_DAY)
    session.add(row)
    session.flush()
    return row.id or 0


def _unpause(world: World, session: Session, actor: Actor) -> None:
    activity_id = _activity(world, session)
    session.add(ActivityPause(activity_id=activity_id, starts=_DAY, ends=_DAY))
    session.flush()
    activity_days.remove_pause(session, actor, activity_id=activity_id, first=_DAY)


def _template(session: Session) -> None:
    session.add(PlanTemplate(year=2026, key="mal", position=1, title="Mål", kind=PlanSection.GOALS))
    session.flush()


def _plan(world: World, session: Session, state: UnitPlanState = UnitPlanState.DRAFT) -> int:
    _template(session)
    row = UnitPlan(
        unit_id=world.target, year=2026, state=state, created_by_id=world.somebody,
        created_at=factories.LOADED_AT,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id or 0


def _start(world: World, session: Session, actor: Actor) -> None:
    _template(session)
    unit_plans.start_plan(session, actor, unit_id=world.target, year=2026)


def _adopt(world: World, session: Session, actor: Actor) -> None:
    unit_plans.adopt_plan(
        session, actor, plan_id=_plan(world, session), rev=0, decision=DecisionText("Nämnden", _DAY),
        document=Document("Plan", (), ()), key="adopt",
    )  # fmt: skip


def _lists_activity(world: World, session: Session, actor: Actor) -> bool:
    activity_id = _activity(world, session)
    return activity_id in {row.id for row in activity_queries.list_activities(session, actor, year=2026)}


def _reads_activity(world: World, session: Session, actor: Actor) -> bool:
    found = activity_queries.read_activity(session, actor, activity_id=_activity(world, session))
    return found is not None


def _asks_for_effect(world: World, session: Session, actor: Actor) -> bool:
    activity_id = _activity(world, session, ActivityState.DONE)
    session.get_one(Activity, activity_id).effect_due = _DAY
    session.flush()
    return activity_id in {row.id for row in activity_queries.due_effects(session, actor, until=_DAY)}


UNIT_PLAN_CASES: dict[str, Case] = {
    "queries.activities.due_effects": Case(Action.VIEW_GOALS, _asks_for_effect, lists=True),
    "queries.activities.list_activities": Case(Action.VIEW_GOALS, _lists_activity, lists=True),
    "queries.activities.read_activity": Case(Action.VIEW_GOALS, _reads_activity, lists=True),
    "queries.plan_overview.read_overview": Case(
        Action.VIEW_GOALS, lambda w, s, a: read_overview(s, a, unit_id=w.target, year=2026)
    ),
    "queries.unit_plans.read_plan": Case(
        Action.VIEW_GOALS, lambda w, s, a: plan_queries.read_plan(s, a, unit_id=w.target, year=2026)
    ),
    "services.activities.add_activity": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: activities.add_activity(
            s, a, unit_id=w.target, goal_id=None, text=_TEXT, key="k"
        ),
    ),
    "services.activities.change_activity": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: activities.change_activity(
            s, a, activity_id=_activity(w, s), rev=0, goal_id=None, text=_TEXT
        ),
    ),
    "services.activities.set_state": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: activities.set_state(
            s, a, activity_id=_activity(w, s), rev=0, state=ActivityState.RUNNING
        ),
    ),
    "services.activities.say_effect": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: activities.say_effect(
            s, a, activity_id=_activity(w, s, ActivityState.DONE), rev=0, effect=ActivityEffect.YES,
            text="Ja",
        ),
    ),
    "services.activity_days.add_pause": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: activity_days.add_pause(
            s, a, activity_id=_activity(w, s), first=_DAY, last=_DAY
        ),
    ),
    "services.activity_days.plan_checks": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: activity_days.plan_checks(s, a, activity_id=_activity(w, s), days=[_DAY]),
    ),
    "services.activity_days.remove_pause": Case(Action.EDIT_GOALS, _unpause),
    "services.activity_days.tick_check": Case(
        Action.EDIT_GOALS, lambda w, s, a: activity_days.tick_check(s, a, check_id=_check(w, s), text="")
    ),
    "services.activity_store.doable": Case(
        Action.EDIT_GOALS, lambda w, s, a: activity_store.doable(s, a, _activity(w, s))
    ),
    "services.activity_store.editable": Case(
        Action.EDIT_GOALS, lambda w, s, a: activity_store.editable(s, a, _activity(w, s))
    ),
    "services.plan_templates.set_template": Case(
        Action.MANAGE_STEERING,
        lambda _w, s, a: plan_templates.set_template(
            s, a, year=2027, sections=plan_templates.shipped_sections()
        ),
    ),
    "services.unit_plans.adopt_plan": Case(Action.ADOPT_SUBMISSION, _adopt),
    "services.unit_plans.open_plan": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: unit_plans.open_plan(
            s, a, plan_id=_plan(w, s, UnitPlanState.ADOPTED), rev=0, why="Ny ram"
        ),
    ),
    "services.unit_plans.save_section": Case(
        Action.EDIT_GOALS,
        lambda w, s, a: unit_plans.save_section(
            s, a, written=Written(_plan(w, s), "mal", 0, "Vi läser.", True)),
    ),
    "services.unit_plans.start_plan": Case(Action.EDIT_GOALS, _start),
}  # fmt: skip
