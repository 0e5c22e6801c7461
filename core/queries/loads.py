"""When figures were loaded, and the loads themselves."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from core.enums import BatchState, SourceKind
from core.models import ImportBatch, ImportProfile, User, Version
from core.queries.access import require
from core.rules.access import Action, Actor


@dataclass(frozen=True, slots=True)
class LoadRow:
    """A file that was read: its source, what it held (öre), and how it went; months are yyyymm."""

    id: int
    file_name: str
    source: str
    kind: SourceKind
    version_name: str
    state: BatchState
    rows: int
    debit: int
    credit: int
    months: tuple[int, ...]
    user_name: str
    created_at: datetime
    applied_at: datetime | None


def latest_load(session: Session, year: int) -> datetime | None:
    """Return when actuals of a year were last loaded, in UTC; None when they never were."""
    loads = session.exec(
        select(ImportBatch.months, ImportBatch.applied_at)
        .join(ImportProfile, col(ImportProfile.id) == col(ImportBatch.profile_id))
        .where(ImportProfile.kind == SourceKind.LEDGER, ImportBatch.state == BatchState.APPLIED)
    )
    own = [at for months, at in loads if at is not None and any(month // 100 == year for month in months)]
    return max(own, default=None)


def list_loads(session: Session, actor: Actor, *, most: int = 100) -> list[LoadRow]:
    """Return the latest loads, newest first."""
    require(session, actor, Action.LOAD_FILES, actor.top_unit_id)
    rows = session.exec(
        select(ImportBatch, ImportProfile, User.name, Version.name)
        .join(ImportProfile, col(ImportProfile.id) == col(ImportBatch.profile_id))
        .join(User, col(User.id) == col(ImportBatch.user_id))
        .join(Version, col(Version.id) == col(ImportBatch.version_id), isouter=True)
        .order_by(col(ImportBatch.id).desc())
        .limit(most)
    )
    return [
        LoadRow(
            id=batch.id or 0,
            file_name=batch.file_name,
            source=profile.name,
            kind=SourceKind(profile.kind),
            version_name=version_name or "",
            state=BatchState(batch.state),
            rows=batch.rows,
            debit=batch.debit,
            credit=batch.credit,
            months=tuple(batch.months),
            user_name=user_name,
            created_at=batch.created_at,
            applied_at=batch.applied_at,
        )
        for batch, profile, user_name, version_name in rows
    ]
