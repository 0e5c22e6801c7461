"""The budget in Excel: take the workbook out, read it in again, see what differs, save row by row."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from core.db import current_database
from core.errors import RodretError, Severity
from core.exports.file_names import file_name
from core.periods import month_name
from core.reports.budget_sheet import Sheet
from core.reports.budget_workbook import (
    ComparedCell,
    ComparedRow,
    Comparison,
    build_workbook,
    compare_workbook,
)
from core.reports.workbook_table import comparison_table, kronor_words
from core.rules.access import Actor
from core.rules.three_way import Side
from core.services import budget_workbook
from core.services.plan_edits import CellEdit
from core.services.transaction import transaction
from core.texts import _, ngettext
from pages.ui import forms, pieces, tables

_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_OPEN, _SEEN, _TOLD = "excel_open", "excel_seen", "sheet_told"
_SINGLE_BOXES = 40
_MONTHS_TOLD = 4


def show(actor: Actor, sheet: Sheet) -> None:
    """Write the popover; a workbook that has been read in opens beside the sheet, also after F5."""
    with st.popover(_("Excel"), icon=":material/table_view:"):
        _take_out(actor, sheet)
        if sheet.editing.allowed:
            _read_in(actor, sheet)
        else:
            st.caption(_("Det går inte att läsa in en fil nu: {why}").format(why=sheet.editing.reason))
    if st.session_state.pop(_OPEN, False):
        _dialog(actor, sheet)


def _take_out(actor: Actor, sheet: Sheet) -> None:
    database = current_database()
    day = database.today()

    def made() -> bytes:
        with database.reading() as session:
            return build_workbook(session, actor, version_id=sheet.version_id, unit_id=sheet.unit.id)

    st.caption(
        _("Fyll i de ljusa rutorna i boken och läs in den här igen. Ingenting sparas innan du har sagt ja.")
    )
    st.download_button(
        _("Hämta boken"), made, mime=_MIME, icon=":material/download:", on_click="ignore",
        file_name=file_name(_("budget"), sheet.unit.name, sheet.year, day, "xlsx"), key="excel_out",
    )  # fmt: skip


def _read_in(actor: Actor, sheet: Sheet) -> None:
    form = f"excel_{sheet.version_id}_{sheet.unit.id}"
    file = st.file_uploader(_("Läs in boken"), type=["xlsx"], key=f"file_{forms.request_key(form)}")
    if file is not None:
        _keep(actor, sheet, form, file.getvalue())
    with current_database().reading() as session:
        waits = budget_workbook.kept_upload(
            session, actor, version_id=sheet.version_id, unit_id=sheet.unit.id
        )
    if waits is not None and st.button(_("Visa filen som väntar"), key="excel_show"):
        st.session_state[_OPEN] = True
        st.rerun()


def _keep(actor: Actor, sheet: Sheet, form: str, data: bytes) -> None:
    """Keep a file that can be compared; another unit's or round's is refused, and nothing is kept."""
    where = {"version_id": sheet.version_id, "unit_id": sheet.unit.id}
    try:
        with transaction(current_database(), actor) as session:
            compare_workbook(session, actor, **where, data=data)
            budget_workbook.keep_upload(session, actor, **where, data=data)
    except RodretError as refusal:
        st.error(refusal.message)
        return
    forms.renew_key(form)
    st.session_state[_OPEN] = True
    st.rerun()


@st.dialog(_("Boken och budgeten"), width="large")
def _dialog(actor: Actor, sheet: Sheet) -> None:
    where = {"version_id": sheet.version_id, "unit_id": sheet.unit.id}
    seen: Comparison | None = st.session_state.get(_SEEN)
    with current_database().reading() as session:
        data = budget_workbook.kept_upload(session, actor, **where)
        if data is None:
            pieces.show(pieces.muted(_("Filen är redan inläst.")))
            return
        try:
            found = compare_workbook(session, actor, **where, data=data)
        except RodretError as refusal:
            st.error(refusal.message)
            return
    st.session_state[_SEEN] = found
    _say(found)
    rows = found.of(Side.YOURS, Side.BOTH)
    if found.rows:
        tables.render(comparison_table(found), "excel_rows", phone_columns=["side"])
    chosen = _choose(found) if rows else []
    with st.container(horizontal=True, gap="small"):
        cells = sum(len(row.to_save) for row in chosen)
        label = ngettext("Spara {n} cell", "Spara {n} celler", cells).format(n=cells)
        if cells and st.button(label, type="primary", key="excel_save"):
            # What is saved is what was on the screen when the button was pressed.
            _save(actor, sheet, _as_seen(chosen, seen or found))
        if st.button(_("Kasta filen"), key="excel_drop"):
            with transaction(current_database(), actor) as session:
                budget_workbook.drop_upload(session, actor, **where)
            st.session_state.pop(_SEEN, None)
            st.rerun()


def _say(found: Comparison) -> None:
    yours, both = len(found.of(Side.YOURS)), len(found.of(Side.BOTH))
    if not found.rows:
        words = _("Boken har samma belopp som budgeten.")
    else:
        words = _(
            "Du har ändrat {yours} rader i boken. {both} av raderna har någon annan också ändrat."
        ).format(yours=yours + both, both=both)
    pieces.show(pieces.strong(words), pieces.muted(_("Hämtad {when}.").format(when=found.made_at)))
    for problem in found.problems:
        (st.error if problem.severity is Severity.ERROR else st.warning)(problem.message)


def _choose(found: Comparison) -> list[ComparedRow]:
    """Let the person choose row by row; rows that somebody else has changed too are not chosen at first."""
    yours, both = found.of(Side.YOURS), found.of(Side.BOTH)
    chosen: list[ComparedRow] = []
    if both:
        st.caption(_("Både du och någon annan har ändrat de här. Kryssa i dem där ditt belopp ska gälla."))
        chosen += [row for row in both if st.checkbox(_words(row), key=f"excel_{row.key}")]
    if yours:
        st.caption(_("De här har bara du ändrat."))
        single, rest = yours[:_SINGLE_BOXES], yours[_SINGLE_BOXES:]
        chosen += [row for row in single if st.checkbox(_words(row), value=True, key=f"excel_{row.key}")]
        if rest and st.checkbox(_("De övriga {n} raderna").format(n=len(rest)), value=True, key="excel_rest"):
            chosen += rest
    return chosen


def _words(row: ComparedRow) -> str:
    """Return a row with what would change: `Löner, 5020: jan 100 → 120`, in words before figures."""
    cells = row.to_save
    told = [_change(row, cell) for cell in cells[:_MONTHS_TOLD]]
    more = len(cells) - len(told)
    if more:
        told.append(ngettext("{n} månad till", "{n} månader till", more).format(n=more))
    return f"{row.name}, {row.code}: {', '.join(told)}"


def _change(row: ComparedRow, cell: ComparedCell) -> str:
    now, yours = (kronor_words(amount, row.kind_sign) for amount in (cell.now, cell.yours))
    return _("{month} från {now} till {yours}").format(month=month_name(cell.month)[:3], now=now, yours=yours)


def _as_seen(chosen: Sequence[ComparedRow], seen: Comparison) -> list[CellEdit]:
    """Return the chosen cells with the values that the person has seen as the old ones."""
    shown = {(row.key, cell.month): cell.now for row in seen.rows for cell in row.cells}
    return [
        CellEdit(
            row.line_id, row.unit_id, row.coding_id, cell.month,
            shown.get((row.key, cell.month), cell.base), cell.yours,
        )
        for row in chosen
        for cell in row.to_save
    ]  # fmt: skip


def _save(actor: Actor, sheet: Sheet, edits: Sequence[CellEdit]) -> None:
    form = f"excel_save_{sheet.version_id}_{sheet.unit.id}"
    write = partial(
        budget_workbook.save_rows, actor=actor, version_id=sheet.version_id, unit_id=sheet.unit.id,
        edits=edits, key=forms.request_key(form),
    )  # fmt: skip
    try:
        with transaction(current_database(), actor) as session:
            saved = write(session)
    except RodretError as refusal:
        st.error(refusal.message)
        return
    forms.renew_key(form)
    st.session_state.pop(_SEEN, None)
    told = ngettext("{n} cell är sparad från Excel.", "{n} celler är sparade från Excel.", saved.cells)
    words = told.format(n=saved.cells)
    if saved.conflicts:
        left = ngettext(
            "{n} cell hann någon annan ändra; den är inte sparad.",
            "{n} celler hann någon annan ändra; de är inte sparade.",
            len(saved.conflicts),
        )
        words += " " + left.format(n=len(saved.conflicts))
    st.session_state[_TOLD] = words
    st.rerun()
