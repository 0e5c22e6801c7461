"""The coding block (kodsträng): codes per dimension, and the interned combinations of them."""

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from core.enums import CounterpartyKind, Dimension
from core.models.types import Key, text_enum

MISSING = 0
"""The id of the code that means "saknas"; codings never hold NULL."""


class Code(SQLModel, table=True):
    """One code of one dimension. A placeholder was met in a file before anybody named it."""

    __tablename__ = "code"
    __table_args__ = (UniqueConstraint("dimension", "code"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    dimension: Dimension = Field(sa_type=text_enum(Dimension, "dimension"))
    code: str = Field(max_length=32)
    name: str = Field(default="", max_length=200)
    placeholder: bool = False


class Counterparty(SQLModel, table=True):
    """What a counterparty code stands for; an internal one names the unit on the other side."""

    __tablename__ = "counterparty"

    code_id: int = Field(primary_key=True, foreign_key="code.id", sa_type=Key)
    kind: CounterpartyKind = Field(sa_type=text_enum(CounterpartyKind, "counterparty_kind"))
    unit_id: int | None = Field(default=None, foreign_key="unit.id", sa_type=Key)


class Coding(SQLModel, table=True):
    """One combination of codes, interned; 0 means that the dimension is missing."""

    __tablename__ = "coding"
    __table_args__ = (
        UniqueConstraint(
            "account_id", "function_id", "project_id", "counterparty_id", "d1", "d2", "d3", "d4"
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    account_id: int = Field(foreign_key="code.id", sa_type=Key)
    function_id: int = Field(default=MISSING, foreign_key="code.id", sa_type=Key)
    project_id: int = Field(default=MISSING, foreign_key="code.id", sa_type=Key)
    counterparty_id: int = Field(default=MISSING, foreign_key="code.id", sa_type=Key)
    d1: int = Field(default=MISSING, foreign_key="code.id", sa_type=Key)
    d2: int = Field(default=MISSING, foreign_key="code.id", sa_type=Key)
    d3: int = Field(default=MISSING, foreign_key="code.id", sa_type=Key)
    d4: int = Field(default=MISSING, foreign_key="code.id", sa_type=Key)


class RowLine(SQLModel, table=True):
    """One row of a row definition (report lines, resultaträkning …), editable by the municipality.

    `accounts` is a list of account ranges ("50-57, 5021"); a sum row names earlier rows in `sums`.
    """

    __tablename__ = "row_line"

    definition: str = Field(primary_key=True, max_length=32)
    key: str = Field(primary_key=True, max_length=32)
    position: int
    title: str = Field(max_length=120)
    accounts: str = Field(default="", max_length=400)
    excluded: str = Field(default="", max_length=400)
    sums: str = Field(default="", max_length=400)
