"""The cases of the access matrix for measures and the clock of a reported deficit."""

from contextlib import suppress

from sqlmodel import Session

from core.enums import VersionKind
from core.errors import RuleViolation
from core.models import ActionPlan
from core.queries import action_plans as plan_queries
from core.queries import measures as measure_queries
from core.rules.access import Action, Actor
from core.rules.tasks import TaskText
from core.services import action_plans, measures
from core.services.decisions import DecisionText
from core.services.measures import MeasureChange, NewMeasure
from tests import factories
from tests.architecture.access_world import Case, World
from tests.factories import TODAY

_YEAR = 2026
_DECISION = DecisionText("Nämnden", TODAY, text="Bifall")


def _new(world: World) -> NewMeasure:
    owner = world.office.actor.user_id
    return NewMeasure(world.target, "", _YEAR, "Färre vikarier", owner, TODAY, 100_00, 9)


def _made(world: World, session: Session) -> int:
    return measures.add_measure(session, world.office.actor, measure=_new(world), key="made")


def _change(world: World, session: Session, actor: Actor) -> None:
    change = MeasureChange(0, 0, TaskText("Färre timmar", TODAY), 200_00, 10, "")
    measures.change_measure(session, actor, task_id=_made(world, session), change=change)


def _follow(world: World, session: Session, actor: Actor) -> None:
    task_id = _made(world, session)
    measures.follow_measure(session, actor, task_id=task_id, rev=0, realised=100_00, key="followed")


def _plan(world: World, session: Session) -> int:
    version_id = factories.make_version(
        session, VersionKind.FORECAST, _YEAR, closed_at=session.info["database"].now()
    )
    plan = ActionPlan(
        unit_id=world.target, version_id=version_id, deficit=100_00, effect=0, reported_on=TODAY, due=TODAY
    )
    session.add(plan)
    session.flush()
    return plan.id or 0


def _decide(world: World, session: Session, actor: Actor) -> None:
    action_plans.record_plan_decision(
        session, actor, plan_id=_plan(world, session), text=_DECISION, key="decided"
    )


def _close(world: World, session: Session, actor: Actor) -> None:
    with suppress(RuleViolation):  # no report shows that the deficit is gone, which is said after the right
        action_plans.close_plan(session, actor, plan_id=_plan(world, session), words="Löst", key="closed")


def _lists_plan(world: World, session: Session, actor: Actor) -> bool:
    plan_id = _plan(world, session)
    found = plan_queries.list_action_plans(session, actor, unit_id=world.target, year=_YEAR)
    return plan_id in {row.id for row in found}


def _says(world: World, session: Session, actor: Actor) -> object:
    task_id = _made(world, session)
    measures.follow_measure(
        session, world.office.actor, task_id=task_id, rev=0, realised=100_00, key="followed"
    )
    return measure_queries.list_follow_ups(session, actor, task_id=task_id)


MEASURE_CASES: dict[str, Case] = {
    "services.measures.add_measure": Case(
        Action.MANAGE_TASKS, lambda w, s, a: measures.add_measure(s, a, measure=_new(w), key="k")
    ),
    "services.measures.change_measure": Case(Action.MANAGE_TASKS, _change),
    "services.measures.follow_measure": Case(Action.MANAGE_TASKS, _follow),
    "services.action_plans.record_plan_decision": Case(Action.ADOPT_SUBMISSION, _decide),
    "services.action_plans.close_plan": Case(Action.ADOPT_SUBMISSION, _close),
    "queries.measures.list_measures": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: measure_queries.list_measures(s, a, unit_id=w.target, year=_YEAR),
    ),
    "queries.measures.list_follow_ups": Case(Action.VIEW_ECONOMY, _says, lists=True),
    "queries.measures.measure_sums": Case(
        Action.VIEW_ECONOMY,
        lambda w, s, a: measure_queries.measure_sums(s, a, unit_ids=[w.target], year=_YEAR),
        lists=True,
    ),
    "queries.action_plans.list_action_plans": Case(Action.VIEW_ECONOMY, _lists_plan),
}
