"""A batch's file and frozen reading: stored when it is read, opened again when it is applied."""

import hashlib
import zlib
from typing import Any

from sqlmodel import Session, col, select

from core.enums import Dimension, UnitKind
from core.errors import RuleViolation
from core.imports.check import Reading, Registers, Resolution, resolve_file
from core.imports.files import read_ledger_file
from core.imports.ledger import LedgerFile
from core.models import Code, ImportBatch, ImportFile, ImportMapping, ImportProfile, TreeUnit, Unit
from core.texts import _

_FAST = 1
_LATEST = "latest_file"


def digest_of(data: bytes) -> str:
    """Return the SHA-256 of a file, by which a file that was loaded before is known again."""
    return hashlib.sha256(data).hexdigest()


def store_file(session: Session, batch_id: int, data: bytes) -> None:
    """Keep the file of a batch, compressed."""
    session.add(ImportFile(batch_id=batch_id, data=zlib.compress(data, _FAST)))
    session.flush()


def drop_file(session: Session, batch_id: int) -> None:
    """Delete the file of a batch that was never loaded."""
    stored = session.get(ImportFile, batch_id)
    if stored is not None:
        session.delete(stored)


def open_batch(session: Session, batch: ImportBatch) -> tuple[LedgerFile, Resolution]:
    """Read a batch's file again and resolve it by the reading that was frozen with it."""
    if session.exec(select(ImportFile.batch_id).where(ImportFile.batch_id == batch.id)).first() is None:
        raise RuleViolation(_("Filen till inläsningen är gallrad, så den kan inte läsas om."))
    file = _latest_file(session, batch)
    if file is None:
        stored = session.get_one(ImportFile, batch.id)
        file = read_ledger_file(zlib.decompress(stored.data), batch.file_name)
        session.expunge(stored)
    return file, resolve_file(file, thaw(batch.mapping), registers(session))


def remember_file(session: Session, batch: ImportBatch, file: LedgerFile) -> None:
    """Keep the file just read in memory, so that applying its preview need not read it once more."""
    session.info["database"].memory[_LATEST] = (_read_as(batch), file)


def forget_file(session: Session) -> None:
    """Let go of the file that was kept: it is applied or thrown away."""
    session.info["database"].memory.pop(_LATEST, None)


def _latest_file(session: Session, batch: ImportBatch) -> LedgerFile | None:
    held = session.info["database"].memory.get(_LATEST)
    return held[1] if held is not None and held[0] == _read_as(batch) else None


def _read_as(batch: ImportBatch) -> tuple[str, str]:
    """Return what a batch's file is known by: its contents, and the name that tells its kind."""
    return batch.sha256, batch.file_name


def reading_of(session: Session, profile: ImportProfile) -> Reading:
    """Return how a profile reads its files today."""
    default = session.get(Unit, profile.default_unit_id) if profile.default_unit_id else None
    mapping: dict[tuple[str, str], str] = {}
    rows = session.exec(
        select(ImportMapping, Unit.code, Code.code)
        .join(Unit, col(Unit.id) == col(ImportMapping.unit_id), isouter=True)
        .join(Code, col(Code.id) == col(ImportMapping.code_id), isouter=True)
        .where(ImportMapping.profile_id == profile.id)
    )
    for row, unit_code, code in rows:
        mapping[row.dimension, row.source_code] = unit_code or code or row.source_code
    return Reading(profile.dimensions, default.code if default else None, mapping)


def freeze(reading: Reading) -> dict[str, Any]:
    """Return a reading as JSON."""
    return {
        "dimensions": dict(reading.dimensions),
        "default_unit": reading.default_unit,
        "mapping": [[*key, target] for key, target in sorted(reading.mapping.items())],
    }


def thaw(frozen: dict[str, Any]) -> Reading:
    """Return the reading of a JSON that `freeze` made."""
    mapping = {(dimension, source): target for dimension, source, target in frozen["mapping"]}
    return Reading(frozen["dimensions"], frozen["default_unit"], mapping)


def registers(session: Session) -> Registers:
    """Return every code that the municipality knows."""
    codes: dict[Dimension, set[str]] = {}
    for dimension, code in session.exec(select(Code.dimension, Code.code)):
        codes.setdefault(Dimension(dimension), set()).add(code)
    kinds: dict[str, set[UnitKind]] = {}
    for code, kind in session.exec(
        select(Unit.code, TreeUnit.kind).join(TreeUnit, col(TreeUnit.unit_id) == col(Unit.id)).distinct()
    ):
        kinds.setdefault(code, set()).add(UnitKind(kind))
    cost_centers = frozenset(code for code, own in kinds.items() if UnitKind.COST_CENTER in own)
    return Registers(
        cost_centers,
        {dimension: frozenset(found) for dimension, found in codes.items()},
        other_units=frozenset(kinds) - cost_centers,
    )
