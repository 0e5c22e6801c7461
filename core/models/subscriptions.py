"""Subscriptions: a report that is sent to somebody by mail again and again."""

from datetime import datetime

from sqlalchemy import Index, SmallInteger
from sqlmodel import Field, SQLModel

from core.enums import ReportKind, ReportRhythm
from core.models.types import Key, UtcTime, text_enum


class ReportSubscription(SQLModel, table=True):
    """One report of one unit to one person: each week on a weekday (1 Monday), or after a month is closed.

    What it holds is decided by the receiver's own rights when it is sent.
    """

    __tablename__ = "report_subscription"
    __table_args__ = (Index("ix_report_subscription_user", "user_id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    report: ReportKind = Field(sa_type=text_enum(ReportKind, "report_kind"))
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    rhythm: ReportRhythm = Field(sa_type=text_enum(ReportRhythm, "report_rhythm"))
    weekday: int | None = Field(default=None, sa_type=SmallInteger)
    sent_for: str = Field(default="", max_length=16)
    created_by_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    created_at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    ended_by_id: int | None = Field(default=None, foreign_key="user_account.id", sa_type=Key)
