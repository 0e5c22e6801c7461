"""What people are told: notices in the application, messages from the centre, mail, the calendar feed."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from core.enums import NoticeKind
from core.models.types import Key, UtcTime, text_enum


class Notice(SQLModel, table=True):
    """Something that a person is told once; the address opens exactly what it is about."""

    __tablename__ = "notice"
    __table_args__ = (Index("ix_notice_user", "user_id", "at"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    kind: NoticeKind = Field(sa_type=text_enum(NoticeKind, "notice_kind"))
    text: str = Field(max_length=400)
    address: str = Field(default="", max_length=400)
    key: str = Field(default="", max_length=200)
    at: datetime = Field(sa_type=UtcTime)
    read_at: datetime | None = Field(default=None, sa_type=UtcTime)
    mailed_at: datetime | None = Field(default=None, sa_type=UtcTime)


class Message(SQLModel, table=True):
    """A message from the centre to a part of the organisation, for some days."""

    __tablename__ = "message"

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    title: str = Field(max_length=120)
    body: str = Field(default="", max_length=4000)
    first_day: date
    last_day: date
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    at: datetime = Field(sa_type=UtcTime)


class Mail(SQLModel, table=True):
    """A mail that was sent, or could not be: the log of reminders."""

    __tablename__ = "mail"
    __table_args__ = (Index("ix_mail_user", "user_id", "at"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    key: str = Field(unique=True, max_length=200)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    recipient: str = Field(max_length=200)
    subject: str = Field(max_length=200)
    body: str
    at: datetime = Field(sa_type=UtcTime)
    sent_at: datetime | None = Field(default=None, sa_type=UtcTime)
    error: str = Field(default="", max_length=400)


class CalendarFeed(SQLModel, table=True):
    """A secret address of a person's own deadlines; only its hash is stored, and it can be revoked."""

    __tablename__ = "calendar_feed"

    token_hash: str = Field(primary_key=True, max_length=64)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    created_at: datetime = Field(sa_type=UtcTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcTime)
