"""The red thread of a cell of the map: what its goal serves; the goals, words, activities and money below.

build_thread(session, actor, *, found, goal_id, unit_id, everything) -> Thread
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlmodel import Session

from core.queries.activities import ActivityRow, list_activities
from core.queries.goal_assessments import AssessmentRow, read_assessments
from core.queries.goals import GoalRow
from core.reports.goal_map import GoalMap, Money
from core.reports.words import listed
from core.rules.access import Actor
from core.rules.goal_map import worst_first
from core.table import Status

_FEW = 3
_REACHED = {Status.OK, Status.BETTER}


def upward(goals: Sequence[GoalRow]) -> list[str]:
    """Return the goals above by level, the highest first: those of one level stand beside each other."""
    return [
        listed([f"”{goal.title}”" for goal in group])
        for _level, group in groupby(goals, lambda one: one.level_id)
    ]


@dataclass(frozen=True, slots=True)
class Branch:
    """A goal of the thread with what is said of it and what lies below; `rest` are reached ones not shown.

    Its money is that of the goal and all that serve it."""

    goal: GoalRow
    level: str
    status: Status
    money: Money
    said: AssessmentRow | None
    activities: tuple[ActivityRow, ...]
    children: tuple["Branch", ...]
    rest: tuple[GoalRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """What a choice in the map opens: the goals above (the highest first), the tree, and its money.

    `top` is the goal to read first: the topmost one that is not reached.
    """

    above: tuple[GoalRow, ...]
    root: Branch
    money: Money
    goals: tuple[int, ...]
    top: int

    def find(self, goal_id: int | None) -> Branch | None:
        """Return a goal of the tree."""
        waiting = [self.root]
        while waiting:
            branch = waiting.pop()
            if branch.goal.id == goal_id:
                return branch
            waiting.extend(branch.children)
        return None


def build_thread(
    session: Session,
    actor: Actor,
    *,
    found: GoalMap,
    goal_id: int,
    unit_id: int | None = None,
    everything: bool = False,
) -> Thread | None:
    """Return the thread of a goal, within one unit or in all; None where the map has no such choice.

    With more than a few goals under one, those that are reached are left out unless `everything`.
    """
    read = found.read
    goals, top = _chosen(found, goal_id, unit_id)
    if not goals or goal_id not in read.world.goals:
        return None
    shown = _Shown(
        found,
        {goal_id, *goals},
        read_assessments(session, actor, year=read.year, month=read.month, goal_ids=list({goal_id, *goals})),
        list_activities(session, actor, year=read.year, goal_ids=list({goal_id, *goals})),
        everything=everything,
    )
    return Thread(
        above=tuple(read.world.goals[one] for one in reversed(read.threads.above(goal_id))),
        root=shown.branch(goal_id, tuple(one for one in top if one != goal_id)),
        money=found.money(goals),
        goals=tuple(goals),
        top=worst_first(top, read.standings)[0],
    )


def _chosen(found: GoalMap, goal_id: int, unit_id: int | None) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the goals of a choice, and the topmost of them."""
    if unit_id is None:
        return found.read.grid.behind.get(goal_id) or _alone(found, goal_id), (goal_id,)
    cell = found.read.grid.cells.get((goal_id, unit_id))
    return (cell.goals, cell.top) if cell else ((), ())


def _alone(found: GoalMap, goal_id: int) -> tuple[int, ...]:
    """Return a goal that is no row of the map, with those that serve it."""
    if goal_id not in found.read.world.goals:
        return ()
    below = found.read.threads.below(goal_id)
    return (goal_id, *(one for one in below if not found.read.world.goals[one].ended))


class _Shown:
    """What a thread is made of; each goal stands in it once."""

    def __init__(
        self,
        found: GoalMap,
        goals: Collection[int],
        said: dict[int, AssessmentRow],
        activities: Collection[ActivityRow],
        *,
        everything: bool,
    ) -> None:
        self.found, self.read = found, found.read
        self.left = set(goals)
        self.said, self.everything = said, everything
        self.activities: dict[int, list[ActivityRow]] = {}
        for one in activities:
            self.activities.setdefault(one.goal_id or 0, []).append(one)
        self.levels = {level.id: level.name for level in self.read.world.levels}

    def branch(self, goal_id: int, first: Collection[int] = ()) -> Branch:
        """Return a goal with those below it that are left; `first` stand below it whatever they serve."""
        goal = self.read.world.goals[goal_id]
        self.left.discard(goal_id)
        below = dict.fromkeys((*first, *self.read.threads.served_by.get(goal_id, ())))
        mine = [one for one in worst_first(below, self.read.standings) if one in self.left]
        kept, rest = self._fold(mine)
        self.left -= set(mine)
        children = []
        for one in kept:
            self.left.add(one)
            children.append(self.branch(one))
        return Branch(
            goal=goal,
            level=self.levels[goal.level_id],
            status=self.read.standings.status(goal_id),
            money=self.found.money((goal_id, *self.read.threads.below(goal_id))),
            said=self.said.get(goal_id),
            activities=tuple(self.activities.get(goal_id, ())),
            children=tuple(children),
            rest=tuple(self.read.world.goals[one] for one in rest),
        )

    def _fold(self, goals: list[int]) -> tuple[list[int], list[int]]:
        """Return goals to show and those to leave out: reached ones with nothing below that is not."""
        if self.everything or len(goals) <= _FEW:
            return goals, []
        calm = [one for one in goals if self._is_calm(one)]
        return [one for one in goals if one not in calm], calm

    def _is_calm(self, goal_id: int) -> bool:
        below = [one for one in self.read.threads.below(goal_id) if one in self.left]
        return all(self.read.standings.status(one) in _REACHED for one in (goal_id, *below))
