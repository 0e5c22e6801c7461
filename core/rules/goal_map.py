"""The map of goals by units: which goals of a unit serve a goal above, and how they stand together."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from core.rules.attainment import Attainment, Judged, Step, Weighing, best_of, landed
from core.rules.goals import Threads
from core.table import Status

ORDER = {Status.BAD: 0, Status.PARTLY: 1, Status.NONE: 2, Status.OK: 3, Status.BETTER: 3}
"""What needs somebody first comes first."""


@dataclass(frozen=True, slots=True)
class Span:
    """A unit of the map with its place in the tree: everything below it lies between `lft` and `rgt`."""

    unit_id: int
    lft: int
    rgt: int


@dataclass(frozen=True, slots=True)
class Cell:
    """The goals of a unit and all below it that serve the row's goal, the topmost first.

    `reached` of `of` goals are reached, counted over all of them, judged or not.
    """

    status: Status
    reached: int
    of: int
    goals: tuple[int, ...]
    top: tuple[int, ...]
    step_id: int | None = None


@dataclass(frozen=True, slots=True)
class Standings:
    """How goals in use stand, what each weighs, and how several become one."""

    found: Mapping[int, Attainment]
    weights: Mapping[int, int]
    scale: Sequence[Step]
    weighing: Weighing

    def status(self, goal_id: int) -> Status:
        """Return how a goal stands; NONE for one that is not judged."""
        found = self.found.get(goal_id)
        return found.status if found else Status.NONE

    def step_id(self, goal_id: int) -> int | None:
        """Return the step of the scale where a goal stands; None for one that is not judged."""
        found = self.found.get(goal_id)
        return found.step_id if found else None

    def judged(self, goal_id: int) -> Judged:
        """Return a goal as one judgement among others."""
        return Judged(self.status(goal_id), self.weights.get(goal_id, 1), self.step_id(goal_id))

    @property
    def best(self) -> Status:
        """The step of a goal that is reached."""
        return best_of(self.scale)


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells by row goal and unit, and all goals behind each row: its own and those that serve it."""

    cells: Mapping[tuple[int, int], Cell] = field(default_factory=dict)
    behind: Mapping[int, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Moved:
    """A goal that stands otherwise than before."""

    goal_id: int
    before: Status
    now: Status

    @property
    def worse(self) -> bool:
        """Whether it has become worse."""
        return ORDER[self.now] < ORDER[self.before]


def lay_out(
    rows: Sequence[int],
    columns: Sequence[Span],
    places: Mapping[int, int],
    threads: Threads,
    standings: Standings,
) -> Grid:
    """Return the map; `places` are the goals in use with the `lft` of their units, columns in tree order.

    A unit that has no goal under the row's has no cell. A row's goal that is the unit's own counts there.
    """
    starts = [column.lft for column in columns]
    cells: dict[tuple[int, int], Cell] = {}
    behind: dict[int, tuple[int, ...]] = {}
    for row in rows:
        behind[row] = tuple(one for one in (row, *threads.below(row)) if one in places)
        by_unit: dict[int, list[int]] = defaultdict(list)
        for goal_id in behind[row]:
            at = bisect_right(starts, places[goal_id]) - 1
            if at >= 0 and places[goal_id] <= columns[at].rgt:
                by_unit[columns[at].unit_id].append(goal_id)
        for unit_id, goals in by_unit.items():
            cells[row, unit_id] = cell_of(goals, threads, standings)
    return Grid(cells, behind)


def cell_of(goals: Sequence[int], threads: Threads, standings: Standings) -> Cell:
    """Return goals together: the status is weighed of the topmost, those that serve no other of them.

    Two at the top, reached and not reached, are (2 + 0) / 2 = 1: partly.
    """
    inside = set(goals)
    top = tuple(one for one in goals if inside.isdisjoint(threads.above(one)))
    step = landed([standings.judged(one) for one in top], standings.scale, standings.weighing)
    above = frozenset(top)
    return Cell(
        status=step.status if step else Status.NONE,
        reached=[standings.status(one) for one in goals].count(standings.best),
        of=len(goals),
        goals=(*top, *(one for one in goals if one not in above)),
        top=top,
        step_id=step.id if step else None,
    )


def worst_first(goals: Iterable[int], standings: Standings) -> list[int]:
    """Return goals with those that are not reached first, else in the order that they came."""
    return sorted(goals, key=lambda one: ORDER[standings.status(one)])


def moved(goals: Iterable[int], before: Mapping[int, Attainment], now: Standings) -> list[Moved]:
    """Return the goals that were judged before and stand otherwise now, those that got worse first."""
    found = []
    for goal_id in goals:
        then = before[goal_id].status if goal_id in before else Status.NONE
        status = now.status(goal_id)
        if Status.NONE not in {then, status} and ORDER[then] != ORDER[status]:
            found.append(Moved(goal_id, then, status))
    return sorted(found, key=lambda one: (not one.worse, ORDER[one.now]))
