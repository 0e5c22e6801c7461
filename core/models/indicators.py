"""Key figures: their definition, where they are measured, targets, values, judgements and dated notes."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import Index, SmallInteger
from sqlmodel import Field, SQLModel

from core.enums import Aggregation, Direction, Periodicity, Sex, ValueOrigin
from core.models.types import Exact, Key, UtcTime, text_enum


class Indicator(SQLModel, table=True):
    """The definition of a key figure, one for all units that it is measured at.

    `formula` is reckoned over other key figures by their codes; `kolada_id` names one that is
    fetched. The value is good at the target, partly so within `partly` of it (in its own unit). A
    share is its numerator by its denominator times `factor` (100 for per cent).
    """

    __tablename__ = "indicator"

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    code: str = Field(max_length=40, unique=True)
    title: str = Field(max_length=200)
    text: str = Field(default="", max_length=4000)
    source: str = Field(default="", max_length=200)
    measure_unit: str = Field(max_length=40)
    decimals: int = Field(default=0, sa_type=SmallInteger)
    direction: Direction = Field(sa_type=text_enum(Direction, "indicator_direction"))
    periodicity: Periodicity = Field(sa_type=text_enum(Periodicity, "indicator_periodicity"))
    aggregation: Aggregation = Field(sa_type=text_enum(Aggregation, "indicator_aggregation"))
    factor: int = 1
    by_sex: bool = False
    formula: str = Field(default="", max_length=500)
    kolada_id: str = Field(default="", max_length=20)
    partly: Decimal = Field(default=Decimal(0), sa_type=Exact)
    owner_id: int | None = Field(default=None, foreign_key="user_account.id", sa_type=Key)
    next_update: date | None = None
    closed_on: date | None = None
    closed_why: str = Field(default="", max_length=1000)
    merged_into_id: int | None = Field(default=None, foreign_key="indicator.id", sa_type=Key)
    rev: int = 0
    created_by_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    created_at: datetime = Field(sa_type=UtcTime)


class IndicatorUnit(SQLModel, table=True):
    """A unit that a key figure is measured at, who reports it there, and where it started.

    After `last_year` (None: until further notice) it is not followed there any more.
    """

    __tablename__ = "indicator_unit"
    __table_args__ = (Index("ix_indicator_unit_unit", "unit_id"),)

    indicator_id: int = Field(primary_key=True, foreign_key="indicator.id", sa_type=Key)
    unit_id: int = Field(primary_key=True, foreign_key="unit.id", sa_type=Key)
    owner_id: int | None = Field(default=None, foreign_key="user_account.id", sa_type=Key)
    baseline: Decimal | None = Field(default=None, sa_type=Exact)
    baseline_year: int | None = None
    last_year: int | None = None


class IndicatorTarget(SQLModel, table=True):
    """What a unit is to reach in a year."""

    __tablename__ = "indicator_target"

    indicator_id: int = Field(primary_key=True, foreign_key="indicator.id", sa_type=Key)
    unit_id: int = Field(primary_key=True, foreign_key="unit.id", sa_type=Key)
    year: int = Field(primary_key=True)
    value: Decimal = Field(sa_type=Exact)


class IndicatorValue(SQLModel, table=True):
    """A unit's outcome at the end of a month; a share has its two parts, by which it is added up."""

    __tablename__ = "indicator_value"
    __table_args__ = (Index("ix_indicator_value_unit", "unit_id", "year"),)

    indicator_id: int = Field(primary_key=True, foreign_key="indicator.id", sa_type=Key)
    unit_id: int = Field(primary_key=True, foreign_key="unit.id", sa_type=Key)
    year: int = Field(primary_key=True)
    month: int = Field(primary_key=True, sa_type=SmallInteger)
    sex: Sex = Field(default=Sex.TOTAL, primary_key=True, sa_type=text_enum(Sex, "value_sex", checked=False))
    value: Decimal | None = Field(default=None, sa_type=Exact)
    numerator: Decimal | None = Field(default=None, sa_type=Exact)
    denominator: Decimal | None = Field(default=None, sa_type=Exact)
    origin: ValueOrigin = Field(sa_type=text_enum(ValueOrigin, "value_origin", checked=False))
    user_id: int | None = Field(default=None, foreign_key="user_account.id", sa_type=Key)
    at: datetime = Field(sa_type=UtcTime)


class IndicatorAssessment(SQLModel, table=True):
    """What a unit says of a value, and with a status (only with words) its own judgement of it.

    The latest row holds, no row is changed.
    """

    __tablename__ = "indicator_assessment"
    __table_args__ = (Index("ix_indicator_assessment_place", "indicator_id", "unit_id", "year", "month"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    indicator_id: int = Field(foreign_key="indicator.id", sa_type=Key)
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    year: int
    month: int = Field(sa_type=SmallInteger)
    status: str = Field(default="", max_length=16)
    text: str = Field(default="", max_length=4000)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    at: datetime = Field(sa_type=UtcTime)


class IndicatorNote(SQLModel, table=True):
    """Something that happened on a day, shown in the picture of a key figure."""

    __tablename__ = "indicator_note"
    __table_args__ = (Index("ix_indicator_note_place", "indicator_id", "unit_id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    indicator_id: int = Field(foreign_key="indicator.id", sa_type=Key)
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    day: date
    text: str = Field(max_length=200)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    at: datetime = Field(sa_type=UtcTime)


class GoalIndicator(SQLModel, table=True):
    """A key figure that measures a goal."""

    __tablename__ = "goal_indicator"
    __table_args__ = (Index("ix_goal_indicator_indicator", "indicator_id"),)

    goal_id: int = Field(primary_key=True, foreign_key="goal.id", sa_type=Key)
    indicator_id: int = Field(primary_key=True, foreign_key="indicator.id", sa_type=Key)
    weight: int = Field(default=1, sa_type=SmallInteger)
