"""The organisation: units, and the dated trees that say where each stands."""

from datetime import date

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.enums import UnitKind, UnitState
from core.models.types import Key, text_enum


class Unit(SQLModel, table=True):
    """A node that keeps its identity through every reorganisation. Figures hang on cost centers."""

    __tablename__ = "unit"

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    code: str = Field(unique=True, max_length=32)


class Tree(SQLModel, table=True):
    """The organisation from a date until the next tree's date."""

    __tablename__ = "tree"

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    valid_from: date = Field(unique=True)
    note: str = ""


class TreeUnit(SQLModel, table=True):
    """A unit's place in one tree: nested sets, so a subtree is one range of `lft`."""

    __tablename__ = "tree_unit"
    __table_args__ = (
        UniqueConstraint("tree_id", "lft"),
        Index("ix_tree_unit_parent", "tree_id", "parent_id"),
    )

    tree_id: int = Field(primary_key=True, foreign_key="tree.id", sa_type=Key)
    unit_id: int = Field(primary_key=True, foreign_key="unit.id", sa_type=Key)
    parent_id: int | None = Field(default=None, foreign_key="unit.id", sa_type=Key)
    lft: int
    rgt: int
    depth: int
    name: str = Field(max_length=200)
    kind: UnitKind = Field(sa_type=text_enum(UnitKind, "unit_kind"))
    state: UnitState = Field(default=UnitState.OPEN, sa_type=text_enum(UnitState, "unit_state"))
