"""Applying a previewed batch, and taking it back: one transaction each, nothing half-way."""

from collections.abc import Mapping, Sequence

from sqlmodel import Session, select

from core.db import Database
from core.enums import BatchState, SourceKind
from core.errors import RuleViolation
from core.imports.check import Resolution
from core.imports.ledger import LedgerFile
from core.models import ImportBatch
from core.queries import access
from core.rules.access import Action, Actor
from core.services import audit, batch_files, jobs, ledger_apply, loading, organisation, plan_apply, requests
from core.services.turns import Turn, take_turn
from core.texts import _


def _silent(_done: int, _total: int) -> None:
    """Tell nobody how far the work has come."""


def apply_batch(
    session: Session,
    actor: Actor,
    *,
    batch_id: int,
    key: str,
    progress: ledger_apply.Progress = _silent,
) -> int:
    """Load a previewed batch in this transaction; return the number of rows. Asked twice it loads once."""
    access.require_write(session, actor, Action.LOAD_FILES, actor.top_unit_id)
    take_turn(session, Turn.LOADING)
    if not requests.first_time(session, actor, key=key, action="apply_batch", subject=batch_id):
        return int(requests.result_of(session, key) or 0)
    batch = loading.get_batch(session, batch_id, BatchState.PREVIEW, BatchState.RUNNING)
    _refuse_errors(batch)
    file, resolution = batch_files.open_batch(session, batch)
    organisation.place_unknown_cost_centers(session, actor, resolution.unknown_units)
    rows = _write(session, batch, file, resolution, progress)
    batch_files.forget_file(session)
    batch.state, batch.rows = BatchState.APPLIED, rows
    batch.applied_at = session.info["database"].now()
    session.add(batch)
    requests.keep_result(session, key, rows)
    audit.record(
        session,
        actor,
        "batch_applied",
        subject=("import_batch", batch_id),
        change=(None, {"file": batch.file_name, "rows": rows, "months": batch.months}),
    )
    return rows


def request_apply(session: Session, actor: Actor, *, batch_id: int, key: str) -> int:
    """Ask for a batch to be loaded as a job; return the job's id. The batch cannot be changed meanwhile."""
    access.require_write(session, actor, Action.LOAD_FILES, actor.top_unit_id)
    take_turn(session, Turn.JOBS)
    again = jobs.is_asked_for(session, key=key)
    states = (BatchState.PREVIEW, BatchState.RUNNING, BatchState.APPLIED) if again else (BatchState.PREVIEW,)
    batch = loading.get_batch(session, batch_id, *states)
    _refuse_errors(batch)
    if not again:
        batch.state = BatchState.RUNNING
        session.add(batch)
    return jobs.enqueue(session, actor, key=key, kind="apply_batch", payload={"batch_id": batch_id})


def request_undo(session: Session, actor: Actor, *, batch_id: int, key: str) -> int:
    """Ask for a load to be taken back as a job; return the job's id."""
    access.require_write(session, actor, Action.LOAD_FILES, actor.top_unit_id)
    take_turn(session, Turn.JOBS)
    if not jobs.is_asked_for(session, key=key):
        batch = loading.get_batch(session, batch_id, BatchState.APPLIED)
        _refuse_later(batch, _others(session, batch))
    return jobs.enqueue(session, actor, key=key, kind="undo_batch", payload={"batch_id": batch_id})


def release_batch(database: Database, payload: Mapping[str, object]) -> None:
    """Let a batch whose job failed be changed and tried again."""
    with database.writing() as session:
        release(session, payload)
        session.commit()


def release(session: Session, payload: Mapping[str, object]) -> None:
    """Let a batch whose job did not come to its end be changed and tried again; part of a transaction."""
    batch = session.exec(select(ImportBatch).where(ImportBatch.id == payload.get("batch_id"))).first()
    if batch is not None and batch.state is BatchState.RUNNING:
        batch.state = BatchState.PREVIEW
        session.add(batch)


def undo_batch(
    session: Session, actor: Actor, *, batch_id: int, key: str, progress: ledger_apply.Progress = _silent
) -> None:
    """Take a load back: its lines go, and what it had replaced is read again from the files before it."""
    access.require_write(session, actor, Action.LOAD_FILES, actor.top_unit_id)
    take_turn(session, Turn.LOADING)
    if not requests.first_time(session, actor, key=key, action="undo_batch", subject=batch_id):
        return
    batch = loading.get_batch(session, batch_id, BatchState.APPLIED)
    others = _others(session, batch)
    _refuse_later(batch, others)
    batch.state = BatchState.UNDONE
    batch.undone_at = session.info["database"].now()
    batch.undone_by = actor.user_id
    session.add(batch)
    session.flush()
    if loading.get_profile(session, batch.profile_id).kind is SourceKind.BUDGET:
        _restore_plan(session, batch, others)
    else:
        _restore_ledger(session, batch, others, progress)
    audit.record(
        session, actor, "batch_undone", subject=("import_batch", batch_id), change=(batch.file_name, None)
    )


def _refuse_errors(batch: ImportBatch) -> None:
    if batch.preview.get("errors"):
        raise RuleViolation(_("Filen har fel som måste rättas innan den kan läsas in. Se listan."))


def _others(session: Session, batch: ImportBatch) -> list[ImportBatch]:
    """Return the other loads in force that a batch replaced or was replaced by, oldest first.

    A budget is replaced whole, whatever its source; a ledger by the months of the same source.
    """
    same = (
        ImportBatch.profile_id == batch.profile_id
        if batch.version_id is None
        else ImportBatch.version_id == batch.version_id
    )
    rows = session.exec(
        select(ImportBatch).where(same, ImportBatch.state == BatchState.APPLIED, ImportBatch.id != batch.id)
    ).all()
    own = set(batch.months)
    return sorted((row for row in rows if batch.version_id or own & set(row.months)), key=_order)


def _refuse_later(batch: ImportBatch, others: Sequence[ImportBatch]) -> None:
    later = [other for other in others if _order(other) > _order(batch)]
    if later:
        message = _("Ångra först {name}, som lästes in efteråt och gäller samma månader.")
        raise RuleViolation(message.format(name=later[-1].file_name))


def _write(
    session: Session,
    batch: ImportBatch,
    file: LedgerFile,
    resolution: Resolution,
    progress: ledger_apply.Progress,
) -> int:
    if loading.get_profile(session, batch.profile_id).kind is SourceKind.BUDGET:
        return plan_apply.write_plan(session, batch, file=file, resolution=resolution)
    return ledger_apply.write_ledger(
        session, batch, file=file, resolution=resolution, months=batch.months, progress=progress
    )


def _restore_ledger(
    session: Session, batch: ImportBatch, others: Sequence[ImportBatch], progress: ledger_apply.Progress
) -> None:
    """Remove the batch's lines and read each month again from the latest file before that had it."""
    ledger_apply.remove_lines(session, profile_id=batch.profile_id, months=batch.months, batch_id=batch.id)
    months_of: dict[int, list[int]] = {}
    for month in batch.months:
        holders = [position for position, other in enumerate(others) if month in other.months]
        if holders:
            months_of.setdefault(holders[-1], []).append(month)
    for position, months in sorted(months_of.items()):
        file, resolution = batch_files.open_batch(session, others[position])
        ledger_apply.write_ledger(
            session,
            others[position],
            file=file,
            resolution=resolution,
            months=months,
            progress=progress,
        )


def _restore_plan(session: Session, batch: ImportBatch, others: Sequence[ImportBatch]) -> None:
    plan_apply.clear_plan(session, plan_apply.open_version(session, batch.version_id))
    if others:
        file, resolution = batch_files.open_batch(session, others[-1])
        plan_apply.write_plan(session, others[-1], file=file, resolution=resolution)


def _order(batch: ImportBatch) -> tuple[str, int]:
    return (batch.applied_at.isoformat() if batch.applied_at else "", batch.id or 0)
