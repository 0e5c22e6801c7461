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
    """A step of the scale: its status and what it counts, more is better.

    Several steps may have one status; then they differ by `id`. One without a judgement (NONE), such as
    "not begun", is said but never counted.
    """

    status: Status
    points: int
    id: int | None = None


@dataclass(frozen=True, slots=True)
class Judged:
    """A status and its weight among others, with the step that it is; a key figure knows only its status."""

    status: Status
    weight: int = 1
    step_id: int | None = None


@dataclass(frozen=True, slots=True)
class Attainment:
    """A goal's status and step, what it rests on, and how many of how many judged parts are reached."""

    status: Status
    basis: Basis
    reached: int
    of: int
    step_id: int | None = None


def attain(
    own: Status | None,
    indicators: Sequence[Judged],
    goals: Sequence[Judged],
    *,
    scale: Sequence[Step],
    weighing: Weighing,
    own_step: int | None = None,
) -> Attainment:
    """Return how a goal stands: by its own judgement, else its key figures, else the goals that serve it.

    `own_step` is the step of its own judgement. What is not judged counts for nothing, and is not in `of`.
    """
    parts: list[Status] = [part.status for part in (*goals, *indicators) if part.status is not Status.NONE]
    reached = parts.count(best_of(scale)) if parts else 0
    if own is not None:
        return Attainment(own, Basis.OWN, reached, len(parts), own_step)
    for basis, judged in ((Basis.INDICATORS, indicators), (Basis.GOALS, goals)):
        step = landed(judged, scale, weighing)
        if step is not None:
            return Attainment(step.status, basis, reached, len(parts), step.id)
    return Attainment(Status.NONE, Basis.NOTHING, reached, len(parts))


def best_of(scale: Sequence[Step]) -> Status:
    """Return the status of a goal that is reached."""
    counted = _counted(scale)
    return max(counted, key=lambda step: step.points).status if counted else Status.OK


def weigh(parts: Sequence[Judged], scale: Sequence[Step], weighing: Weighing) -> Status:
    """Return one status for many, that of the step where they land."""
    step = landed(parts, scale, weighing)
    return step.status if step else Status.NONE


def landed(parts: Sequence[Judged], scale: Sequence[Step], weighing: Weighing) -> Step | None:
    """Return the step for many judgements; the mean goes to the nearest step, half-way to the worse one.

    Reached (2 points), reached and not reached (0) give 4/3, which is nearest to partly (1). A status
    without its step, as of a key figure, is the best step that has it.
    """
    if not parts:
        return None
    judged = [(step, part.weight) for part in parts if part.weight > 0 and (step := _step_of(part, scale))]
    if not judged:
        return None
    if weighing is Weighing.WORST:
        return min((step for step, _weight in judged), key=lambda step: step.points)
    whole = sum(weight for _step, weight in judged)
    total = sum(step.points * weight for step, weight in judged)
    return min(_counted(scale), key=lambda step: (abs(step.points * whole - total), step.points))


def _step_of(part: Judged, scale: Sequence[Step]) -> Step | None:
    """Return the step that a judgement is: its own, else the best one of its status; None uncounted."""
    found = None
    for step in scale:
        if step.status is part.status and step.status is not Status.NONE:
            if step.id == part.step_id and step.id is not None:
                return step
            if found is None or step.points > found.points:
                found = step
    return found


def _counted(scale: Sequence[Step]) -> list[Step]:
    return [step for step in scale if step.status is not Status.NONE]
