"""Activities: what is done for a goal, by whom and when, its pauses and reconciliations."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from core.enums import ActivityEffect, ActivityState
from core.models.types import Exact, Key, Ore, UtcTime, text_enum


class Activity(SQLModel, table=True):
    """Something that a unit does for a goal. One that was spread from another names it in `origin_id`.

    `cost` is in öre, a cost is positive. After it is done, its effect is asked about on `effect_due`.
    """

    __tablename__ = "activity"
    __table_args__ = (
        Index("ix_activity_unit", "unit_id"),
        Index("ix_activity_goal", "goal_id"),
        Index("ix_activity_origin", "origin_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    goal_id: int | None = Field(default=None, foreign_key="goal.id", sa_type=Key)
    origin_id: int | None = Field(default=None, foreign_key="activity.id", sa_type=Key)
    title: str = Field(max_length=200)
    text: str = Field(default="", max_length=4000)
    owner_id: int | None = Field(default=None, foreign_key="user_account.id", sa_type=Key)
    starts: date
    ends: date | None = None
    state: ActivityState = Field(
        default=ActivityState.PLANNED, sa_type=text_enum(ActivityState, "activity_state")
    )
    cost: int | None = Field(default=None, sa_type=Ore)
    hours: Decimal | None = Field(default=None, sa_type=Exact)
    outcome: str = Field(default="", max_length=4000)
    effect_due: date | None = None
    effect: ActivityEffect | None = Field(default=None, sa_type=text_enum(ActivityEffect, "activity_effect"))
    effect_text: str = Field(default="", max_length=2000)
    ended_on: date | None = None
    rev: int = 0
    created_by_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    created_at: datetime = Field(sa_type=UtcTime)


class ActivitySpread(SQLModel, table=True):
    """A node whose units, also those that come later, get a copy of an activity."""

    __tablename__ = "activity_spread"

    activity_id: int = Field(primary_key=True, foreign_key="activity.id", sa_type=Key)
    unit_id: int = Field(primary_key=True, foreign_key="unit.id", sa_type=Key)
    later_units: bool = True


class ActivityPause(SQLModel, table=True):
    """A time when an activity rests."""

    __tablename__ = "activity_pause"

    activity_id: int = Field(primary_key=True, foreign_key="activity.id", sa_type=Key)
    starts: date = Field(primary_key=True)
    ends: date


class ActivityCheck(SQLModel, table=True):
    """A day when an activity is reconciled, and what was said then."""

    __tablename__ = "activity_check"
    __table_args__ = (Index("ix_activity_check_activity", "activity_id", "day"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    activity_id: int = Field(foreign_key="activity.id", sa_type=Key)
    day: date
    text: str = Field(default="", max_length=1000)
    done_by_id: int | None = Field(default=None, foreign_key="user_account.id", sa_type=Key)
    done_at: datetime | None = Field(default=None, sa_type=UtcTime)
