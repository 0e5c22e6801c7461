"""Saving cells of a plan: compare and set per cell, history, balances and audit in one transaction.

    save_cells(session, actor, *, version_id, edits, key, step) -> Saved

A cell that somebody else has changed meanwhile is not written; it comes back with both values.
The same `key` again gives the first answer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from core.enums import PlanOrigin
from core.errors import RuleViolation
from core.models import Coding, PlanLine, Request
from core.money import ORE_PER_KRONA
from core.periods import MONTHS
from core.queries.plan_rights import plan_of
from core.rules.access import Actor
from core.services.bulk import insert_rows
from core.services.plan_guard import require_editable
from core.services.plan_store import Change, HeldLine, Step, Written, store
from core.services.requests import first_time, keep_result, result_of
from core.texts import _

LARGEST = 10**13
"""No cell holds a hundred billion kronor (öre): a typing error, or an attack."""
_PORTION = 900
_ACTION = "plan_saved"


@dataclass(frozen=True, slots=True)
class CellEdit:
    """One month of one line: `old` is what the writer saw, `new` what it becomes (öre, ledger sign).

    Without `line_id` it is the coding's own line on the ansvar, made when there is none.
    """

    line_id: int | None
    unit_id: int
    coding_id: int
    month: int
    old: int | None
    new: int | None

    @property
    def parts(self) -> tuple[int | None, int, int, int, int | None, int | None]:
        """The edit as plain values, for what is kept of it (`dataclasses.astuple` copies deeply)."""
        return self.line_id, self.unit_id, self.coding_id, self.month, self.old, self.new


@dataclass(frozen=True, slots=True)
class CellConflict:
    """An edit that was not written, and what stands there instead."""

    edit: CellEdit
    now: int | None


@dataclass(frozen=True, slots=True)
class Saved:
    """What a save did: cells written, those left alone, and the key to undo it by."""

    cells: int
    conflicts: tuple[CellConflict, ...]
    key: str


_NEW_STEP = Step()


def save_cells(
    session: Session,
    actor: Actor,
    *,
    version_id: int,
    edits: Sequence[CellEdit],
    key: str,
    step: Step = _NEW_STEP,
) -> Saved:
    """Write the cells that still hold what the writer saw; return what was done and what was not.

    Raises `NotAllowed` outside the actor's units, `RuleViolation` with the reason when the plan, the
    round or a line may not be changed.
    """
    version = plan_of(session, actor, version_id=version_id)
    if not edits:
        return Saved(0, (), key)
    for_users = require_editable(session, actor, version=version, unit_ids={edit.unit_id for edit in edits})
    _check(edits)
    subject = (version_id, [edit.parts for edit in edits])
    if not first_time(session, actor, key=key, action=_ACTION, subject=subject):
        return _read_result(session, key)
    lines = _lines(session, version_id, edits)
    written, conflicts = _write(lines, edits)
    if written:
        store(session, actor, Change(version_id, key, step, written, for_users))
    told = [[*edits[n].parts, now] for n, now in conflicts]
    keep_result(session, key, {"cells": len(written), "conflicts": told})
    return _read_result(session, key)


def saved_before(session: Session, actor: Actor, *, key: str) -> Saved | None:
    """Return what the same person's save with this key led to, or None when it is the first time.

    A tool asks before it works out its cells anew, since they would be others the second time.
    """
    earlier = session.get(Request, key)
    if earlier is None or earlier.user_id != actor.user_id or earlier.action != _ACTION:
        return None
    return _read_result(session, key)


def _check(edits: Sequence[CellEdit]) -> None:
    for edit in edits:
        if edit.month not in MONTHS:
            raise RuleViolation(_("Månaden finns inte. Ladda om sidan."))
        if edit.new is not None and edit.new % ORE_PER_KRONA:
            raise RuleViolation(_("Budgeten förs i hela kronor. Skriv beloppet utan ören."))
        if edit.new is not None and abs(edit.new) > LARGEST:
            raise RuleViolation(_("Beloppet är för stort. Kontrollera antalet nollor."))


def _lines(session: Session, version_id: int, edits: Sequence[CellEdit]) -> dict[object, HeldLine]:
    """Return the lines of the edits, by line id or by (unit, coding); missing ones are made."""
    found: dict[object, HeldLine] = {}
    for row in _read_lines(session, version_id, {e.line_id for e in edits if e.line_id is not None}):
        if row.origin is not PlanOrigin.MANUAL:
            raise RuleViolation(
                _("Raden fylls i av systemet och ändras där den kommer ifrån, inte i budgeten.")
            )
        found[row.id] = _held(row)
    _refuse_foreign(found, edits)
    keys = sorted({(e.unit_id, e.coding_id) for e in edits if e.line_id is None})
    _require_codings(session, {coding for _unit, coding in keys})
    found.update(_own_lines(session, version_id, keys))
    return found


def _read_lines(session: Session, version_id: int, line_ids: set[int]) -> Iterable[PlanLine]:
    wanted = sorted(line_ids)
    for start in range(0, len(wanted), _PORTION):
        yield from session.exec(
            select(PlanLine)
            .where(PlanLine.version_id == version_id, col(PlanLine.id).in_(wanted[start : start + _PORTION]))
            .with_for_update()
            .execution_options(populate_existing=True)
        )


def _refuse_foreign(found: Mapping[object, HeldLine], edits: Sequence[CellEdit]) -> None:
    """Refuse an edit whose line is gone or is another unit's than the one it names."""
    for edit in edits:
        if edit.line_id is None:
            continue
        line = found.get(edit.line_id)
        if line is None or (line.unit_id, line.coding_id) != (edit.unit_id, edit.coding_id):
            raise RuleViolation(_("Raden finns inte längre. Ladda om sidan, så ser du hur det står nu."))


def _require_codings(session: Session, coding_ids: set[int]) -> None:
    known = (
        set(session.exec(select(Coding.id).where(col(Coding.id).in_(coding_ids)))) if coding_ids else set()
    )
    if coding_ids - known:
        raise RuleViolation(_("Konteringen finns inte. Välj konto och verksamhet på nytt."))


def _own_lines(session: Session, version_id: int, keys: Sequence[tuple[int, int]]) -> dict[object, HeldLine]:
    """Return the first typed line of each (ansvar, coding), which is made where there is none."""
    units = {unit_id for unit_id, _coding in keys}
    found = _first_lines(session, version_id, units)
    missing = [key for key in keys if key not in found]
    if missing:
        rows = [(version_id, *key, PlanOrigin.MANUAL.value, "") for key in missing]
        insert_rows(session, "plan_line", ("version_id", "unit_id", "coding_id", "origin", "text"), rows)
        found = _first_lines(session, version_id, units)
    return {key: _held(found[key]) for key in keys}


def _first_lines(session: Session, version_id: int, units: set[int]) -> dict[tuple[int, int], PlanLine]:
    """Return the first typed line of each ansvar and coding."""
    rows = session.exec(
        select(PlanLine)
        .where(
            PlanLine.version_id == version_id,
            col(PlanLine.unit_id).in_(units),
            PlanLine.origin == PlanOrigin.MANUAL,
        )
        .order_by(col(PlanLine.id).desc())
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    return {(row.unit_id, row.coding_id): row for row in rows}  # by id backwards, so the first one stays


def _held(row: PlanLine) -> HeldLine:
    months = [getattr(row, f"m{month}") for month in MONTHS]
    return HeldLine(row.id or 0, row.unit_id, row.coding_id, months)


def _write(
    lines: Mapping[object, HeldLine], edits: Sequence[CellEdit]
) -> tuple[list[Written], list[tuple[int, int | None]]]:
    """Set each cell that still holds what was seen; return the changes, and (edit, value) of the others."""
    written: list[Written] = []
    conflicts: list[tuple[int, int | None]] = []
    for n, edit in enumerate(edits):
        key: object = edit.line_id if edit.line_id is not None else (edit.unit_id, edit.coding_id)
        line = lines[key]
        now = line.months[edit.month - 1]
        if now == edit.new:
            continue
        if now != edit.old:
            conflicts.append((n, now))
            continue
        line.months[edit.month - 1] = edit.new
        written.append(Written(line, edit.month, now, edit.new))
    return written, conflicts


def _read_result(session: Session, key: str) -> Saved:
    held = result_of(session, key)
    conflicts = tuple(CellConflict(CellEdit(*edit), now) for *edit, now in held["conflicts"])
    return Saved(held["cells"], conflicts, key)
