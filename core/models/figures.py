"""Figures: versions, balances, and the reasons behind a balance (ledger lines, plan lines)."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, SmallInteger
from sqlmodel import Field, SQLModel

from core.enums import LedgerOrigin, PeriodState, PlanOrigin, VersionKind
from core.models.types import Key, Ore, UtcTime, text_enum

MONTH_COLUMNS = tuple(f"m{month}" for month in range(1, 14))
"""The month columns of a balance: twelve months and the closing period 13."""


class Version(SQLModel, table=True):
    """One set of figures: the actuals of a year, a budget, a forecast. Closed ones never change."""

    __tablename__ = "version"
    __table_args__ = (Index("ix_version_kind_year", "kind", "year"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    kind: VersionKind = Field(sa_type=text_enum(VersionKind, "version_kind"))
    year: int
    name: str = Field(max_length=120)
    base_id: int | None = Field(default=None, foreign_key="version.id", sa_type=Key)
    closed_at: datetime | None = Field(default=None, sa_type=UtcTime)


class MonthStatus(SQLModel, table=True):
    """Whether a month of the ledger is closed (period); a month without a row is open."""

    __tablename__ = "period"

    year: int = Field(primary_key=True)
    month: int = Field(primary_key=True)
    state: PeriodState = Field(default=PeriodState.OPEN, sa_type=text_enum(PeriodState, "period_state"))


class Balance(SQLModel, table=True):
    """What a cost center has on a coding in one version: opening balance and thirteen periods, in öre."""

    __tablename__ = "balance"
    __table_args__ = {"sqlite_with_rowid": False}

    version_id: int = Field(primary_key=True, foreign_key="version.id", sa_type=Key)
    unit_id: int = Field(primary_key=True, foreign_key="unit.id", sa_type=Key)
    coding_id: int = Field(primary_key=True, foreign_key="coding.id", sa_type=Key)
    opening: int = Field(default=0, sa_type=Ore)
    m1: int = Field(default=0, sa_type=Ore)
    m2: int = Field(default=0, sa_type=Ore)
    m3: int = Field(default=0, sa_type=Ore)
    m4: int = Field(default=0, sa_type=Ore)
    m5: int = Field(default=0, sa_type=Ore)
    m6: int = Field(default=0, sa_type=Ore)
    m7: int = Field(default=0, sa_type=Ore)
    m8: int = Field(default=0, sa_type=Ore)
    m9: int = Field(default=0, sa_type=Ore)
    m10: int = Field(default=0, sa_type=Ore)
    m11: int = Field(default=0, sa_type=Ore)
    m12: int = Field(default=0, sa_type=Ore)
    m13: int = Field(default=0, sa_type=Ore)


class LedgerLine(SQLModel, table=True):
    """One line of the ledger. Month 0 is the opening balance, 13 the closing period.

    `account_id` repeats the coding's, for the index that drill-down reads; only
    `core.services.ledger_apply` writes these rows, so what it guarantees is not checked again.
    """

    __tablename__ = "ledger_line"
    __table_args__ = (
        Index("ix_ledger_line_unit", "unit_id", "version_id", "month", "day", "account_id", "coding_id"),
        Index("ix_ledger_line_account", "account_id", "version_id", "month", "day"),
        Index("ix_ledger_line_batch", "batch_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    batch_id: int = Field(foreign_key="import_batch.id", sa_type=Key)
    version_id: int = Field(foreign_key="version.id", sa_type=Key)
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    account_id: int = Field(sa_type=Key)
    coding_id: int = Field(foreign_key="coding.id", sa_type=Key)
    day: date
    month: int = Field(sa_type=SmallInteger)
    series: str = Field(default="", max_length=32)
    number: str = Field(default="", max_length=32)
    row: int = 0
    text: str = Field(default="", max_length=500)
    amount: int = Field(sa_type=Ore)
    origin: LedgerOrigin = Field(sa_type=text_enum(LedgerOrigin, "ledger_origin", checked=False))
    extra: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))


class PlanLine(SQLModel, table=True):
    """One line of a plan, in öre (multiples of 100). NULL in a month means nothing planned, not zero.

    Several lines with one key are line items, told apart by `label`. Bit m−1 of `locked` keeps month
    m out of distribution. `origin_id` names what made a line that is not manual, `explain` how.
    """

    __tablename__ = "plan_line"
    __table_args__ = (Index("ix_plan_line_key", "version_id", "unit_id", "coding_id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    version_id: int = Field(foreign_key="version.id", sa_type=Key)
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    coding_id: int = Field(foreign_key="coding.id", sa_type=Key)
    batch_id: int | None = Field(default=None, foreign_key="import_batch.id", sa_type=Key)
    origin: PlanOrigin = Field(default=PlanOrigin.MANUAL, sa_type=text_enum(PlanOrigin, "plan_origin"))
    origin_id: int | None = Field(default=None, sa_type=Key)
    label: str = Field(default="", max_length=120, sa_column_kwargs={"server_default": ""})
    locked: int = Field(default=0, sa_type=SmallInteger, sa_column_kwargs={"server_default": "0"})
    explain: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
    text: str = Field(default="", max_length=500)
    m1: int | None = Field(default=None, sa_type=Ore)
    m2: int | None = Field(default=None, sa_type=Ore)
    m3: int | None = Field(default=None, sa_type=Ore)
    m4: int | None = Field(default=None, sa_type=Ore)
    m5: int | None = Field(default=None, sa_type=Ore)
    m6: int | None = Field(default=None, sa_type=Ore)
    m7: int | None = Field(default=None, sa_type=Ore)
    m8: int | None = Field(default=None, sa_type=Ore)
    m9: int | None = Field(default=None, sa_type=Ore)
    m10: int | None = Field(default=None, sa_type=Ore)
    m11: int | None = Field(default=None, sa_type=Ore)
    m12: int | None = Field(default=None, sa_type=Ore)
