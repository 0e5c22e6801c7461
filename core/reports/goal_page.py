"""Mål och nyckeltal for a unit and a year: its goals with what they serve, how they stand and cost.

build(session, actor, *, unit_id, year, month) -> GoalPage
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from core.enums import GoalKind
from core.queries.access import require, unit_rows
from core.queries.access import under as under_units
from core.queries.goal_assessments import AssessmentRow, read_assessments
from core.queries.goal_money import GoalSums, money_through
from core.queries.goal_standing import standing_of_goals
from core.queries.goals import GoalRow, GoalWorld, read_goals
from core.queries.steering import LevelRow
from core.reports import goal_words
from core.reports.words import Sentence
from core.rules.access import Action, Actor
from core.rules.attainment import Attainment
from core.table import Status

_ORDER = {Status.BAD: 0, Status.PARTLY: 1, Status.NONE: 2, Status.OK: 3, Status.BETTER: 3}


@dataclass(frozen=True, slots=True)
class GoalPage:
    """What the page shows. `own` are the unit's goals in use, `ended` those that ended in the year.

    `answer` is about its own goals, for a unit that has none about those of the units below.

    `below` are those of units under it, `assignments` those of the unit and all below it, the
    first to be reported back first; `standing` and `said` are by goal, `sums` with the goals below.
    """

    year: int
    month: int
    world: GoalWorld
    answer: Sentence
    own: tuple[GoalRow, ...]
    ended: tuple[GoalRow, ...]
    below: tuple[GoalRow, ...]
    assignments: tuple[GoalRow, ...]
    standing: Mapping[int, Attainment]
    said: Mapping[int, AssessmentRow]
    sums: Mapping[int, GoalSums]

    def level(self, goal: GoalRow) -> LevelRow:
        """Return the level of a goal."""
        return next(level for level in self.world.levels if level.id == goal.level_id)

    def status(self, goal_id: int) -> Status:
        """Return how a goal stands; NONE for one that is not judged or has ended."""
        found = self.standing.get(goal_id)
        return found.status if found else Status.NONE

    def word(self, goal_id: int) -> str:
        """Return how a goal stands in the words of the scale."""
        found = self.standing.get(goal_id)
        step_id = found.step_id if found else None
        return goal_words.standing_word(self.world.scale, self.status(goal_id), self.month, step_id)

    def above(self, goal: GoalRow) -> tuple[GoalRow, ...]:
        """Return the goals that one serves, near ones first."""
        return tuple(self.world.goals[one] for one in self.world.threads.above(goal.id))

    def served_by(self, goal: GoalRow) -> tuple[GoalRow, ...]:
        """Return the goals that serve one, straight, in use, those that are not reached first."""
        found = (self.world.goals[one] for one in self.world.threads.served_by.get(goal.id, ()))
        return self.worst_first(one for one in found if not one.ended)

    def worst_first(self, goals: Iterable[GoalRow]) -> tuple[GoalRow, ...]:
        """Return goals with those that are not reached first, else in the order that they came."""
        return tuple(sorted(goals, key=lambda goal: _ORDER[self.status(goal.id)]))

    def of_kind(self, goals: Iterable[GoalRow], *kinds: GoalKind) -> tuple[GoalRow, ...]:
        """Return those of the goals whose level holds one of the kinds."""
        return tuple(goal for goal in goals if self.level(goal).kind in kinds)


def build(session: Session, actor: Actor, *, unit_id: int, year: int, month: int) -> GoalPage:
    """Return a unit's goals of a year as they stand at the end of a month; `NotAllowed` outside scope."""
    require(session, actor, Action.VIEW_GOALS, unit_id)
    world = read_goals(session, actor, year=year)
    said = read_assessments(session, actor, year=year, month=month, goal_ids=world.goals)
    standing = dict(standing_of_goals(session, actor, world=world, months=[month])[month].found)
    units = [row.id for row in unit_rows(session, actor.tree_id, under_units(actor.tree_id, (unit_id,)))]
    inside, assigned = set(units), _levels(world, GoalKind.ASSIGNMENT)
    goals = [goal for goal in world.goals.values() if goal.unit_id in inside]
    own = tuple(g for g in goals if g.unit_id == unit_id and g.level_id not in assigned)
    followed = _levels(world, GoalKind.GOAL)
    below = tuple(g for g in goals if g.unit_id != unit_id and g.level_id not in assigned and not g.ended)
    asked = [g for g in own if not g.ended and g.level_id in followed] or below
    return GoalPage(
        year=year,
        month=month,
        world=world,
        answer=goal_words.answer(asked, standing, year),
        own=tuple(g for g in own if not g.ended),
        ended=tuple(g for g in own if g.ended),
        below=below,
        assignments=_assignments(goals, assigned),
        standing=standing,
        said=said,
        sums=money_through(session, actor, world=world, upto_month=month),
    )


def _levels(world: GoalWorld, kind: GoalKind) -> frozenset[int]:
    return frozenset(level.id for level in world.levels if level.kind is kind)


def _assignments(goals: list[GoalRow], levels: frozenset[int]) -> tuple[GoalRow, ...]:
    """Return assignments, those in use first by the day they are to be reported back, then the ended ones."""
    rows = [goal for goal in goals if goal.level_id in levels]
    return tuple(sorted(rows, key=lambda goal: (goal.ended, goal.report_by is None, str(goal.report_by))))
