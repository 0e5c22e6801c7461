"""Which goals a row of a budget serves."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.models import Goal
from core.queries.access import above, require
from core.queries.goal_money_links import links_of_year
from core.queries.goals import visible_goals
from core.rules.access import Action, Actor
from core.rules.goal_money import WHOLE, selection_of


@dataclass(frozen=True, slots=True)
class Coding:
    """The codes of a row."""

    account: str
    function: str
    project: str


@dataclass(frozen=True, slots=True)
class ServedGoal:
    """A goal that a row serves, and how much of it, in ten-thousandths."""

    goal_id: int
    title: str
    share: int


def goals_of_row(
    session: Session, actor: Actor, *, year: int, unit_id: int, coding: Coding
) -> list[ServedGoal]:
    """Return the goals that a unit's row serves, first linked first, together at most all of it.

    Links may be made on the unit or on any unit above it. Goals that are not the actor's to see
    take their share and are left out.
    """
    require(session, actor, Action.VIEW_ECONOMY, unit_id)
    places = set(session.exec(above(actor.tree_id, (unit_id,))))
    left, shares = WHOLE, dict[int, int]()
    for link in links_of_year(session, year):
        holds = selection_of(link.part).holds(coding.account, coding.function, coding.project)
        if link.part.unit_id in places and holds and link.part.share:
            given = min(left, link.part.share)
            left -= given
            shares[link.goal_id] = shares.get(link.goal_id, 0) + given
    titles = dict(
        session.exec(
            select(Goal.id, Goal.title).where(col(Goal.id).in_(list(shares)), visible_goals(actor))
        ).all()
    )
    return [
        ServedGoal(goal_id, titles[goal_id], share)
        for goal_id, share in shares.items()
        if share and goal_id in titles
    ]
