"""Writing a budget file into a plan version: the whole version is replaced, in whole kronor."""

from sqlalchemy import text
from sqlmodel import Session

from core.enums import PlanOrigin, VersionKind
from core.errors import RuleViolation
from core.imports.check import Resolution
from core.imports.ledger import LedgerFile
from core.models import ImportBatch, Version
from core.periods import MONTHS
from core.rules.spreading import to_kronor
from core.services import balances
from core.services.bulk import insert_rows
from core.services.ledger_apply import place
from core.texts import _

_COLUMNS = ("version_id", "unit_id", "coding_id", "batch_id", "origin", "text", *(f"m{m}" for m in MONTHS))
_NOT_PLANNED = {VersionKind.ACTUAL, VersionKind.SNAPSHOT, VersionKind.DECISION}


def write_plan(session: Session, batch: ImportBatch, *, file: LedgerFile, resolution: Resolution) -> int:
    """Replace the lines of the batch's version with the file's budget; return how many rows it had."""
    version = open_version(session, batch.version_id)
    clear_plan(session, version)
    placed = place(session, resolution)
    months_of: dict[int, list[int | None]] = {}
    rows = [row for row in file.budget if row.year == version.year and row.month in MONTHS]
    for row in rows:
        months = months_of.setdefault(row.combination, [None] * len(MONTHS))
        months[row.month - 1] = (months[row.month - 1] or 0) + row.amount
    insert_rows(
        session,
        "plan_line",
        _COLUMNS,
        [
            (
                version.id,
                int(placed.units[combination]),
                int(placed.codings[combination]),
                batch.id,
                PlanOrigin.MANUAL.value,
                "",
                *(None if amount is None else whole_kronor(amount) for amount in months),
            )
            for combination, months in months_of.items()
        ],
    )
    balances.rebuild_from_plan(session, _id(version))
    return len(rows)


def clear_plan(session: Session, version: Version) -> None:
    """Delete every line of a plan version, with its balances."""
    session.execute(text("DELETE FROM plan_line WHERE version_id = :v"), {"v": version.id})
    balances.rebuild_from_plan(session, _id(version))


def open_version(session: Session, version_id: int | None) -> Version:
    """Return a plan version that may be written; `RuleViolation` when it is closed or no plan."""
    version = session.get(Version, version_id) if version_id is not None else None
    if version is None or version.kind in _NOT_PLANNED:
        raise RuleViolation(_("Välj vilken budget filen ska läsas in i."))
    if version.closed_at is not None:
        raise RuleViolation(_("{name} är stängd och kan inte ändras.").format(name=version.name))
    if version.base_id is not None and version.kind is VersionKind.REVISED:
        raise RuleViolation(
            _("{name} ändras med beslut och inte med en fil. Gå till Budgetbeslut.").format(name=version.name)
        )
    return version


def whole_kronor(ore: int) -> int:
    """Return öre rounded to whole kronor (rulings 3.9), half away from zero."""
    return to_kronor(ore)


def _id(version: Version) -> int:
    if version.id is None:
        raise ValueError("a stored version has an id")
    return version.id
