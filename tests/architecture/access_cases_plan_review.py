"""The cases of the access matrix for a plan that is begun from last year's."""

from sqlmodel import Session

from core.enums import Aggregation, Direction, Periodicity, PlanSection
from core.models import Activity, Indicator, IndicatorUnit, PlanTemplate, UnitPlan, UnitPlanChoice
from core.queries import plan_review as queries
from core.queries import unit_plans as plan_queries
from core.rules.access import Action, Actor
from core.rules.plan_review import ItemChoice, PlanChoice, PlanItem
from core.services import indicator_ends, plan_review, plan_review_back, unit_plans
from tests import factories
from tests.architecture.access_world import Case, World

_YEAR = 2027


def _plan(world: World, session: Session) -> int:
    session.add(PlanTemplate(year=_YEAR, key="mal", position=1, title="Mål", kind=PlanSection.GOALS))
    row = UnitPlan(
        unit_id=world.target, year=_YEAR, created_by_id=world.somebody, created_at=factories.LOADED_AT
    )
    session.add(row)
    session.flush()
    return row.id or 0


def _activity(world: World, session: Session) -> int:
    row = Activity(
        unit_id=world.target, title="Läslyft", starts=factories.TODAY, ends=None,
        created_by_id=world.somebody, created_at=factories.LOADED_AT,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row.id or 0


def _settle(world: World, session: Session, actor: Actor) -> None:
    item = str(_activity(world, session))
    plan_review.settle_plan(
        session, actor, plan_id=_plan(world, session), key="settle",
        choices=[ItemChoice(PlanItem.ACTIVITY, item, 0, PlanChoice.KEEP)],
    )  # fmt: skip


def _chosen(world: World, session: Session, choice: PlanChoice = PlanChoice.KEEP) -> tuple[int, int]:
    """Put a choice of an activity; return the plan and the activity."""
    plan_id, activity_id = _plan(world, session), _activity(world, session)
    session.add(
        UnitPlanChoice(
            plan_id=plan_id, kind=PlanItem.ACTIVITY, item=str(activity_id), choice=choice, title="Läslyft",
            user_id=world.somebody, at=factories.LOADED_AT,
        )
    )  # fmt: skip
    session.flush()
    return plan_id, activity_id


def _take_back(world: World, session: Session, actor: Actor) -> None:
    plan_id, _activity_id = _chosen(world, session)
    plan_review_back.take_back_review(session, actor, plan_id=plan_id, key="back")


def _is_planned(world: World, session: Session, actor: Actor) -> bool:
    _plan_id, activity_id = _chosen(world, session, PlanChoice.CLOSE)
    return activity_id in queries.planned_on(session, actor, year=_YEAR)


def _end(world: World, session: Session, actor: Actor) -> None:
    row = Indicator(
        code="tal", title="Tal", measure_unit="st", direction=Direction.LOWER, created_by_id=world.somebody,
        periodicity=Periodicity.MONTH, aggregation=Aggregation.MEAN, created_at=factories.LOADED_AT,
    )  # fmt: skip
    session.add(row)
    session.flush()
    session.add(IndicatorUnit(indicator_id=row.id or 0, unit_id=world.target))
    session.flush()
    indicator_ends.end_at_unit(
        session, actor, indicator_id=row.id or 0, unit_id=world.target, last_year=_YEAR
    )


PLAN_REVIEW_CASES: dict[str, Case] = {
    "queries.plan_review.planned_on": Case(Action.VIEW_GOALS, _is_planned, lists=True),
    "queries.plan_review.read_review": Case(
        Action.VIEW_GOALS, lambda w, s, a: queries.read_review(s, a, unit_id=w.target, year=_YEAR)
    ),
    "queries.unit_plans.plan_texts": Case(
        Action.VIEW_GOALS, lambda w, s, a: plan_queries.plan_texts(s, a, unit_id=w.target, year=_YEAR)
    ),
    "services.indicator_ends.end_at_unit": Case(Action.EDIT_GOALS, _end),
    "services.plan_review.settle_plan": Case(Action.EDIT_GOALS, _settle),
    "services.plan_review_back.take_back_review": Case(Action.EDIT_GOALS, _take_back),
    "services.unit_plans.editable_plan": Case(
        Action.EDIT_GOALS, lambda w, s, a: unit_plans.editable_plan(s, a, _plan(w, s))
    ),
}  # fmt: skip
