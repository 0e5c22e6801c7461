"""Known commitments: orders and contracts read from files, one source at a time."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from core.enums import CommitmentKind
from core.models.types import Key, Ore, UtcTime, text_enum


class CommitmentLoad(SQLModel, table=True):
    """A file of a source. The latest that is not undone holds; what it replaced is kept beneath it."""

    __tablename__ = "commitment_load"
    __table_args__ = (Index("ix_commitment_load_source", "source", "id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    source: str = Field(max_length=80)
    file_name: str = Field(max_length=255)
    sha256: str = Field(max_length=64)
    rows: int
    amount: int = Field(sa_type=Ore)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    at: datetime = Field(sa_type=UtcTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcTime)
    undone_by_id: int | None = Field(default=None, foreign_key="user_account.id", sa_type=Key)


class Commitment(SQLModel, table=True):
    """What an ansvar is bound to pay (öre, cost +) from one day to another, both counted."""

    __tablename__ = "commitment"
    __table_args__ = (Index("ix_commitment_unit", "unit_id"),)

    load_id: int = Field(primary_key=True, foreign_key="commitment_load.id", sa_type=Key)
    n: int = Field(primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", sa_type=Key)
    coding_id: int = Field(foreign_key="coding.id", sa_type=Key)
    kind: CommitmentKind = Field(sa_type=text_enum(CommitmentKind, "commitment_kind"))
    supplier: str = Field(default="", max_length=200)
    text: str = Field(default="", max_length=500)
    amount: int = Field(sa_type=Ore)
    first_day: date
    last_day: date
