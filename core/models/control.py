"""The monthly control list: what was answered to what the rules, or finance's own points, asked about."""

from datetime import datetime

from sqlalchemy import SmallInteger
from sqlmodel import Field, SQLModel

from core.enums import ControlVerdict
from core.models.types import Key, UtcTime, text_enum


class ControlAnswer(SQLModel, table=True):
    """One answer to one line of a month's list: which rule asked, about what (`key`), and what was said.

    `unit_id` is the ansvar of a line of the ledger, the unit itself for a point of the month. An
    answer that is taken back is gone from here and stands in the log.
    """

    __tablename__ = "control_answer"

    unit_id: int = Field(primary_key=True, foreign_key="unit.id", sa_type=Key)
    year: int = Field(primary_key=True)
    month: int = Field(primary_key=True, sa_type=SmallInteger)
    rule: str = Field(primary_key=True, max_length=32)
    key: str = Field(primary_key=True, max_length=200)
    verdict: ControlVerdict = Field(sa_type=text_enum(ControlVerdict, "control_verdict"))
    text: str = Field(default="", max_length=2000)
    task_id: int | None = Field(default=None, foreign_key="task.id", sa_type=Key)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    at: datetime = Field(sa_type=UtcTime)
