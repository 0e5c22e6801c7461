"""Mål och medel: what money serves each goal, what it has cost so far, and what serves no goal.

    money_of(session, actor, *, goal_ids, year, upto_month) -> dict[int, GoalSums]
    money_through(session, actor, *, world, upto_month) -> dict[int, GoalSums]
    list_money(session, actor, *, goal_id, year, upto_month) -> list[MoneyRow]
    read_coverage(session, actor, *, unit_id, year) -> list[Coverage]

Öre in report sign (revenue +, cost −), internal rows included. Only money of units whose economy
the actor may see; what is left out is told.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import Session, col, func, or_, select

from core.enums import ActivityState
from core.models import Activity, Goal, GoalMoney
from core.queries.access import require, subtree, under, unit_rows
from core.queries.codes import unit_names
from core.queries.goal_money_links import MoneyLink, link_of, year_ends
from core.queries.goal_money_read import MoneyRead, read_money
from core.queries.goals import GoalWorld, visible_goals
from core.rules.access import Action, Actor, roots
from core.rules.goal_money import MoneyPart

_DECEMBER = 12


@dataclass(frozen=True, slots=True)
class GoalSums:
    """A goal's money: the year's budget, the months' budget and outcome, the year's forecast.

    None where there is no such version, no link, or (the forecast) where some of the money has none.
    `estimated` tells that some of the forecast is a share of that of whole report rows; `hidden`, that
    some of the money is of units whose economy the actor does not see.
    """

    budget: int | None = None
    period_budget: int | None = None
    actual: int | None = None
    forecast: int | None = None
    fte: Decimal | None = None
    cost_of_activities: int | None = None
    hidden: bool = False
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class MoneyRow:
    """A link as it is read, with its unit in words and its own sums."""

    id: int
    goal_id: int
    unit: str
    unit_code: str
    part: MoneyPart
    sums: GoalSums


@dataclass(frozen=True, slots=True)
class Coverage:
    """A unit's net budget of the year, and how much of it that serves some goal; öre, a cost is negative.

    `cost` and `served_cost` are the same of its costs alone: a unit that lives on internal revenue has
    a net that says little.
    """

    unit_id: int
    code: str
    name: str
    net: int
    served: int
    cost: int
    served_cost: int

    @property
    def unserved(self) -> int:
        """What of the cost serves no goal."""
        return self.cost - self.served_cost


def money_of(
    session: Session, actor: Actor, *, goal_ids: Collection[int], year: int, upto_month: int
) -> dict[int, GoalSums]:
    """Return the money of those of the goals that the actor may see; one without any money too."""
    visible = set(session.exec(select(Goal.id).where(visible_goals(actor))))
    read = read_money(session, actor, year=year, upto_month=upto_month)
    costs = _activity_costs(session, actor, year)
    of_goal: dict[int, list[GoalSums]] = defaultdict(list)
    for link in read.links:
        of_goal[link.goal_id].append(_sums_of(read, link))
    return {
        goal_id: _added(of_goal[goal_id], costs.get(goal_id), hidden=goal_id in read.hidden)
        for goal_id in goal_ids
        if goal_id in visible
    }


def money_through(
    session: Session, actor: Actor, *, world: GoalWorld, upto_month: int
) -> dict[int, GoalSums]:
    """Return the money of every goal of a world with that of all goals that serve it, each once.

    A goal that serves several counts in each of them, so the sums of goals do not add up to a whole.
    """
    own = money_of(session, actor, goal_ids=world.goals, year=world.year, upto_month=upto_month)
    threads = world.threads
    found = {}
    for goal_id in world.goals:
        found[goal_id] = add_sums([own[one] for one in (goal_id, *threads.below(goal_id)) if one in own])
    return found


def add_sums(parts: list[GoalSums]) -> GoalSums:
    """Return the sums of several goals by themselves, added up."""
    costs = _sum([part.cost_of_activities for part in parts])
    return _added(parts, costs, hidden=any(part.hidden for part in parts))


def list_money(session: Session, actor: Actor, *, goal_id: int, year: int, upto_month: int) -> list[MoneyRow]:
    """Return the links of a goal that the actor may see, each with its sums in a year."""
    rows = session.exec(
        select(GoalMoney)
        .join(Goal, col(Goal.id) == col(GoalMoney.goal_id))
        .where(
            GoalMoney.goal_id == goal_id,
            visible_goals(actor),
            col(GoalMoney.unit_id).in_(subtree(actor.tree_id, roots(actor, Action.VIEW_ECONOMY))),
        )
        .order_by(col(GoalMoney.id))
    ).all()
    if not rows:
        return []
    names = unit_names(session, actor.tree_id, tuple({row.unit_id for row in rows}))
    read = read_money(session, actor, year=year, upto_month=upto_month)
    links = [link_of(row) for row in rows]
    return [
        MoneyRow(
            link.id, goal_id, names[link.part.unit_id].name, names[link.part.unit_id].code, link.part,
            _sums_of(read, link),
        )
        for link in links
    ]  # fmt: skip


def list_overlaps(session: Session, actor: Actor, *, year: int) -> list[tuple[MoneyLink, MoneyLink]]:
    """Return pairs of links that together ask for more than all of some money; those in scope only."""
    read = read_money(session, actor, year=year, upto_month=_DECEMBER)
    by_id = {link.id: link for link in read.links}
    sums = read.budget or read.actual
    pairs = sorted(sums.overlaps) if sums else []
    return [(by_id[one], by_id[other]) for one, other in pairs if one in by_id and other in by_id]


def read_coverage(session: Session, actor: Actor, *, unit_id: int, year: int) -> list[Coverage]:
    """Return a unit and the units right below it, each with its whole subtree, in tree order."""
    require(session, actor, Action.VIEW_ECONOMY, unit_id)
    read = read_money(session, actor, year=year, upto_month=_DECEMBER)
    if read.budget is None:
        return []
    found = []
    for unit in unit_rows(session, actor.tree_id, under(actor.tree_id, (unit_id,))):
        if unit_id in (unit.id, unit.parent_id):
            start = read.shape.position_of(unit.id)
            place = slice(start, int(read.shape.end[start]))
            sums = read.budget
            parts = (sums.net, sums.served, sums.cost, sums.served_cost)
            amounts = [int(part[place].sum()) for part in parts]
            found.append(Coverage(unit.id, unit.code, unit.name, *amounts))
    return found


def _sums_of(read: MoneyRead, link: MoneyLink) -> GoalSums:
    """Return a link's own sums."""
    actual = read.actual.links.get(link.id) if read.actual else None
    budget = read.budget.links.get(link.id) if read.budget else None
    if not link.part.share:
        return GoalSums(fte=link.part.fte)
    return GoalSums(
        budget=budget.year if budget else None,
        period_budget=budget.period if budget else None,
        actual=actual.period if actual else None,
        forecast=read.forecast.get(link.id),
        fte=link.part.fte,
        estimated=link.id in read.estimated,
    )


def _added(parts: list[GoalSums], cost_of_activities: int | None, *, hidden: bool) -> GoalSums:
    """Return sums added up; a forecast only when every part with money has one."""
    with_money = [part for part in parts if part.budget is not None or part.actual is not None]
    forecasts = [part.forecast for part in with_money]
    known = None not in forecasts and forecasts
    return GoalSums(
        budget=_sum([part.budget for part in parts]),
        period_budget=_sum([part.period_budget for part in parts]),
        actual=_sum([part.actual for part in parts]),
        forecast=_sum(forecasts) if known else None,
        fte=sum((part.fte for part in parts if part.fte is not None), Decimal(0))
        if any(part.fte is not None for part in parts)
        else None,
        cost_of_activities=cost_of_activities,
        hidden=hidden,
        estimated=bool(known) and any(part.estimated for part in with_money),
    )


def _sum(amounts: Sequence[int | None]) -> int | None:
    held = [amount for amount in amounts if amount is not None]
    return sum(held) if held else None


def _activity_costs(session: Session, actor: Actor, year: int) -> dict[int, int]:
    """Return what the activities of the year are to cost, by goal: those of units in scope."""
    first, last = year_ends(year)
    rows = session.exec(
        select(Activity.goal_id, func.sum(Activity.cost))
        .where(
            col(Activity.goal_id).is_not(None),
            col(Activity.cost).is_not(None),
            Activity.state != ActivityState.STOPPED,
            Activity.starts <= last,
            or_(col(Activity.ends).is_(None), col(Activity.ends) >= first),
            col(Activity.unit_id).in_(subtree(actor.tree_id, roots(actor, Action.VIEW_GOALS))),
        )
        .group_by(col(Activity.goal_id))
    )
    return {goal_id: int(cost or 0) for goal_id, cost in rows if goal_id is not None}
