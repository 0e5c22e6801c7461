"""The Goals box of Min enhet: how many of the goals of a unit and all below it are reached, and when next.

build_goal_box(session, actor, *, unit_id, year, month, today) -> GoalBox | None
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from core.enums import GoalKind
from core.money import format_percent
from core.queries.access import may, under, unit_rows
from core.queries.activities import list_activities
from core.queries.goal_standing import standing_of_goals
from core.queries.goals import GoalRow, read_goals
from core.reports import goal_words
from core.rules.access import Action, Actor
from core.rules.attainment import landed
from core.rules.goal_map import Standings, worst_first
from core.rules.goal_reach import reach_of
from core.table import Status
from core.texts import _, ngettext


@dataclass(frozen=True, slots=True)
class GoalBox:
    """The goals in short: a judgement with its word, the share that is reached, and two small lines."""

    status: Status
    word: str
    number: str
    line: str
    following: str


def build_goal_box(
    session: Session, actor: Actor, *, unit_id: int, year: int, month: int, today: date
) -> GoalBox | None:
    """Return the box of a unit; None where it has no goals, or they are not the actor's to see.

    The judgement is that of the unit's own goals, or of all below it where it has none.
    """
    if not may(session, actor, Action.VIEW_GOALS, unit_id).allowed:
        return None
    world = read_goals(session, actor, year=year)
    units = {row.id for row in unit_rows(session, actor.tree_id, under(actor.tree_id, (unit_id,)))}
    followed = {level.id for level in world.levels if level.kind is GoalKind.GOAL}
    goals = [
        goal
        for goal in world.goals.values()
        if goal.unit_id in units and goal.level_id in followed and not goal.ended
    ]
    if not goals:
        return None
    standings = standing_of_goals(session, actor, world=world, months=[month])[month]
    own = [goal for goal in goals if goal.unit_id == unit_id] or goals
    step = landed([standings.judged(goal.id) for goal in own], standings.scale, standings.weighing)
    status = step.status if step else Status.NONE
    return GoalBox(
        status=status,
        word=goal_words.standing_word(world.scale, status, month, step.id if step else None),
        number=_number(goals, standings),
        line=_line(goals, standings),
        following=_following(session, actor, units, year, today),
    )


def _number(goals: list[GoalRow], standings: Standings) -> str:
    """Return the reached share of what is judged."""
    reach = reach_of((standings.status(goal.id) for goal in goals), standings.best)
    return format_percent(reach.share, decimals=0) if reach.judged else _("Ej bedömt")


def _line(goals: list[GoalRow], standings: Standings) -> str:
    """Return how many are reached of how many, and the first that is not."""
    reached = sum(standings.status(goal.id) is standings.best for goal in goals)
    words = ngettext("{n} av {of} mål nås", "{n} av {of} mål nås", reached).format(n=reached, of=len(goals))
    first = worst_first([goal.id for goal in goals], standings)[0]
    if standings.status(first) is not Status.BAD:
        return words
    title = next(goal.title for goal in goals if goal.id == first)
    return _("{words}, inte ”{title}”").format(words=words, title=title)


def _following(session: Session, actor: Actor, units: set[int], year: int, today: date) -> str:
    """Return when an activity is reconciled next."""
    rows = list_activities(session, actor, year=year, unit_ids=units)
    days = [check.day for row in rows for check in row.checks if not check.done and check.day >= today]
    return _("Nästa avstämning {day}").format(day=min(days).isoformat()) if days else ""
