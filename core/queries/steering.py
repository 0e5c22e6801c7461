"""The municipality's steering model: levels of goals, the scale that they are judged by, marks.

Words and order are no secret; whoever reads goals reads them. Nothing here is narrowed by rights.
"""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from core.enums import GoalKind
from core.models import AssessmentStep, Goal, GoalAssessment, GoalLevel, Setting, Tag
from core.rules.attainment import Step, Weighing
from core.table import Status

WEIGHING_SETTING = "goal_weighing"


@dataclass(frozen=True, slots=True)
class LevelRow:
    """A level of the steering model; `most` is how many goals a unit may have, 0 is no limit."""

    id: int
    name: str
    kind: GoalKind
    most: int
    closed: bool


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step of the scale: its words of what is over and of what is expected, its status and points."""

    id: int
    word: str
    forecast_word: str
    status: Status
    points: int

    @property
    def step(self) -> Step:
        """The step as the rules of attainment take it."""
        return Step(self.status, self.points, self.id)


@dataclass(frozen=True, slots=True)
class TagRow:
    """A word that goals are marked with, in its group."""

    key: str
    group: str
    name: str


def read_levels(session: Session) -> tuple[LevelRow, ...]:
    """Return every level, the highest first; closed ones in their place among them."""
    rows = session.exec(select(GoalLevel).order_by(col(GoalLevel.position), col(GoalLevel.id)))
    return tuple(LevelRow(row.id or 0, row.name, row.kind, row.most, row.closed) for row in rows)


def read_scale(session: Session) -> tuple[StepRow, ...]:
    """Return the steps of the scale, the best first."""
    rows = session.exec(select(AssessmentStep).order_by(col(AssessmentStep.position)))
    return tuple(
        StepRow(row.id or 0, row.word, row.forecast_word, Status(row.status), row.points) for row in rows
    )


def judged_steps(session: Session) -> frozenset[int]:
    """Return the steps that somebody has judged by; they cannot be taken away."""
    return frozenset(
        step for step in session.exec(select(GoalAssessment.step_id).distinct()) if step is not None
    )


def read_weighing(session: Session) -> Weighing:
    """Return how several judgements become one; their mean where nothing is chosen."""
    held = session.get(Setting, WEIGHING_SETTING, populate_existing=True)
    return Weighing(held.value) if held else Weighing.MEAN


def read_tags(session: Session) -> tuple[TagRow, ...]:
    """Return every mark, by group and in its own order."""
    rows = session.exec(select(Tag).order_by(col(Tag.position), col(Tag.key)))
    return tuple(TagRow(row.key, row.group, row.name) for row in rows)


def goals_per_level(session: Session) -> dict[int, int]:
    """Return how many goals, of any year, each level has; levels without any are left out."""
    return dict(session.exec(select(Goal.level_id, func.count()).group_by(col(Goal.level_id))).all())
