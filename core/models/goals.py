"""Goals: the steering model, the goals and how they serve each other, their judgement and money."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, SmallInteger
from sqlmodel import Field, SQLModel

from core.enums import GoalKind, GoalState
from core.models.types import Exact, Key, UtcTime, text_enum


class GoalLevel(SQLModel, table=True):
    """A level of the steering model, the highest first. `most` is how many a unit may have; 0 is no limit."""

    __tablename__ = "goal_level"

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    position: int = Field(sa_type=SmallInteger)
    name: str = Field(max_length=80)
    kind: GoalKind = Field(sa_type=text_enum(GoalKind, "goal_kind"))
    most: int = Field(default=0, sa_type=SmallInteger)
    closed: bool = False


class AssessmentStep(SQLModel, table=True):
    """A step of the scale that goals are judged by, the best first.

    `word` is said of what is over, `forecast_word` of what is expected; `status` is one of
    `core.table.Status` and gives colour and icon, `points` is what it counts when goals are weighed.
    """

    __tablename__ = "assessment_step"

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    position: int = Field(sa_type=SmallInteger)
    word: str = Field(max_length=60)
    forecast_word: str = Field(max_length=60)
    status: str = Field(max_length=16)
    points: int = Field(sa_type=SmallInteger)


class Goal(SQLModel, table=True):
    """A goal or assignment of a unit, in force from `first_year` to `last_year` (None: until further notice).

    What is planned for a later year is a row of its own with `origin_id`, so that planning never
    changes what is followed up now. An assignment has a day to report back.
    """

    __tablename__ = "goal"
    __table_args__ = (
        Index("ix_goal_unit", "unit_id"),
        Index("ix_goal_years", "first_year", "last_year"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    level_id: int = Field(foreign_key="goal_level.id", sa_type=Key)
    position: int = Field(default=0, sa_type=SmallInteger)
    title: str = Field(max_length=300)
    text: str = Field(default="", max_length=4000)
    owner_id: int | None = Field(default=None, foreign_key="user_account.id", sa_type=Key)
    first_year: int
    last_year: int | None = None
    report_by: date | None = None
    weight: int = Field(default=1, sa_type=SmallInteger)
    state: GoalState = Field(default=GoalState.ACTIVE, sa_type=text_enum(GoalState, "goal_state"))
    closed_on: date | None = None
    closed_why: str = Field(default="", max_length=1000)
    origin_id: int | None = Field(default=None, foreign_key="goal.id", sa_type=Key)
    merged_into_id: int | None = Field(default=None, foreign_key="goal.id", sa_type=Key)
    rev: int = 0
    created_by_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    created_at: datetime = Field(sa_type=UtcTime)


class GoalLink(SQLModel, table=True):
    """A goal that serves another one, many to many; a circle is refused."""

    __tablename__ = "goal_link"
    __table_args__ = (Index("ix_goal_link_serves", "serves_id"),)

    goal_id: int = Field(primary_key=True, foreign_key="goal.id", sa_type=Key)
    serves_id: int = Field(primary_key=True, foreign_key="goal.id", sa_type=Key)


class Tag(SQLModel, table=True):
    """A word that goals are marked with, in a group: the global goals, children's rights, equality."""

    __tablename__ = "tag"

    key: str = Field(primary_key=True, max_length=40)
    group: str = Field(max_length=80)
    name: str = Field(max_length=120)
    position: int = Field(default=0, sa_type=SmallInteger)


class GoalTag(SQLModel, table=True):
    """A goal with a mark."""

    __tablename__ = "goal_tag"

    goal_id: int = Field(primary_key=True, foreign_key="goal.id", sa_type=Key)
    tag_key: str = Field(primary_key=True, foreign_key="tag.key", max_length=40)


class GoalAssessment(SQLModel, table=True):
    """What a unit says of a goal at the end of a month; the latest row holds, no row is changed.

    Without a step only the words are said, and the judgement is the one that is reckoned.
    """

    __tablename__ = "goal_assessment"
    __table_args__ = (Index("ix_goal_assessment_goal", "goal_id", "year", "month"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    goal_id: int = Field(foreign_key="goal.id", sa_type=Key)
    year: int
    month: int = Field(sa_type=SmallInteger)
    step_id: int | None = Field(default=None, foreign_key="assessment_step.id", sa_type=Key)
    text: str = Field(default="", max_length=4000)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    at: datetime = Field(sa_type=UtcTime)


class GoalMoney(SQLModel, table=True):
    """What of a unit's money serves a goal: accounts (`5,60-62`, empty: all), function, project, a share.

    `fte` is how many full-time equivalents of the unit that work with it, said by the unit itself.
    """

    __tablename__ = "goal_money"
    __table_args__ = (Index("ix_goal_money_goal", "goal_id"), Index("ix_goal_money_unit", "unit_id"))

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    goal_id: int = Field(foreign_key="goal.id", sa_type=Key)
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    accounts: str = Field(default="", max_length=200)
    function: str = Field(default="", max_length=20)
    project: str = Field(default="", max_length=20)
    share: int = Field(default=10_000, sa_type=SmallInteger)
    fte: Decimal | None = Field(default=None, sa_type=Exact)
    text: str = Field(default="", max_length=300)
