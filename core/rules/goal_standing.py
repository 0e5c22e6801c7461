"""How every goal of a year stands: by its own judgement, else what measures it, else the goals below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.rules.attainment import Attainment, Judged, Step, Weighing, attain
from core.rules.goals import Threads
from core.table import Status


@dataclass(frozen=True, slots=True)
class Judgements:
    """What is known of goals by their ids: own judgements, key figures, and how much each goal weighs.

    Only goals in `weights` count; one that has ended is left out of it.
    """

    weights: Mapping[int, int]
    own: Mapping[int, Status] = field(default_factory=dict)
    indicators: Mapping[int, Sequence[Judged]] = field(default_factory=dict)


def stand(
    threads: Threads, judged: Judgements, *, scale: Sequence[Step], weighing: Weighing
) -> dict[int, Attainment]:
    """Return how each goal stands; those below are weighed first, so each is reckoned once."""
    found: dict[int, Attainment] = {}
    for goal_id in judged.weights:
        _reckon(goal_id, threads, judged, found, scale=scale, weighing=weighing)
    return found


def _reckon(
    start: int,
    threads: Threads,
    judged: Judgements,
    found: dict[int, Attainment],
    *,
    scale: Sequence[Step],
    weighing: Weighing,
) -> None:
    """Reckon a goal after all below it, without recursion: a thread may be long."""
    waiting = [start]
    while waiting:
        goal_id = waiting[-1]
        below = [one for one in threads.served_by.get(goal_id, ()) if one in judged.weights]
        missing = [one for one in below if one not in found]
        if goal_id in found or not missing:
            waiting.pop()
        if goal_id in found:
            continue
        if missing:
            waiting.extend(missing)
            continue
        found[goal_id] = attain(
            _own(judged.own.get(goal_id)),
            judged.indicators.get(goal_id, ()),
            [Judged(found[one].status, judged.weights[one]) for one in below],
            scale=scale,
            weighing=weighing,
        )


def _own(status: Status | None) -> Status | None:
    """A judgement without a step is no judgement: then the goal is reckoned."""
    return None if status is Status.NONE else status
