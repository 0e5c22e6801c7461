"""Loading: profiles per source, the batches that were read, their files and the mapping of unknown codes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.enums import BatchState, Dimension, SourceKind
from core.models.types import Key, Ore, UtcTime, text_enum


class ImportProfile(SQLModel, table=True):
    """How files of one source are read: which dimension holds what, and where lines without ansvar go."""

    __tablename__ = "import_profile"

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    name: str = Field(unique=True, max_length=80)
    kind: SourceKind = Field(default=SourceKind.LEDGER, sa_type=text_enum(SourceKind, "source_kind"))
    dimensions: dict[str, str] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    default_unit_id: int | None = Field(default=None, foreign_key="unit.id", sa_type=Key)
    organisation_number: str = Field(default="", max_length=20)


class ImportMapping(SQLModel, table=True):
    """What the municipality has decided that a source's own code stands for."""

    __tablename__ = "import_mapping"
    __table_args__ = (UniqueConstraint("profile_id", "dimension", "source_code"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    profile_id: int = Field(foreign_key="import_profile.id", sa_type=Key)
    dimension: str = Field(max_length=32)
    source_code: str = Field(max_length=64)
    unit_id: int | None = Field(default=None, foreign_key="unit.id", sa_type=Key)
    code_id: int | None = Field(default=None, foreign_key="code.id", sa_type=Key)


class ImportBatch(SQLModel, table=True):
    """One file that was read: what it held, what it replaced, and how it went."""

    __tablename__ = "import_batch"

    id: int | None = Field(default=None, primary_key=True, sa_type=Key)
    profile_id: int = Field(foreign_key="import_profile.id", sa_type=Key)
    version_id: int | None = Field(default=None, foreign_key="version.id", sa_type=Key)
    file_name: str = Field(max_length=255)
    sha256: str = Field(max_length=64, index=True)
    state: BatchState = Field(default=BatchState.PREVIEW, sa_type=text_enum(BatchState, "batch_state"))
    months: list[int] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    mapping: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    preview: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    rows: int = 0
    debit: int = Field(default=0, sa_type=Ore)
    credit: int = Field(default=0, sa_type=Ore)
    user_id: int = Field(foreign_key="user_account.id", sa_type=Key)
    created_at: datetime = Field(sa_type=UtcTime)
    applied_at: datetime | None = Field(default=None, sa_type=UtcTime)
    undone_at: datetime | None = Field(default=None, sa_type=UtcTime)
    undone_by: int | None = Field(default=None, foreign_key="user_account.id", sa_type=Key)


class ImportFile(SQLModel, table=True):
    """The file itself, compressed, so that a batch can be read again when a later one is undone."""

    __tablename__ = "import_file"

    batch_id: int = Field(primary_key=True, foreign_key="import_batch.id", sa_type=Key)
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


DIMENSION_OF_UNIT = "unit"
"""The word that an import profile uses for the ansvar beside the names of `Dimension`."""

TARGETS = (
    DIMENSION_OF_UNIT,
    *(str(dimension) for dimension in Dimension if dimension is not Dimension.ACCOUNT),
)
"""What a file's own dimension can be mapped to."""
