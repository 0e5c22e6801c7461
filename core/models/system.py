"""The system's own rows: the clock with stamps and the chained audit, requests, jobs, settings."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Column, Index
from sqlmodel import Field, SQLModel

from core.enums import JobState
from core.models.types import Key, UtcTime, text_enum


class Clock(SQLModel, table=True):
    """One row: counts the transactions that changed anything, and holds the last audit hash."""

    __tablename__ = "clock"
    __table_args__ = (CheckConstraint("id = 1", name="ck_clock_one_row"),)

    id: int = Field(default=1, primary_key=True)
    n: int = Field(default=0, sa_type=Key)
    audit_hash: str = Field(default="", max_length=64)


class Stamp(SQLModel, table=True):
    """The clock at which a unit's figures in a version last changed."""

    __tablename__ = "stamp"
    __table_args__ = (Index("ix_stamp_n", "n"),)

    version_id: int = Field(primary_key=True, foreign_key="version.id", sa_type=Key)
    unit_id: int = Field(primary_key=True, foreign_key="unit.id", sa_type=Key)
    n: int = Field(sa_type=Key)


class AuditEvent(SQLModel, table=True):
    """Who did what to what, when and why; each hash covers the event and the hash before it."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_subject", "subject_kind", "subject_id"),
        Index("ix_audit_unit", "unit_id", "n"),
        Index("ix_audit_user", "user_id", "n"),
    )

    n: int = Field(primary_key=True, sa_type=Key)
    k: int = Field(primary_key=True)
    at: datetime = Field(sa_type=UtcTime)
    user_id: int | None = Field(default=None, foreign_key="user_account.id", sa_type=Key)
    acting_as_id: int | None = Field(default=None, foreign_key="user_account.id", sa_type=Key)
    action: str = Field(max_length=64)
    subject_kind: str = Field(max_length=32)
    subject_id: str = Field(default="", max_length=120)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", sa_type=Key)
    old: Any = Field(default=None, sa_column=Column(JSON, nullable=True))
    new: Any = Field(default=None, sa_column=Column(JSON, nullable=True))
    cause: str = Field(default="", max_length=1000)
    personal_digest: str = Field(default="", max_length=64)
    hash: str = Field(max_length=64)


class AuditPersonal(SQLModel, table=True):
    """The personal data of an event. It can be erased: only its salted digest is in the chain."""

    __tablename__ = "audit_personal"

    n: int = Field(primary_key=True, sa_type=Key)
    k: int = Field(primary_key=True)
    salt: str = Field(max_length=32)
    data: Any = Field(default=None, sa_column=Column(JSON, nullable=True))


class Request(SQLModel, table=True):
    """A save that was asked for once: a second click gets the first one's result."""

    __tablename__ = "request"

    key: str = Field(primary_key=True, max_length=36)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    action: str = Field(max_length=64)
    digest: str = Field(default="", max_length=64)
    result: Any = Field(default=None, sa_column=Column(JSON, nullable=True))
    at: datetime = Field(sa_type=UtcTime)


class Job(SQLModel, table=True):
    """Long work: claimed by a worker with a lease, one transaction, begun again after a crash.

    `cancel_by_id` is who asked for it to be cancelled (PostgreSQL; on SQLite that stands in a file).
    """

    __tablename__ = "job"

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    key: str = Field(unique=True, max_length=120)
    kind: str = Field(max_length=64)
    payload: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    state: JobState = Field(default=JobState.WAITING, sa_type=text_enum(JobState, "job_state"))
    attempts: int = 0
    done: int = 0
    total: int = 0
    lease_until: datetime | None = Field(default=None, sa_type=UtcTime)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    cancel_by_id: int | None = Field(default=None, foreign_key="user_account.id", sa_type=Key)
    message: str = Field(default="", max_length=1000)
    created_at: datetime = Field(sa_type=UtcTime)


class Setting(SQLModel, table=True):
    """A choice of the municipality: its name, how kommunbidrag is kept, limits."""

    __tablename__ = "setting"

    key: str = Field(primary_key=True, max_length=64)
    value: str = Field(default="", max_length=2000)
