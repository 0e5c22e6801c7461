"""Side objects: comments, tasks, decisions, attachments and favourites point at any subject, down to a cell.

A subject is a kind and an id in text: a natural key where lines are replaced (version/unit/coding).
`unit_id` is always there, so scope is decided in SQL without resolving the subject.
"""

from datetime import date, datetime

from sqlalchemy import Column, Index, LargeBinary, false
from sqlmodel import Field, SQLModel

from core.enums import TaskStatus
from core.models.types import Key, UtcTime, text_enum


class Comment(SQLModel, table=True):
    """A comment; an answer names the first one of its thread. A resolved thread is folded, not gone.

    One that is `asked` points at what is to be changed before it is handed in again.
    """

    __tablename__ = "comment"
    __table_args__ = (
        Index("ix_comment_subject", "subject_kind", "subject_id"),
        Index("ix_comment_unit", "unit_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    subject_kind: str = Field(max_length=32)
    subject_id: str = Field(max_length=120)
    cell: str = Field(default="", max_length=200)
    thread_id: int | None = Field(default=None, foreign_key="comment.id", sa_type=Key)
    body: str = Field(max_length=4000)
    asked: bool = Field(default=False, sa_column_kwargs={"server_default": false()})
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    at: datetime = Field(sa_type=UtcTime)
    resolved_at: datetime | None = Field(default=None, sa_type=UtcTime)
    resolved_by_id: int | None = Field(default=None, foreign_key="user_account.id", sa_type=Key)


class CommentMention(SQLModel, table=True):
    """Somebody who was named in a comment."""

    __tablename__ = "comment_mention"

    comment_id: int = Field(primary_key=True, foreign_key="comment.id", sa_type=Key)
    user_id: int = Field(primary_key=True, foreign_key="user_account.id", sa_type=Key)


class Task(SQLModel, table=True):
    """Something that somebody shall do by a day: a measure, a corrective action, a promise from a meeting."""

    __tablename__ = "task"
    __table_args__ = (
        Index("ix_task_subject", "subject_kind", "subject_id"),
        Index("ix_task_owner", "owner_id", "status", "due"),
        Index("ix_task_unit", "unit_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    subject_kind: str = Field(max_length=32)
    subject_id: str = Field(max_length=120)
    cell: str = Field(default="", max_length=200)
    title: str = Field(max_length=200)
    body: str = Field(default="", max_length=4000)
    owner_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    due: date
    quiet_until: date | None = None
    status: TaskStatus = Field(default=TaskStatus.OPEN, sa_type=text_enum(TaskStatus, "task_status"))
    outcome: str = Field(default="", max_length=4000)
    rev: int = 0
    created_by_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    created_at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)


class Decision(SQLModel, table=True):
    """A decision of a body (KF, KS, nämnd): day, §, diarienummer, and what it says."""

    __tablename__ = "decision"
    __table_args__ = (
        Index("ix_decision_subject", "subject_kind", "subject_id"),
        Index("ix_decision_unit", "unit_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    subject_kind: str = Field(max_length=32)
    subject_id: str = Field(max_length=120)
    body: str = Field(max_length=120)
    day: date
    paragraph: str = Field(default="", max_length=40)
    diary_number: str = Field(default="", max_length=60)
    text: str = Field(default="", max_length=4000)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    at: datetime = Field(sa_type=UtcTime)


class Blob(SQLModel, table=True):
    """The bytes of an attachment, once each."""

    __tablename__ = "blob"

    sha256: str = Field(primary_key=True, max_length=64)
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Attachment(SQLModel, table=True):
    """A file on a subject; its type was read from its bytes."""

    __tablename__ = "attachment"
    __table_args__ = (
        Index("ix_attachment_subject", "subject_kind", "subject_id"),
        Index("ix_attachment_unit", "unit_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    subject_kind: str = Field(max_length=32)
    subject_id: str = Field(max_length=120)
    file_name: str = Field(max_length=255)
    media_type: str = Field(max_length=100)
    size: int
    sha256: str = Field(foreign_key="blob.sha256", max_length=64)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    at: datetime = Field(sa_type=UtcTime)


class Favourite(SQLModel, table=True):
    """An address that a person wants close at hand."""

    __tablename__ = "favourite"

    user_id: int = Field(primary_key=True, foreign_key="user_account.id", sa_type=Key)
    address: str = Field(primary_key=True, max_length=400)
    title: str = Field(max_length=120)
    position: int = 0


class Draft(SQLModel, table=True):
    """A long text that is not saved yet, kept through F5 and a closed browser."""

    __tablename__ = "draft"

    user_id: int = Field(primary_key=True, foreign_key="user_account.id", sa_type=Key)
    subject: str = Field(primary_key=True, max_length=200)
    body: str
    at: datetime = Field(sa_type=UtcTime)
