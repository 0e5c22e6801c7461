"""What has been fetched from Kolada, kept so that the last value is there when the network is not."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from core.enums import Sex
from core.models.types import Exact, Key, UtcTime, text_enum


class KoladaKpi(SQLModel, table=True):
    """A key figure of Kolada; a retired one keeps its row."""

    __tablename__ = "kolada_kpi"

    id: str = Field(primary_key=True, max_length=20)
    title: str = Field(max_length=300)
    text: str = Field(default="", max_length=4000)
    area: str = Field(default="", max_length=200)
    by_sex: bool = False
    publication: str = Field(default="", max_length=20)
    retired: bool = False
    fetched_at: datetime = Field(sa_type=UtcTime)


class KoladaPlace(SQLModel, table=True):
    """A municipality, a region, the country, or a group of them (whose values are unweighted means)."""

    __tablename__ = "kolada_place"

    id: str = Field(primary_key=True, max_length=20)
    title: str = Field(max_length=300)
    is_group: bool = False
    members: str = Field(default="", max_length=4000)
    fetched_at: datetime = Field(sa_type=UtcTime)


class KoladaValue(SQLModel, table=True):
    """The value of a key figure at a place in a year; None with a status when Kolada has none."""

    __tablename__ = "kolada_value"
    __table_args__ = (Index("ix_kolada_value_place", "place_id", "kpi_id"),)

    kpi_id: str = Field(primary_key=True, max_length=20)
    place_id: str = Field(primary_key=True, max_length=20)
    year: int = Field(primary_key=True)
    sex: Sex = Field(primary_key=True, sa_type=text_enum(Sex, "kolada_sex", checked=False))
    value: Decimal | None = Field(default=None, sa_type=Exact)
    status: str = Field(default="", max_length=60)
    fetched_at: datetime = Field(sa_type=UtcTime)


class KoladaFetch(SQLModel, table=True):
    """An attempt to fetch, and what became of it in words."""

    __tablename__ = "kolada_fetch"

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    what: str = Field(max_length=200)
    values: int = 0
    problem: str = Field(default="", max_length=1000)
    at: datetime = Field(sa_type=UtcTime)
