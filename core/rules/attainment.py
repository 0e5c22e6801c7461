"""Whether a goal is reached: judged by people, else reckoned from its key figures and the goals below."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from core.table import Status


class Weighing(StrEnum):
    """How several judgements become one: their weighted mean, or the worst of them."""

    MEAN = "mean"
    WORST = "worst"


class Basis(StrEnum):
    """What a judgement rests on."""

    OWN = "own"
    INDICATORS = "indicators"
    GOALS = "goals"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the scale: its status and what it counts, more is better."""

    status: Status
    points: int


@dataclass(frozen=True, slots=True)
class Judged:
    """A status and its weight among others."""

    status: Status
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Attainment:
    """A goal's status, what it rests on, and how many of how many judged parts below are reached."""

    status: Status
    basis: Basis
    reached: int
    of: int


def attain(
    own: Status | None,
    indicators: Sequence[Judged],
    goals: Sequence[Judged],
    *,
    scale: Sequence[Step],
    weighing: Weighing,
) -> Attainment:
    """Return how a goal stands: by its own judgement, else its key figures, else the goals that serve it.

    What is not judged counts for nothing, and is not in `of`.
    """
    parts: list[Status] = [part.status for part in (*goals, *indicators) if part.status is not Status.NONE]
    reached = parts.count(best_of(scale)) if parts else 0
    if own is not None:
        return Attainment(own, Basis.OWN, reached, len(parts))
    for basis, judged in ((Basis.INDICATORS, indicators), (Basis.GOALS, goals)):
        status = weigh(judged, scale, weighing)
        if status is not Status.NONE:
            return Attainment(status, basis, reached, len(parts))
    return Attainment(Status.NONE, Basis.NOTHING, reached, len(parts))


def best_of(scale: Sequence[Step]) -> Status:
    """Return the status of a goal that is reached."""
    return max(scale, key=lambda step: step.points).status if scale else Status.OK


def weigh(parts: Sequence[Judged], scale: Sequence[Step], weighing: Weighing) -> Status:
    """Return one status for many; the mean goes to the nearest step, half-way to the worse one.

    Reached (2 points), reached and not reached (0) give 4/3, which is nearest to partly (1).
    """
    points = {step.status: step.points for step in scale} if parts else {}
    judged = [part for part in parts if part.status in points and part.weight > 0]
    if not judged:
        return Status.NONE
    if weighing is Weighing.WORST:
        return min(judged, key=lambda part: points[part.status]).status
    whole = sum(part.weight for part in judged)
    total = sum(points[part.status] * part.weight for part in judged)
    return min(scale, key=lambda step: (abs(step.points * whole - total), step.points)).status
