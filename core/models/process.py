"""The process: rounds of the year wheel, the units they ask, and each unit's submission with its steps."""

from datetime import date, datetime

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.enums import Role, RoundKind, RoundState, SubmissionEventKind, SubmissionState, UnitKind
from core.models.types import Key, UtcTime, text_enum


class Round(SQLModel, table=True):
    """A round (omgång): opens, asks units for something by a deadline, closes and freezes.

    `by_itself` opens and closes it on its days, in the name of whoever planned it.
    """

    __tablename__ = "round"

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    kind: RoundKind = Field(sa_type=text_enum(RoundKind, "round_kind"))
    name: str = Field(max_length=120)
    year: int
    opens: date
    deadline: date
    closes: date
    state: RoundState = Field(default=RoundState.PLANNED, sa_type=text_enum(RoundState, "round_state"))
    instruction: str = Field(default="", max_length=4000)
    minutes: int = 0
    source: str = Field(default="", max_length=200)
    copied_from_id: int | None = Field(default=None, foreign_key="round.id", sa_type=Key)
    version_id: int | None = Field(default=None, foreign_key="version.id", sa_type=Key)
    by_itself: bool = True
    planned_by_id: int | None = Field(default=None, foreign_key="user_account.id", sa_type=Key)


class RoundLevel(SQLModel, table=True):
    """A level of a round: who approves, on which kind of unit above, and by when. Level 1 is the nearest."""

    __tablename__ = "round_level"

    round_id: int = Field(primary_key=True, foreign_key="round.id", sa_type=Key)
    level: int = Field(primary_key=True)
    unit_kind: UnitKind = Field(sa_type=text_enum(UnitKind, "level_unit_kind"))
    role: Role = Field(sa_type=text_enum(Role, "level_role"))
    deadline: date


class RoundUnit(SQLModel, table=True):
    """A unit that a round asks, with a deadline of its own where it has got one."""

    __tablename__ = "round_unit"

    round_id: int = Field(primary_key=True, foreign_key="round.id", sa_type=Key)
    unit_id: int = Field(primary_key=True, foreign_key="unit.id", sa_type=Key)
    deadline: date


class Submission(SQLModel, table=True):
    """A unit's answer to a round. `level` is who has it now: 0 the unit, k the step k above."""

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("round_id", "unit_id"), Index("ix_submission_unit", "unit_id"))

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    round_id: int = Field(foreign_key="round.id", sa_type=Key)
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    state: SubmissionState = Field(
        default=SubmissionState.NOT_STARTED, sa_type=text_enum(SubmissionState, "submission_state")
    )
    level: int = 0
    rev: int = 0
    returned: bool = False
    unlocked: bool = False
    to_confirm_id: int | None = Field(default=None, foreign_key="user_account.id", sa_type=Key)
    changed_at: datetime | None = Field(default=None, sa_type=UtcTime)


class SubmissionStep(SQLModel, table=True):
    """A step of a submission, frozen from the tree when the round opened: a reorganisation moves nothing."""

    __tablename__ = "submission_step"

    submission_id: int = Field(primary_key=True, foreign_key="submission.id", sa_type=Key)
    level: int = Field(primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    role: Role = Field(sa_type=text_enum(Role, "step_role"))
    deadline: date


class SubmissionEvent(SQLModel, table=True):
    """What was done with a submission, by whom and why. A trigger refuses every change of a row."""

    __tablename__ = "submission_event"
    __table_args__ = (UniqueConstraint("submission_id", "n"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    submission_id: int = Field(foreign_key="submission.id", sa_type=Key)
    n: int
    kind: SubmissionEventKind = Field(sa_type=text_enum(SubmissionEventKind, "submission_event_kind"))
    level: int
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    for_user_id: int | None = Field(default=None, foreign_key="user_account.id", sa_type=Key)
    reason: str = Field(default="", max_length=2000)
    at: datetime = Field(sa_type=UtcTime)


class RoundAnswer(SQLModel, table=True):
    """What a unit answered in words; the highest `n` holds. A trigger refuses every change of a row."""

    __tablename__ = "round_answer"
    __table_args__ = (UniqueConstraint("submission_id", "n"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    submission_id: int = Field(foreign_key="submission.id", sa_type=Key)
    n: int
    body: str = Field(max_length=20000)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    for_user_id: int | None = Field(default=None, foreign_key="user_account.id", sa_type=Key)
    at: datetime = Field(sa_type=UtcTime)


class Snapshot(SQLModel, table=True):
    """A table as it looked when something was decided, with the SHA-256 of its JSON."""

    __tablename__ = "snapshot"
    __table_args__ = (Index("ix_snapshot_subject", "subject_kind", "subject_id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    subject_kind: str = Field(max_length=32)
    subject_id: str = Field(max_length=120)
    title: str = Field(max_length=200)
    body: str
    sha256: str = Field(max_length=64)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    at: datetime = Field(sa_type=UtcTime)
