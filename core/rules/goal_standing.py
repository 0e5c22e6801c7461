"""How every goal of a year stands: by its own judgement, else what measures it, else the goals below."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from core.rules.attainment import Attainment, Judged, Step, Weighing, attain
from core.rules.goals import Threads
from core.table import Status


@dataclass(frozen=True, slots=True)
class Judgements:
    """What is known of goals by their ids: own judgements, key figures, and how much each goal weighs.

    `steps` are the steps of own judgements; words alone have none, and are no judgement.
    Only goals in `weights` count; one that has ended is left out of it.
    """

    weights: Mapping[int, int]
    own: Mapping[int, Status] = field(default_factory=dict)
    indicators: Mapping[int, Sequence[Judged]] = field(default_factory=dict)
    steps: Mapping[int, int | None] = field(default_factory=dict)


def stand(
    threads: Threads, judged: Judgements, *, scale: Sequence[Step], weighing: Weighing
) -> dict[int, Attainment]:
    """Return how each goal stands; those below are weighed first, so each is reckoned once."""
    found: dict[int, Attainment] = {}
    for goal_id, below in _from_below(threads, judged.weights):
        found[goal_id] = attain(
            _own(judged, goal_id),
            judged.indicators.get(goal_id, ()),
            [Judged(found[one].status, judged.weights[one], found[one].step_id) for one in below],
            scale=scale,
            weighing=weighing,
            own_step=judged.steps.get(goal_id),
        )
    return found


def _from_below(threads: Threads, goals: Collection[int]) -> Iterator[tuple[int, list[int]]]:
    """Give each goal, with those that serve it, after them; without recursion: a thread may be long."""
    given: set[int] = set()
    for start in goals:
        waiting = [start]
        while waiting:
            goal_id = waiting[-1]
            below = [one for one in threads.served_by.get(goal_id, ()) if one in goals]
            missing = [one for one in below if one not in given]
            if missing and goal_id not in given:
                waiting.extend(missing)
                continue
            waiting.pop()
            if goal_id not in given:
                given.add(goal_id)
                yield goal_id, below


def _own(judged: Judgements, goal_id: int) -> Status | None:
    """A judgement without a step is no judgement: then the goal is reckoned."""
    status = judged.own.get(goal_id)
    return None if status is Status.NONE and judged.steps.get(goal_id) is None else status
