"""What can be loaded from where: import profiles, plan versions, and a batch with its preview."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import BatchState, Dimension, SourceKind, VersionKind
from core.imports.preview import Preview, preview_from_json
from core.models import Code, ImportBatch, ImportProfile, Unit, Version
from core.queries.access import require
from core.rules.access import Action, Actor


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source that files are read from."""

    id: int
    name: str
    kind: SourceKind
    dimensions: dict[str, str]
    default_unit: str


@dataclass(frozen=True, slots=True)
class PlanVersionRow:
    """A plan version that a budget file can be read into."""

    id: int
    name: str
    year: int
    kind: VersionKind


@dataclass(frozen=True, slots=True)
class BatchDetail:
    """A batch with everything that was seen when it was read."""

    id: int
    file_name: str
    state: BatchState
    source: str
    kind: SourceKind
    version_name: str
    preview: Preview


def list_sources(session: Session, actor: Actor) -> list[SourceRow]:
    """Return every import profile by name."""
    require(session, actor, Action.LOAD_FILES, actor.top_unit_id)
    rows = session.exec(
        select(ImportProfile, Unit.code)
        .join(Unit, col(Unit.id) == col(ImportProfile.default_unit_id), isouter=True)
        .order_by(ImportProfile.name)
    )
    return [
        SourceRow(
            profile.id or 0, profile.name, SourceKind(profile.kind), dict(profile.dimensions), code or ""
        )
        for profile, code in rows
    ]


def list_open_plan_versions(session: Session, actor: Actor) -> list[PlanVersionRow]:
    """Return the plan versions that are not closed, newest year first."""
    require(session, actor, Action.LOAD_FILES, actor.top_unit_id)
    rows = session.exec(
        select(Version)
        .where(Version.kind != VersionKind.ACTUAL, col(Version.closed_at).is_(None))
        .order_by(col(Version.year).desc(), col(Version.id).desc())
    )
    return [PlanVersionRow(row.id or 0, row.name, row.year, VersionKind(row.kind)) for row in rows]


def batch_detail(session: Session, actor: Actor, *, batch_id: int) -> BatchDetail | None:
    """Return a batch with its preview, or None when there is none."""
    require(session, actor, Action.LOAD_FILES, actor.top_unit_id)
    found = session.exec(
        select(ImportBatch, ImportProfile, Version.name)
        .join(ImportProfile, col(ImportProfile.id) == col(ImportBatch.profile_id))
        .join(Version, col(Version.id) == col(ImportBatch.version_id), isouter=True)
        .where(ImportBatch.id == batch_id)
    ).first()
    if found is None:
        return None
    batch, profile, version_name = found
    return BatchDetail(
        batch.id or 0,
        batch.file_name,
        BatchState(batch.state),
        profile.name,
        SourceKind(profile.kind),
        version_name or "",
        preview_from_json(batch.preview),
    )


def known_codes(session: Session, actor: Actor, *, dimension: Dimension) -> dict[str, str]:
    """Return the names of a dimension's codes, for choosing what a source's code stands for."""
    require(session, actor, Action.LOAD_FILES, actor.top_unit_id)
    rows = session.exec(
        select(Code.code, Code.name).where(Code.dimension == dimension, Code.code != "").order_by(Code.code)
    )
    return dict(rows.all())
