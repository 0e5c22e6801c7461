"""Measures against a deficit, what they give, and the clock that runs until the body has decided."""

from datetime import date, datetime

from sqlalchemy import SmallInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.models.types import Key, Ore, UtcTime


class Measure(SQLModel, table=True):
    """What a task is to give in a year, in öre (+ = better); NULL effect is not told yet.

    The task has owner, last day and outcome. `row_key` is the report row that it helps, the empty
    one the net. `realised` is what the latest follow-up said, NULL before the first.
    """

    __tablename__ = "measure"

    task_id: int = Field(primary_key=True, foreign_key="task.id", sa_type=Key)
    year: int
    row_key: str = Field(default="", max_length=64)
    effect: int | None = Field(default=None, sa_type=Ore)
    from_month: int = Field(sa_type=SmallInteger)
    realised: int | None = Field(default=None, sa_type=Ore)
    rev: int = 0


class MeasureFollowUp(SQLModel, table=True):
    """What somebody said that a measure has given so far, öre; the highest `n` holds."""

    __tablename__ = "measure_follow_up"

    task_id: int = Field(primary_key=True, foreign_key="measure.task_id", sa_type=Key)
    n: int = Field(primary_key=True)
    amount: int = Field(sa_type=Ore)
    text: str = Field(default="", max_length=2000)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    at: datetime = Field(sa_type=UtcTime)


class ActionPlan(SQLModel, table=True):
    """A node that reported a deficit (öre, positive, before measures) and has until `due` to decide.

    The clock runs until `ended_on`: the day of the body's decision, or when somebody closed it with words.
    """

    __tablename__ = "action_plan"
    __table_args__ = (UniqueConstraint("unit_id", "version_id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    version_id: int = Field(foreign_key="version.id", sa_type=Key)
    deficit: int = Field(sa_type=Ore)
    effect: int = Field(sa_type=Ore)
    reported_on: date
    due: date
    decision_id: int | None = Field(default=None, foreign_key="decision.id", sa_type=Key)
    ended_on: date | None = None
    ended_by_id: int | None = Field(default=None, foreign_key="user_account.id", sa_type=Key)
    words: str = Field(default="", max_length=2000)
