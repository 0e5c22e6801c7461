"""The forecast: where a unit's row is stored, what is proposed and by which method, and why it deviates."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, SmallInteger
from sqlmodel import Field, SQLModel

from core.enums import ForecastCause, ForecastMethod
from core.models.types import Key, Ore, UtcTime, text_enum


class ForecastNomination(SQLModel, table=True):
    """The one ansvar and coding on which a unit's report row is stored in every forecast."""

    __tablename__ = "forecast_nomination"

    unit_id: int = Field(primary_key=True, foreign_key="unit.id", sa_type=Key)
    row_key: str = Field(primary_key=True, max_length=64)
    ansvar_unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    coding_id: int = Field(foreign_key="coding.id", sa_type=Key)


class ForecastProposal(SQLModel, table=True):
    """What the system proposed for a row when the round opened, in öre, report sign, with its interval."""

    __tablename__ = "forecast_proposal"

    version_id: int = Field(primary_key=True, foreign_key="version.id", sa_type=Key)
    unit_id: int = Field(primary_key=True, foreign_key="unit.id", sa_type=Key)
    row_key: str = Field(primary_key=True, max_length=64)
    method: ForecastMethod = Field(sa_type=text_enum(ForecastMethod, "forecast_method", checked=False))
    amount: int = Field(sa_type=Ore)
    low: int = Field(sa_type=Ore)
    high: int = Field(sa_type=Ore)
    months_known: int = Field(sa_type=SmallInteger)
    explain: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class ForecastChoice(SQLModel, table=True):
    """The back-test's choice for a row, of one unit or (NULL) of all others; the empty row is the total.

    `error`, `bias`, `coverage` and the `errors` of every method are hundredths of a per cent.
    """

    __tablename__ = "forecast_choice"
    __table_args__ = (Index("ix_forecast_choice_row", "row_key", "unit_id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    row_key: str = Field(max_length=64)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", sa_type=Key)
    method: ForecastMethod = Field(sa_type=text_enum(ForecastMethod, "chosen_method", checked=False))
    error: int
    bias: int
    coverage: int
    spread: list[Any] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    errors: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    at: datetime = Field(sa_type=UtcTime)


class ForecastReason(SQLModel, table=True):
    """Why a unit's row, or (the empty row) its net, deviates: a cause of the list and words."""

    __tablename__ = "forecast_reason"

    version_id: int = Field(primary_key=True, foreign_key="version.id", sa_type=Key)
    unit_id: int = Field(primary_key=True, foreign_key="unit.id", sa_type=Key)
    row_key: str = Field(primary_key=True, max_length=64)
    cause: ForecastCause = Field(sa_type=text_enum(ForecastCause, "forecast_cause", checked=False))
    text: str = Field(default="", max_length=2000)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    at: datetime = Field(sa_type=UtcTime)
