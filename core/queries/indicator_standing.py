"""How key figures stand at units: their own value, one reckoned from others, or that of the units below.

read_standings(session, actor, *, places, year, month) -> dict[At, Standing]
judged_of_goals(session, actor, *, world, year, month) -> dict[int, list[Judged]]
judged_everywhere(session, *, tree_id, top_id, goals, year, months) -> dict[int, dict[int, list[Judged]]]
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy import Subquery
from sqlalchemy import select as sqlalchemy_select
from sqlmodel import Session, col, select

from core.models import Goal, GoalIndicator, IndicatorAssessment, IndicatorTarget
from core.queries.access import subtree
from core.queries.goals import GoalWorld, in_force
from core.queries.indicator_reckoning import Reckoning, read_base, read_reckoning
from core.queries.indicators import At, ended_places, latest_where, read_targets
from core.rules.access import Action, Actor, roots
from core.rules.attainment import Judged
from core.rules.indicator_status import status_by
from core.rules.indicator_sums import Measured
from core.table import Status


@dataclass(frozen=True, slots=True)
class Standing:
    """A key figure at a unit: its latest value (`measured.at` says of when), target, and judgement.

    A value of last year is shown until there is a newer one, but does not judge this year's target.
    `judged` tells that people judged it otherwise than its thresholds; `problem` why a formula gave nothing.
    """

    measured: Measured | None
    target: Decimal | None
    status: Status
    judged: bool = False
    problem: str = ""


_Own = Mapping[tuple[int, int, int], Status]


def read_standings(
    session: Session, actor: Actor, *, places: Collection[At], year: int, month: int
) -> dict[At, Standing]:
    """Return how key figures stand at units in scope; those outside it, or not in use, are left out."""
    tops = roots(actor, Action.VIEW_GOALS)
    money_tops = roots(actor, Action.VIEW_ECONOMY)
    base = read_base(session, tree_id=actor.tree_id, tops=tops, money_tops=money_tops)
    known = read_reckoning(session, base=base, places=places, year=year, months=[month])[month]
    units = {unit_id for _indicator_id, unit_id in places}
    found = read_targets(session, actor, years=[year], unit_ids=units)
    targets = {(indicator_id, unit_id): value for (indicator_id, unit_id, _year), value in found.items()}
    own = _judgements(session, actor.tree_id, tops, year)
    return _stand(known, places, targets, own, year)


def judged_of_goals(
    session: Session, actor: Actor, *, world: GoalWorld, year: int, month: int
) -> dict[int, list[Judged]]:
    """Return how the key figures of each goal stand at the goal's unit, with their weights."""
    links = [
        (link.goal_id, link.indicator_id, link.weight)
        for link in session.exec(select(GoalIndicator).order_by(col(GoalIndicator.indicator_id)))
        if link.goal_id in world.goals
    ]
    unit_of = {goal.id: goal.unit_id for goal in world.goals.values()}
    ended = ended_places(session, year=year)
    links = [link for link in links if (link[1], unit_of[link[0]]) not in ended]
    places = {(indicator_id, unit_of[goal_id]) for goal_id, indicator_id, _weight in links}
    standings = read_standings(session, actor, places=places, year=year, month=month)
    return _by_goal(links, unit_of, standings)


def judged_everywhere(
    session: Session,
    *,
    tree_id: int,
    top_id: int,
    goals: Mapping[int, int],
    year: int,
    months: Collection[int],
) -> dict[int, dict[int, list[Judged]]]:
    """Return the same by month for goals in force with their units, whoever asks. Not narrowed by rights.

    How a goal above one's own stands is common knowledge; what it rests on is not told by this.
    """
    asked = select(GoalIndicator.goal_id, GoalIndicator.indicator_id, GoalIndicator.weight)
    rows = session.exec(asked.order_by(col(GoalIndicator.indicator_id)))
    ended = ended_places(session, year=year)
    links = [
        (goal_id, indicator_id, weight)
        for goal_id, indicator_id, weight in rows
        if goal_id in goals and (indicator_id, goals[goal_id]) not in ended
    ]
    places = {(indicator_id, goals[goal_id]) for goal_id, indicator_id, _weight in links}
    if not places or not months:
        return {month: {} for month in months}
    targets, own = _targets(session, year), _judgements(session, tree_id, (top_id,), year)
    base = read_base(session, tree_id=tree_id, tops=(top_id,), money_tops=(top_id,))
    held = latest_where(session, year=year, months=months, pairs=_pairs(year))
    reckonings = read_reckoning(session, base=base, places=places, year=year, months=months, own=held)
    found = {}
    for month, known in reckonings.items():
        found[month] = _by_goal(links, goals, _stand(known, places, targets, own, year))
    return found


def _pairs(year: int) -> Subquery:
    """Return the key figures and units by which goals are measured."""
    return (
        select(col(GoalIndicator.indicator_id).label("indicator_id"), col(Goal.unit_id).label("unit_id"))
        .join(Goal, col(Goal.id) == col(GoalIndicator.goal_id))
        .where(in_force(year))
        .distinct()
        .subquery()
    )


def _targets(session: Session, year: int) -> dict[At, Decimal]:
    rows = session.exec(
        select(col(IndicatorTarget.indicator_id), col(IndicatorTarget.unit_id), col(IndicatorTarget.value))
        .join(GoalIndicator, col(GoalIndicator.indicator_id) == col(IndicatorTarget.indicator_id))
        .join(
            Goal,
            (col(Goal.id) == col(GoalIndicator.goal_id))
            & (col(Goal.unit_id) == col(IndicatorTarget.unit_id)),
        )
        .where(IndicatorTarget.year == year, in_force(year))
    )
    return {(indicator_id, unit_id): value for indicator_id, unit_id, value in rows}


def _stand(
    known: Reckoning, places: Collection[At], targets: Mapping[At, Decimal], own: _Own, year: int
) -> dict[At, Standing]:
    found = {}
    for indicator_id, unit_id in places:
        if indicator_id not in known.definitions or unit_id not in known.spans:
            continue
        measured, problem = known.value(indicator_id, unit_id)
        target = targets.get((indicator_id, unit_id))
        if measured is None or measured.at[0] != year:
            found[indicator_id, unit_id] = Standing(measured, target, Status.NONE, problem=problem)
            continue
        status = status_by(known.definitions[indicator_id].definition, measured.value, target)
        judged = own.get((indicator_id, unit_id, measured.at[1]))
        found[indicator_id, unit_id] = Standing(
            measured, target, judged or status, judged is not None, problem
        )
    return found


def _by_goal(
    links: Collection[tuple[int, int, int]], unit_of: Mapping[int, int], standings: Mapping[At, Standing]
) -> dict[int, list[Judged]]:
    judged: dict[int, list[Judged]] = defaultdict(list)
    for goal_id, indicator_id, weight in links:
        standing = standings.get((indicator_id, unit_of[goal_id]))
        if standing is not None:
            judged[goal_id].append(Judged(standing.status, weight))
    return judged


def _judgements(session: Session, tree_id: int, tops: tuple[int, ...], year: int) -> _Own:
    """Return people's own judgements by key figure, unit and month of a year, the latest of each."""
    rows = session.execute(
        sqlalchemy_select(
            col(IndicatorAssessment.indicator_id),
            col(IndicatorAssessment.unit_id),
            col(IndicatorAssessment.month),
            col(IndicatorAssessment.status),
        )
        .where(
            col(IndicatorAssessment.year) == year,
            col(IndicatorAssessment.status) != "",
            col(IndicatorAssessment.unit_id).in_(subtree(tree_id, tops)),
        )
        .order_by(col(IndicatorAssessment.id))
    )
    return {(indicator, unit, month): Status(status) for indicator, unit, month, status in rows}
