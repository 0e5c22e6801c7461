"""Last year's plan, thing by thing, for whoever begins the plan of the next: what is left to choose for.

read_review(session, actor, *, unit_id, year) -> Review
planned_on(session, actor, *, year) -> dict[int, PlanChoice]
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session, col, select

from core.enums import GoalKind, GoalState
from core.models import Goal, UnitPlan, UnitPlanChoice
from core.queries.access import require, subtree
from core.queries.activities import ActivityRow, list_activities
from core.queries.goals import GoalRow, goal_rows, in_force
from core.queries.indicators import list_indicators, list_places, read_targets
from core.queries.steering import read_levels
from core.queries.subjects import names_of_users
from core.queries.unit_plans import plan_texts, read_plan
from core.rules.access import Action, Actor, roots
from core.rules.activities import ENDED
from core.rules.plan_review import PlanChoice, PlanItem, goes_on


@dataclass(frozen=True, slots=True)
class ReviewItem:
    """A thing of last year that nothing is chosen for yet; `rev` and `target` are what a choice names.

    `goes_on` is whether it holds next year when nothing is done. `day` is the last day of an activity,
    or the day that an assignment is reported back.
    """

    kind: PlanItem
    item: str
    rev: int
    title: str
    text: str = ""
    goes_on: bool = True
    day: date | None = None
    target: Decimal | None = None
    measure_unit: str = ""
    decimals: int = 0


@dataclass(frozen=True, slots=True)
class Settled:
    """What has been chosen for a thing, by whom and when."""

    kind: PlanItem
    item: str
    title: str
    choice: PlanChoice
    user: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Review:
    """What is left to choose for, and what is chosen. `plan_id` is None for a plan that is not begun."""

    plan_id: int | None
    items: tuple[ReviewItem, ...]
    settled: tuple[Settled, ...]


def read_review(session: Session, actor: Actor, *, unit_id: int, year: int) -> Review:
    """Return the things of the year before at a unit; `NotAllowed` outside the actor's scope."""
    require(session, actor, Action.VIEW_GOALS, unit_id)
    plan = session.exec(select(UnitPlan).where(UnitPlan.unit_id == unit_id, UnitPlan.year == year)).first()
    chosen = _choices(session, plan)
    items = (
        *_texts(session, actor, unit_id, year),
        *_goals(session, actor, unit_id, year),
        *_figures(session, actor, unit_id, year),
        *_activities(session, actor, unit_id, year),
    )
    done = {(row.kind, row.item) for row in chosen}
    names = names_of_users(session, {row.user_id for row in chosen})
    return Review(
        plan_id=plan.id if plan else None,
        items=tuple(item for item in items if (item.kind, item.item) not in done),
        settled=tuple(
            Settled(row.kind, row.item, row.title, row.choice, names[row.user_id], row.at) for row in chosen
        ),
    )


def planned_on(session: Session, actor: Actor, *, year: int) -> dict[int, PlanChoice]:
    """Return what plans of a year say of the activities of the year before, of units in scope.

    An activity that is kept or changed has a row of its own in the year when it does not go on by itself.
    """
    scope = subtree(actor.tree_id, roots(actor, Action.VIEW_GOALS))
    rows = session.exec(
        select(UnitPlanChoice)
        .join(UnitPlan, col(UnitPlan.id) == col(UnitPlanChoice.plan_id))
        .where(
            UnitPlan.year == year,
            UnitPlanChoice.kind == PlanItem.ACTIVITY,
            col(UnitPlan.unit_id).in_(scope),
        )
    )
    return {
        int(row.item): row.choice for row in rows if row.made_id is not None or row.choice is PlanChoice.CLOSE
    }


def _choices(session: Session, plan: UnitPlan | None) -> list[UnitPlanChoice]:
    if plan is None:
        return []
    asked = select(UnitPlanChoice).where(UnitPlanChoice.plan_id == plan.id)
    return list(session.exec(asked.order_by(col(UnitPlanChoice.at), col(UnitPlanChoice.title))))


def _texts(session: Session, actor: Actor, unit_id: int, year: int) -> list[ReviewItem]:
    """Return last year's own words under headings that are left, where nothing is written yet."""
    now = read_plan(session, actor, unit_id=unit_id, year=year)
    before = plan_texts(session, actor, unit_id=unit_id, year=year - 1)
    return [
        ReviewItem(
            PlanItem.TEXT, section.key, before[section.key].rev, section.title,
            text=before[section.key].body, goes_on=False,
        )
        for section in now.sections
        if not section.body and section.key in before and before[section.key].body
    ]  # fmt: skip


def _goals(session: Session, actor: Actor, unit_id: int, year: int) -> list[ReviewItem]:
    kinds = {level.id: level.kind for level in read_levels(session)}
    planned = select(Goal.origin_id).where(
        Goal.unit_id == unit_id, Goal.first_year == year, Goal.state == GoalState.ACTIVE
    )
    done = set(session.exec(planned))
    rows = goal_rows(session, actor, year - 1, col(Goal.unit_id) == unit_id, in_force(year - 1))
    return [
        _goal(row, year)
        for row in rows
        if row.state is GoalState.ACTIVE
        and row.id not in done
        and kinds[row.level_id] in {GoalKind.GOAL, GoalKind.ASSIGNMENT}
    ]


def _goal(row: GoalRow, year: int) -> ReviewItem:
    holds = row.last_year is None or row.last_year >= year
    return ReviewItem(
        PlanItem.GOAL, str(row.id), row.rev, row.title, text=row.text, goes_on=holds, day=row.report_by
    )


def _figures(session: Session, actor: Actor, unit_id: int, year: int) -> list[ReviewItem]:
    """Return the key figures of the unit that have no target for the year."""
    places = list_places(session, actor, unit_ids=[unit_id], year=year)
    placed = {place.indicator_id for place in places}
    targets = read_targets(session, actor, years=[year - 1, year], unit_ids=[unit_id])
    return [
        ReviewItem(
            PlanItem.INDICATOR, str(row.id), row.rev, row.definition.title,
            target=targets.get((row.id, unit_id, year - 1)), measure_unit=row.definition.measure_unit,
            decimals=row.definition.decimals,
        )
        for row in list_indicators(session, actor)
        if row.id in placed and (row.id, unit_id, year) not in targets
    ]  # fmt: skip


def _activities(session: Session, actor: Actor, unit_id: int, year: int) -> list[ReviewItem]:
    rows = list_activities(session, actor, year=year - 1, unit_ids=[unit_id])
    return [_activity(row, year) for row in rows if row.state not in ENDED]


def _activity(row: ActivityRow, year: int) -> ReviewItem:
    return ReviewItem(
        PlanItem.ACTIVITY, str(row.id), row.rev, row.title, text=row.text, day=row.ends,
        goes_on=goes_on(row.ends, year),
    )  # fmt: skip
