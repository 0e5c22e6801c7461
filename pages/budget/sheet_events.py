"""What a person did in the grid, saved: each event has one key, so that a repeated one is done once."""

from collections.abc import Callable, Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

import streamlit as st

from core.db import current_database
from core.errors import RodretError
from core.money import AmountError, format_number, parse_amount
from core.periods import MONTHS, STOCKHOLM
from core.reports.budget_sheet import Sheet
from core.reports.sheet_tree import SheetRow
from core.rules.access import Actor
from core.rules.plan_signs import stored, typed
from core.rules.spreading import to_kronor
from core.services import plan_rows, plan_undo
from core.services.plan_edits import CellEdit, Saved, save_cells
from core.services.plan_tools import splash, spread_year
from core.services.transaction import transaction
from core.texts import _
from pages.budget.sheet_rows import YEAR, below, month_key, month_of, target_of
from pages.ui.grid import EventKind, GridEdit, GridEvent, GridMessage

_ORE = 100
_SESSION, _SAVED_AT = "sheet_session", "sheet_saved_at"
PASTED, PICKED = "sheet_pasted", "sheet_picked"


def handle(actor: Actor, sheet: Sheet, event: GridEvent) -> list[GridMessage]:
    """Do what an event asks for; return what could not be done, each at its cell."""
    by_row = {row.id: row for row in sheet.rows}
    if event.kind is EventKind.PASTE:
        st.session_state[PASTED] = (event.rows, event.columns, event.text)
        return []
    if event.kind in {EventKind.SELECT, EventKind.COMMENT, EventKind.OPEN}:
        st.session_state[PICKED] = (event.row, event.column)
        return []
    act = {
        EventKind.EDITS: _edits,
        EventKind.SPLASH: _splash,
        EventKind.LOCK: _lock,
        EventKind.UNDO: _undo,
        EventKind.REDO: _undo,
    }[event.kind]
    try:
        return act(actor, sheet, by_row, event)
    except RodretError as refusal:
        places = [(edit.row, edit.column) for edit in event.edits] or [(event.row, event.column)]
        return [GridMessage(row, column, refusal.message) for row, column in places]


def saved_at() -> str:
    """Return the time of the latest save in this session (`10:42`), empty before the first."""
    return str(st.session_state.get(_SAVED_AT, ""))


def key_of(n: int) -> str:
    """Return the request key of an event of this session."""
    session = st.session_state.setdefault(_SESSION, str(uuid4()))
    return str(uuid5(NAMESPACE_URL, f"{session}/{n}"))


def save(actor: Actor, write: Callable[[Any], Saved]) -> Saved:
    """Save in one transaction and note the time."""
    database = current_database()
    with transaction(database, actor) as session:
        saved = write(session)
    st.session_state[_SAVED_AT] = database.now().astimezone(STOCKHOLM).strftime("%H:%M")
    return saved


def _edits(actor: Actor, sheet: Sheet, by_row: dict[str, SheetRow], event: GridEvent) -> list[GridMessage]:
    messages: list[GridMessage] = []
    edits: list[CellEdit] = []
    for edit in event.edits:
        row, month = by_row.get(edit.row), month_of(edit.column)
        target = target_of(row) if row else None
        if row is None or target is None or month is None:
            messages.append(GridMessage(edit.row, edit.column, _("Den här cellen kan inte ändras.")))
            continue
        try:
            new = parse(edit.text)
        except AmountError as wrong:
            messages.append(GridMessage(edit.row, edit.column, str(wrong)))
            continue
        old = edit.old * _ORE if isinstance(edit.old, int) else None
        edits.append(
            CellEdit(
                target.line_id, target.unit_id, target.coding_id, month,
                stored(old, row.kind_sign), stored(new, row.kind_sign),
            )
        )  # fmt: skip
    if edits:
        saved = save(
            actor,
            lambda session: save_cells(
                session, actor, version_id=sheet.version_id, edits=edits, key=key_of(event.n)
            ),
        )
        messages += conflicts(sheet, saved)
    return messages


def parse(text: str) -> int | None:
    """Return a typed amount in öre of whole kronor; nothing for an empty text. `AmountError` in words."""
    return to_kronor(parse_amount(text)) if text.strip() else None


def conflicts(sheet: Sheet, saved: Saved) -> list[GridMessage]:
    """Return both values of each cell that somebody else had changed."""
    by_place = {(row.unit_id, row.coding_id): row for row in sheet.rows if target_of(row)}
    by_line = {row.line.id: row for row in sheet.rows if row.line}
    messages = []
    for conflict in saved.conflicts:
        edit = conflict.edit
        row = by_line.get(edit.line_id or 0) or by_place.get((edit.unit_id, edit.coding_id))
        if row is None:
            continue
        words = _("Någon annan skrev {theirs} innan du hann. Du skrev {yours}. Skriv igen om ditt ska gälla.")
        messages.append(
            GridMessage(
                row.id,
                month_key(edit.month),
                words.format(
                    theirs=_kronor(conflict.now, row.kind_sign), yours=_kronor(edit.new, row.kind_sign)
                ),
            )
        )
    return messages


def _splash(actor: Actor, sheet: Sheet, by_row: dict[str, SheetRow], event: GridEvent) -> list[GridMessage]:
    edit: GridEdit = event.edits[0]
    row, month = by_row[edit.row], month_of(edit.column)
    try:
        amount = parse(edit.text)
    except AmountError as wrong:
        return [GridMessage(edit.row, edit.column, str(wrong))]
    target = target_of(row)
    total = stored(amount, row.kind_sign)
    if target is not None:
        saved = save(
            actor,
            lambda session: spread_year(
                session, actor, version_id=sheet.version_id, target=target, total=total, key=key_of(event.n)
            ),
        )
        return conflicts(sheet, saved)
    if total is None:
        return [GridMessage(edit.row, edit.column, _("Skriv ett belopp. Töm raderna var för sig."))]
    targets = [one for one in map(target_of, below(sheet, row.id)) if one is not None]
    saved = save(
        actor,
        lambda session: splash(
            session, actor, version_id=sheet.version_id, targets=targets, total=total, month=month,
            key=key_of(event.n),
        ),
    )  # fmt: skip
    return conflicts(sheet, saved)


def _lock(actor: Actor, sheet: Sheet, by_row: dict[str, SheetRow], event: GridEvent) -> list[GridMessage]:
    """Lock the chosen months of the chosen rows; unlock them when all of them are locked already."""
    wanted = [row for row in (by_row.get(one) for one in event.rows or (event.row,)) if row and row.line]
    months = _months(event.columns or (event.column,))
    lines = [(row.line.id, row.line.locked) for row in wanted if row.line and row.editable]
    if not lines:
        return [GridMessage(event.row, event.column, _("Skriv ett belopp på raden först, så kan den låsas."))]
    free = all(months <= locked for _line, locked in lines)
    with transaction(current_database(), actor) as session:
        for line_id, locked in lines:
            plan_rows.lock_months(
                session, actor, version_id=sheet.version_id, line_id=line_id,
                months=locked - months if free else locked | months,
            )  # fmt: skip
    return []


def _months(columns: Sequence[str]) -> frozenset[int]:
    if YEAR in columns:
        return frozenset(MONTHS)
    return frozenset(month for month in map(month_of, columns) if month is not None)


def _undo(actor: Actor, sheet: Sheet, _by_row: dict[str, SheetRow], event: GridEvent) -> list[GridMessage]:
    act = plan_undo.undo if event.kind is EventKind.UNDO else plan_undo.redo
    saved = save(
        actor,
        lambda session: act(
            session, actor, version_id=sheet.version_id, unit_id=sheet.unit.id, key=key_of(event.n)
        ),
    )
    return conflicts(sheet, saved)


def _kronor(ore: int | None, sign: int) -> str:
    kronor = typed(ore, sign)
    return "–" if kronor is None else format_number(kronor)
