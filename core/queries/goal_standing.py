"""How the goals that one sees stand, reckoned from all goals: also a goal above stands by all that serves it.

standing_of_goals(session, actor, *, world, months) -> dict[int, Standings]   by month
said_months(session, *, year, upto) -> tuple[int, ...]
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select

from core.models import AssessmentStep, Goal, GoalAssessment, GoalLink
from core.queries.goals import GoalWorld, ended_by, in_force
from core.queries.indicator_standing import judged_everywhere
from core.queries.memory import remembered
from core.rules.access import Actor
from core.rules.attainment import Attainment
from core.rules.goal_map import Standings
from core.rules.goal_standing import Judgements, stand
from core.rules.goals import Threads, threads_of
from core.table import Status


@dataclass(frozen=True, slots=True)
class _All:
    """All goals in force in a year: their units, what those in use weigh, how they serve each other."""

    units: Mapping[int, int]
    weights: Mapping[int, int]
    threads: Threads


def standing_of_goals(
    session: Session, actor: Actor, *, world: GoalWorld, months: Collection[int]
) -> dict[int, Standings]:
    """Return how the goals of a world stand at the end of each of some months of its year."""
    key = ("standing of goals", actor.tree_id, world.year, tuple(months))
    weights, everything = remembered(session, key, lambda: _stand_all(session, actor, world, months))
    scale = [step.step for step in world.scale]
    found = {}
    for month, standing in everything.items():
        seen = {goal_id: one for goal_id, one in standing.items() if goal_id in world.goals}
        found[month] = Standings(seen, weights, scale, world.weighing)
    return found


def _stand_all(
    session: Session, actor: Actor, world: GoalWorld, months: Collection[int]
) -> tuple[Mapping[int, int], dict[int, dict[int, Attainment]]]:
    """Return what every goal of a year weighs, and how each stands by month, whoever asks."""
    everything = _read(session, world.year)
    steps = dict(session.exec(select(AssessmentStep.id, AssessmentStep.status)).all())
    said = _said(session, world.year, max(months, default=0))
    figures = judged_everywhere(
        session, tree_id=actor.tree_id, top_id=actor.top_unit_id, goals=everything.units, year=world.year,
        months=months,
    )  # fmt: skip
    found = {}
    for month in months:
        by_goal = {goal_id: step_id for goal_id, at, step_id in said if at <= month}
        own = {goal_id: Status(steps.get(one, Status.NONE)) for goal_id, one in by_goal.items()}
        judged = Judgements(everything.weights, own, figures[month], by_goal)
        scale = [step.step for step in world.scale]
        found[month] = stand(everything.threads, judged, scale=scale, weighing=world.weighing)
    return everything.weights, found


def said_months(session: Session, *, year: int, upto: int) -> tuple[int, ...]:
    """Return the months of a year, up to one, of which something is said of some goal; the first first."""
    rows = session.exec(
        select(GoalAssessment.month)
        .where(GoalAssessment.year == year, GoalAssessment.month <= upto)
        .distinct()
        .order_by(col(GoalAssessment.month))
    )
    return tuple(rows)


def _read(session: Session, year: int) -> _All:
    rows = session.execute(
        sqlalchemy_select(col(Goal.id), col(Goal.unit_id), col(Goal.weight), ended_by(year)).where(
            in_force(year)
        )
    ).all()
    units = {goal_id: unit_id for goal_id, unit_id, _weight, _ended in rows}
    links = session.exec(select(GoalLink.goal_id, GoalLink.serves_id).order_by(col(GoalLink.goal_id)))
    return _All(
        units,
        {goal_id: weight for goal_id, _unit, weight, ended in rows if not ended},
        threads_of((one, other) for one, other in links if one in units and other in units),
    )


def _said(session: Session, year: int, upto: int) -> list[tuple[int, int, int | None]]:
    """Return goal, month and step of all that is said of a year, in the order that it holds."""
    rows = session.exec(
        select(GoalAssessment.goal_id, GoalAssessment.month, GoalAssessment.step_id)
        .where(GoalAssessment.year == year, GoalAssessment.month <= upto)
        .order_by(col(GoalAssessment.month), col(GoalAssessment.id))
    )
    return list(rows)
