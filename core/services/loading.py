"""Loading a file, up to the preview: read it, choose what it means, throw it away."""

from collections.abc import Sequence

from sqlmodel import Session

from core.enums import BatchState, SourceKind
from core.errors import NotAllowed, RuleViolation
from core.imports.check import resolve_file
from core.imports.files import read_ledger_file
from core.imports.ledger import LedgerFile
from core.imports.preview import preview_to_json
from core.models import ImportBatch, ImportProfile
from core.queries import access
from core.rules.access import Action, Actor
from core.services import audit, batch_files, ledger_apply, plan_apply
from core.services.previewing import make_preview
from core.texts import _


def read_batch(
    session: Session, actor: Actor, *, profile_id: int, name: str, data: bytes, version_id: int | None = None
) -> int:
    """Read a file into a batch with its preview; return the batch's id. Nothing is loaded yet.

    `version_id` is the plan that a budget file is for. Raises `ImportFileError` when the file cannot
    be read at all.
    """
    access.require_write(session, actor, Action.LOAD_FILES, actor.top_unit_id)
    profile = get_profile(session, profile_id)
    plan = plan_apply.open_version(session, version_id) if profile.kind is SourceKind.BUDGET else None
    file = read_ledger_file(data, name)
    batch = ImportBatch(
        profile_id=profile_id,
        version_id=plan.id if plan else None,
        file_name=name[:255],
        sha256=batch_files.digest_of(data),
        user_id=actor.user_id,
        created_at=session.info["database"].now(),
    )
    session.add(batch)
    session.flush()
    batch_files.store_file(session, _id(batch.id), data)
    batch_files.remember_file(session, batch, file)
    batch.months = ledger_apply.months_of(file) if profile.kind is SourceKind.LEDGER else []
    reading = batch_files.reading_of(session, profile)
    batch.mapping = batch_files.freeze(reading)
    _show(session, batch, file, profile)
    audit.record(
        session,
        actor,
        "file_read",
        subject=("import_batch", batch.id),
        change=(None, {"file": batch.file_name}),
    )
    return _id(batch.id)


def refresh_preview(session: Session, actor: Actor, *, batch_id: int) -> None:
    """Read a batch's file again with the profile as it is now."""
    access.require_write(session, actor, Action.LOAD_FILES, actor.top_unit_id)
    batch = get_batch(session, batch_id, BatchState.PREVIEW)
    profile = get_profile(session, batch.profile_id)
    batch.mapping = batch_files.freeze(batch_files.reading_of(session, profile))
    file, _resolution = batch_files.open_batch(session, batch)
    _show(session, batch, file, profile)


def file_months(session: Session, actor: Actor, *, batch_id: int) -> list[int]:
    """Return the months (yyyymm) that the file of a preview can replace, for `choose_months`."""
    access.require(session, actor, Action.LOAD_FILES, actor.top_unit_id)
    file, _resolution = batch_files.open_batch(session, get_batch(session, batch_id, BatchState.PREVIEW))
    return ledger_apply.months_of(file)


def choose_months(session: Session, actor: Actor, *, batch_id: int, months: Sequence[int]) -> None:
    """Choose which of the file's months (yyyymm, month 0 the opening balance) are replaced."""
    access.require_write(session, actor, Action.LOAD_FILES, actor.top_unit_id)
    batch = get_batch(session, batch_id, BatchState.PREVIEW)
    file, _resolution = batch_files.open_batch(session, batch)
    possible = ledger_apply.months_of(file)
    if not months or not set(months) <= set(possible):
        raise RuleViolation(_("Välj minst en månad, och bara månader som filen har."))
    batch.months = sorted(set(months))
    _show(session, batch, file, get_profile(session, batch.profile_id))


def discard_batch(session: Session, actor: Actor, *, batch_id: int) -> None:
    """Throw away a preview. The batch stays in the log, its file goes."""
    access.require_write(session, actor, Action.LOAD_FILES, actor.top_unit_id)
    batch = get_batch(session, batch_id, BatchState.PREVIEW)
    batch.state = BatchState.DISCARDED
    session.add(batch)
    batch_files.drop_file(session, batch_id)
    batch_files.forget_file(session)
    audit.record(session, actor, "batch_discarded", subject=("import_batch", batch_id))


def _show(session: Session, batch: ImportBatch, file: LedgerFile, profile: ImportProfile) -> None:
    resolution = resolve_file(file, batch_files.thaw(batch.mapping), batch_files.registers(session))
    preview = make_preview(session, batch, profile=profile, file=file, resolution=resolution)
    batch.preview = preview_to_json(preview)
    batch.rows, batch.debit, batch.credit = preview.rows, preview.debit, preview.credit
    session.add(batch)
    session.flush()


def get_batch(session: Session, batch_id: int, *states: BatchState) -> ImportBatch:
    """Return a batch that is in one of the states; callers have checked the right to load."""
    batch = session.get(ImportBatch, batch_id, populate_existing=True)
    if batch is None:
        raise NotAllowed(_("Inläsningen finns inte."), action=Action.LOAD_FILES)
    if batch.state not in states:
        raise RuleViolation(_("Inläsningen har redan ändrats av någon annan. Ladda om sidan och se läget."))
    return batch


def get_profile(session: Session, profile_id: int) -> ImportProfile:
    """Return an import profile; callers have checked the right to load."""
    profile = session.get(ImportProfile, profile_id)
    if profile is None:
        raise RuleViolation(_("Välj vilken källa filen kommer från."))
    return profile


def _id(value: int | None) -> int:
    if value is None:
        raise ValueError("a stored row has an id")
    return value
