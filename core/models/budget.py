"""The budget: council's frames, what is adopted, decisions in the year, assumptions, and every change."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, Index, SmallInteger, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.enums import BudgetDecisionKind, BudgetDecisionState, ChangeStep, FrameItem, FramePart
from core.models.types import Key, Ore, UtcTime, text_enum


class BudgetFrame(SQLModel, table=True):
    """What council decides for a year and its plan years. Adopted ones never change (a trigger)."""

    __tablename__ = "budget_frame"

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    year: int
    name: str = Field(max_length=120)
    tax_rate: str = Field(default="", max_length=12)
    plan_years: int = 2
    version_id: int | None = Field(default=None, foreign_key="version.id", sa_type=Key)
    decision_id: int | None = Field(default=None, foreign_key="decision.id", sa_type=Key)
    adopted_at: datetime | None = Field(default=None, sa_type=UtcTime)


class FrameAmount(SQLModel, table=True):
    """One part of one amount of a frame, in öre and report sign (kommunbidrag +, its cost −).

    The frame of a nämnd in a year is the sum of its parts; on the top unit stand the rows of the
    resultatbudget that belong to nobody else.
    """

    __tablename__ = "frame_amount"
    __table_args__ = (UniqueConstraint("frame_id", "unit_id", "item", "year", "part"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    frame_id: int = Field(foreign_key="budget_frame.id", sa_type=Key)
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    item: FrameItem = Field(sa_type=text_enum(FrameItem, "frame_item"))
    year: int
    part: FramePart = Field(sa_type=text_enum(FramePart, "frame_part"))
    amount: int = Field(sa_type=Ore)
    note: str = Field(default="", max_length=500)


class UnitFrame(SQLModel, table=True):
    """What a unit has got of its parent's frame in a plan version, in öre, a net cost is positive."""

    __tablename__ = "unit_frame"

    version_id: int = Field(primary_key=True, foreign_key="version.id", sa_type=Key)
    unit_id: int = Field(primary_key=True, foreign_key="unit.id", sa_type=Key)
    amount: int = Field(sa_type=Ore)
    note: str = Field(default="", max_length=500)


class ClosedPart(SQLModel, table=True):
    """A cost center whose part of a version a nämnd has adopted: triggers refuse every later change."""

    __tablename__ = "closed_part"

    version_id: int = Field(primary_key=True, foreign_key="version.id", sa_type=Key)
    unit_id: int = Field(primary_key=True, foreign_key="unit.id", sa_type=Key)
    committee_id: int = Field(foreign_key="unit.id", sa_type=Key)
    decision_id: int = Field(foreign_key="decision.id", sa_type=Key)


class PlanChange(SQLModel, table=True):
    """One month of one plan line from one value to another: the history of a cell, and what undo reads.

    `of_key` names the save that an undo or redo concerns. A trigger refuses every change of a row.
    """

    __tablename__ = "plan_change"
    __table_args__ = (
        Index("ix_plan_change_cell", "version_id", "unit_id", "coding_id"),
        Index("ix_plan_change_user", "user_id", "version_id", "id"),
        Index("ix_plan_change_key", "request_key"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    version_id: int = Field(foreign_key="version.id", sa_type=Key)
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    coding_id: int = Field(foreign_key="coding.id", sa_type=Key)
    line_id: int = Field(sa_type=Key)
    month: int = Field(sa_type=SmallInteger)
    old: int | None = Field(default=None, sa_type=Ore)
    new: int | None = Field(default=None, sa_type=Ore)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    for_user_id: int | None = Field(default=None, foreign_key="user_account.id", sa_type=Key)
    step: ChangeStep = Field(sa_type=text_enum(ChangeStep, "change_step"))
    cause: str = Field(default="", max_length=200)
    request_key: str = Field(max_length=36)
    of_key: str = Field(default="", max_length=36)
    at: datetime = Field(sa_type=UtcTime)


class BudgetDecision(SQLModel, table=True):
    """A numbered decision in the year that changes an adopted budget; its lines are in a version of its own.

    `decision_id` is the body's decision with day, § and diarienummer, once it is adopted.
    """

    __tablename__ = "budget_decision"
    __table_args__ = (UniqueConstraint("year", "number"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    year: int
    number: int | None = None
    kind: BudgetDecisionKind = Field(sa_type=text_enum(BudgetDecisionKind, "budget_decision_kind"))
    state: BudgetDecisionState = Field(
        default=BudgetDecisionState.DRAFT, sa_type=text_enum(BudgetDecisionState, "budget_decision_state")
    )
    title: str = Field(max_length=200)
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    financing: str = Field(default="", max_length=1000)
    effective_month: int = Field(default=1, sa_type=SmallInteger)
    permanent: bool = True
    version_id: int = Field(foreign_key="version.id", sa_type=Key)
    decision_id: int | None = Field(default=None, foreign_key="decision.id", sa_type=Key)
    decided_on: date | None = None
    rev: int = 0
    created_by_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    created_at: datetime = Field(sa_type=UtcTime)


class DecisionEffect(SQLModel, table=True):
    """What a decision means for a unit's frame in a later year, in öre, a net cost is positive."""

    __tablename__ = "decision_effect"

    decision_id: int = Field(primary_key=True, foreign_key="budget_decision.id", sa_type=Key)
    unit_id: int = Field(primary_key=True, foreign_key="unit.id", sa_type=Key)
    year: int = Field(primary_key=True)
    amount: int = Field(sa_type=Ore)


class Assumption(SQLModel, table=True):
    """An assumption of planning for a year; a new value is a new row, the latest one holds."""

    __tablename__ = "assumption"
    __table_args__ = (Index("ix_assumption_key", "key", "year"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    key: str = Field(max_length=64)
    year: int
    value: str = Field(max_length=40)
    source: str = Field(default="", max_length=500)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    at: datetime = Field(sa_type=UtcTime)


class GeneratorRun(SQLModel, table=True):
    """A run of a generator in a version with the assumptions that it read, by key and row id."""

    __tablename__ = "generator_run"
    __table_args__ = (Index("ix_generator_run_version", "version_id", "generator"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    version_id: int = Field(foreign_key="version.id", sa_type=Key)
    generator: str = Field(max_length=64)
    inputs: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    lines: int = 0
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    at: datetime = Field(sa_type=UtcTime)


class Presence(SQLModel, table=True):
    """Who has had a thing open lately: a hint to others, never a lock."""

    __tablename__ = "presence"

    user_id: int = Field(primary_key=True, foreign_key="user_account.id", sa_type=Key)
    subject: str = Field(primary_key=True, max_length=160)
    seen_at: datetime = Field(sa_type=UtcTime)
