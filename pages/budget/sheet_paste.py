"""Pasting into the sheet: everything is shown with its red cells first, and nothing is saved until asked."""

from dataclasses import dataclass

import streamlit as st

from core.errors import RodretError
from core.imports.pasted import PastedBlock, read_pasted
from core.imports.pasted_cells import PastedCell
from core.money import EMPTY, format_number
from core.periods import month_name
from core.reports.budget_sheet import Sheet
from core.rules.access import Actor
from core.rules.plan_signs import stored
from core.services.plan_edits import CellEdit, save_cells
from core.table import Column, Kind, Row, Status, Table
from core.texts import _, ngettext
from pages.budget.sheet_events import PASTED, conflicts, save
from pages.budget.sheet_rows import month_of, target_of
from pages.ui import forms, pieces, tables

_ORE = 100


@dataclass(frozen=True, slots=True)
class _Cell:
    """A pasted amount where it lands, or why it does not."""

    row: str
    month: int | None
    text: str
    ore: int | None
    wrong: str


def waiting() -> bool:
    """Return whether something has been pasted and not yet saved or thrown away."""
    return PASTED in st.session_state


@st.dialog(_("Klistra in"), width="large")
def show(actor: Actor, sheet: Sheet) -> None:
    """Show what was pasted cell by cell, and save it or throw it away."""
    rows, columns, text = st.session_state[PASTED]
    try:
        block = read_pasted(text, only_amounts=True)
    except RodretError as refusal:
        st.error(refusal.message)
        _throw_away()
        return
    cells = _placed(sheet, block, rows, columns)
    good = [cell for cell in cells if not cell.wrong]
    wrong = [cell for cell in cells if cell.wrong]
    pieces.show(
        pieces.strong(
            ngettext("{n} cell kan sparas.", "{n} celler kan sparas.", len(good)).format(n=len(good))
        )
    )
    if wrong:
        words = ngettext(
            "{n} cell är röd och sparas inte. Rätta den i Excel och klistra in igen, eller skriv för hand.",
            "{n} celler är röda och sparas inte. Rätta i Excel och klistra in igen, eller skriv för hand.",
            len(wrong),
        )
        pieces.notice(Status.BAD, words.format(n=len(wrong)))
    tables.plain(_preview(sheet, cells))
    with st.container(horizontal=True, gap="small"):
        label = ngettext("Spara {n} cell", "Spara {n} celler", len(good)).format(n=len(good))
        if good and st.button(label, type="primary", key="paste_save"):
            _save(actor, sheet, good)
        if st.button(_("Kasta"), key="paste_drop"):
            st.session_state.pop(PASTED, None)
            st.rerun()


def _throw_away() -> None:
    if st.button(_("Stäng"), key="paste_close"):
        st.session_state.pop(PASTED, None)
        st.rerun()


def _save(actor: Actor, sheet: Sheet, cells: list[_Cell]) -> None:
    by_row = {row.id: row for row in sheet.rows}
    edits = []
    for cell in cells:
        row = by_row[cell.row]
        target = target_of(row)
        if target is None or cell.month is None:
            continue
        now = row.months[cell.month - 1]
        edits.append(
            CellEdit(
                target.line_id, target.unit_id, target.coding_id, cell.month,
                stored(None if now is None else now * _ORE, row.kind_sign), stored(cell.ore, row.kind_sign),
            )
        )  # fmt: skip
    key = forms.request_key("paste")
    try:
        saved = save(
            actor,
            lambda session: save_cells(session, actor, version_id=sheet.version_id, edits=edits, key=key),
        )
    except RodretError as refusal:
        st.error(refusal.message)
        return
    forms.renew_key("paste")
    st.session_state.pop(PASTED, None)
    left = conflicts(sheet, saved)
    if left:
        st.session_state["sheet_told"] = left[0].text
    st.toast(ngettext("{n} cell är sparad.", "{n} celler är sparade.", saved.cells).format(n=saved.cells))
    st.rerun()


def _placed(sheet: Sheet, block: PastedBlock, rows: tuple[str, ...], columns: tuple[str, ...]) -> list[_Cell]:
    """Return each pasted amount at its row and month; a heading that names months goes before the cell."""
    body = [row for row in block.rows if not row.is_sum]
    places = [at for at in range(len(block.head)) if at not in block.sums]
    named = any(block.months[at] for at in places)
    targets = [month_of(column) for column in columns]
    cells = []
    for n, row in enumerate(body):
        row_id = rows[n] if n < len(rows) else ""
        for k, at in enumerate(places):
            month = block.months[at] if named else (targets[k] if k < len(targets) else None)
            cells.append(_cell(sheet, row_id, month, row.cells[at]))
    return [cell for cell in cells if cell.text or cell.wrong]


def _cell(sheet: Sheet, row_id: str, month: int | None, pasted: PastedCell) -> _Cell:
    row = next((one for one in sheet.rows if one.id == row_id), None)
    wrong = pasted.problem or ""
    if row is None:
        wrong = wrong or _("Det finns ingen rad kvar att klistra in på.")
    elif target_of(row) is None:
        wrong = wrong or _("Raden är en summa eller fylls i av systemet.")
    elif month is None:
        wrong = wrong or _("Utanför månaderna.")
    elif row.line is not None and month in row.line.locked:
        wrong = wrong or _("Cellen är låst.")
    return _Cell(row_id, month, pasted.text, pasted.value, wrong)


def _preview(sheet: Sheet, cells: list[_Cell]) -> Table:
    names = {row.id: row.name for row in sheet.rows}
    now = {row.id: row.months for row in sheet.rows}
    columns = (
        Column("row", _("Rad"), Kind.TEXT),
        Column("month", _("Månad"), Kind.TEXT),
        Column("text", _("Inklistrat"), Kind.TEXT),
        Column("old", _("Nu"), Kind.TEXT),
        Column("new", _("Blir"), Kind.TEXT),
        Column("status", _("Går det?"), Kind.STATUS),
    )
    rows = tuple(
        Row(
            key=f"{n}",
            cells=(
                names.get(cell.row, "–"),
                month_name(cell.month) if cell.month else "–",
                cell.text,
                _kronor(now[cell.row][cell.month - 1]) if cell.month and cell.row in now else EMPTY,
                EMPTY if cell.wrong or cell.ore is None else format_number(cell.ore // _ORE),
                cell.wrong or _("ja"),
            ),
            status=Status.BAD if cell.wrong else Status.OK,
        )
        for n, cell in enumerate(sorted(cells, key=lambda one: not one.wrong))
    )
    return Table(title=_("Det inklistrade"), columns=columns, rows=rows)


def _kronor(value: int | None) -> str:
    return EMPTY if value is None else format_number(value)
