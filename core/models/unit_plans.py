"""Operational plans (verksamhetsplaner): the common sections, a unit's plan of a year, and its words."""

from datetime import datetime

from sqlalchemy import Column, SmallInteger, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.enums import PlanSection, UnitPlanState
from core.models.types import Key, UtcTime, text_enum
from core.rules.plan_review import PlanChoice, PlanItem


class PlanTemplate(SQLModel, table=True):
    """A section that every plan of a year has, with its instruction to the writer."""

    __tablename__ = "plan_template"
    __table_args__ = (UniqueConstraint("year", "key"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    year: int
    key: str = Field(max_length=40)
    position: int = Field(sa_type=SmallInteger)
    title: str = Field(max_length=120)
    instruction: str = Field(default="", max_length=2000)
    kind: PlanSection = Field(sa_type=text_enum(PlanSection, "plan_section"))


class UnitPlan(SQLModel, table=True):
    """A unit's operational plan of a year. `adopted_body` is the document as it was adopted, kept as JSON."""

    __tablename__ = "unit_plan"
    __table_args__ = (UniqueConstraint("unit_id", "year"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    year: int
    state: UnitPlanState = Field(
        default=UnitPlanState.DRAFT, sa_type=text_enum(UnitPlanState, "unit_plan_state")
    )
    decision_id: int | None = Field(default=None, foreign_key="decision.id", sa_type=Key)
    adopted_body: str = Field(default="", sa_column=Column(Text, nullable=False))
    rev: int = 0
    created_by_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    created_at: datetime = Field(sa_type=UtcTime)


class UnitPlanText(SQLModel, table=True):
    """A unit's words in a section, and whether she calls it ready."""

    __tablename__ = "unit_plan_text"

    plan_id: int = Field(primary_key=True, foreign_key="unit_plan.id", sa_type=Key)
    section_key: str = Field(primary_key=True, max_length=40)
    body: str = Field(default="", max_length=20000)
    ready: bool = False
    rev: int = 0
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    at: datetime = Field(sa_type=UtcTime)


class UnitPlanChoice(SQLModel, table=True):
    """What was chosen for something of last year's plan (`item`: a section's key, or an id), and its trace.

    `made_id` is the goal or activity that was made. `before` is what stood before (a goal's last year,
    an activity's last day), `after` how it was left (a `rev`, a target): while it stands so, nobody has
    changed it since.
    """

    __tablename__ = "unit_plan_choice"

    plan_id: int = Field(primary_key=True, foreign_key="unit_plan.id", sa_type=Key)
    kind: PlanItem = Field(primary_key=True, sa_type=text_enum(PlanItem, "plan_item"))
    item: str = Field(primary_key=True, max_length=40)
    choice: PlanChoice = Field(sa_type=text_enum(PlanChoice, "plan_choice"))
    title: str = Field(max_length=300)
    made_id: int | None = Field(default=None, sa_type=Key)
    before: str = Field(default="", max_length=60)
    after: str = Field(default="", max_length=60)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    at: datetime = Field(sa_type=UtcTime)
