"""Budget, for everybody with a budget: does it hold within the frame, and what is left to do?"""

from typing import Any

import streamlit as st

from core.db import current_database
from core.enums import SubmissionState
from core.errors import Severity
from core.money import MoneyUnit, format_money
from core.queries.budget_findings import find_budget
from core.reports.budget_sheet import Sheet, build_sheet
from core.reports.process_words import state_word
from core.rules.access import Action
from core.rules.budget_checks import Finding
from core.services import submissions
from core.services.audit import latest_n
from core.services.presence import seen_here
from core.services.transaction import transaction
from core.table import Status
from core.texts import _
from pages.budget import (
    sheet_checks,
    sheet_choice,
    sheet_detail,
    sheet_document,
    sheet_excel,
    sheet_paste,
    sheet_rows,
    sheet_tools,
)
from pages.budget.sheet_events import PICKED, handle, saved_at
from pages.ui import forms, guard, links, pieces, saving
from pages.ui.feedback import shown_errors
from pages.ui.grid import GridCell, GridMessage, GridState, grid, grid_event
from pages.ui.markup import Markup, fill
from pages.ui.pieces import Figure

_HEIGHT = 620
_PRESENCE_SECONDS = 15

actor = guard.require_actor(Action.VIEW_ECONOMY)
database = current_database()


def _read(chosen: sheet_choice.Chosen) -> tuple[Sheet, list[Finding], int]:
    with database.reading() as session:
        where = {"version_id": chosen.plan.id, "unit_id": chosen.here.unit.id}
        sheet = build_sheet(session, actor, **where)
        return sheet, find_budget(session, actor, **where), latest_n(session)


def _answer(sheet: Sheet) -> Markup:
    left = sheet.frame.left
    if left is None:
        template = _("Budgeten är {net} netto. Enheten har inte fått någon ram än.")
        return fill(template, net=pieces.strong(_tkr(sheet.frame.entered)))
    if left < 0:
        return fill(_("Budgeten är {left} över ramen."), left=pieces.strong(_tkr(-left)))
    if left > 0:
        return fill(_("{left} är kvar att fördela av ramen."), left=pieces.strong(_tkr(left)))
    return fill(_("Budgeten är precis som ramen, {net}."), net=pieces.strong(_tkr(sheet.frame.entered)))


def _tkr(ore: int) -> str:
    return format_money(ore, MoneyUnit.TKR, word=True)


def _state(sheet: Sheet, *, closed: bool) -> str:
    if sheet.state is not None:
        return state_word(sheet.state)
    return _("antagen") if closed else _("inte i någon omgång")


def _figures(sheet: Sheet, findings: list[Finding], *, closed: bool, checks: bool) -> None:
    left = sheet.frame.left
    figures = [
        Figure(_("Ram, netto"), _amount(sheet.frame.amount), sheet.frame.given_by),
        Figure(_("Inlagt"), _amount(sheet.frame.entered)),
        Figure(
            _("Över ram") if left is not None and left < 0 else _("Kvar att fördela"),
            _amount(abs(left) if left is not None else None),
            deviates=left is not None and left < 0,
        ),
        Figure(
            _("Läge"), _state(sheet, closed=closed), sheet_checks.sentence(findings) if checks else ""
        ),
    ]  # fmt: skip
    with pieces.card("frame"):
        pieces.show(pieces.strip(figures))


def _amount(ore: int | None) -> str:
    return format_money(ore, MoneyUnit.TKR, word=ore is not None)


@st.fragment(run_every=_PRESENCE_SECONDS)
def _presence(sheet: Sheet) -> None:
    with transaction(database) as session:
        others = seen_here(session, actor, version_id=sheet.version_id, unit_id=sheet.unit.id)
    if others:
        pieces.show(pieces.muted(_("{names} har också budgeten öppen.").format(names=", ".join(others))))


def _tools(sheet: Sheet, findings: list[Finding]) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="sheet_tools"):
        sheet_tools.show(actor, sheet)
        sheet_excel.show(actor, sheet)
        sheet_document.show(actor, sheet)
        _process(sheet, findings)


def _process(sheet: Sheet, findings: list[Finding]) -> None:
    if sheet.editing.submission_id is None:
        return
    if sheet.state is SubmissionState.WORKING and sheet.editing.asked_unit_id == sheet.unit.id:
        wrong = any(finding.severity is Severity.ERROR for finding in findings)
        if st.button(_("Lämna in"), type="primary", key="hand_in"):
            if wrong:
                st.session_state["sheet_told"] = _("Rätta det som står under Kontrollera först.")
                st.rerun()
            _hand_in(sheet)
    links.link(f"/inlamning?inlamning={sheet.editing.submission_id}", _("Inlämningen"))


def _hand_in(sheet: Sheet) -> None:
    form = f"hand_in_{sheet.editing.submission_id}"
    key = forms.request_key(form)

    def write(session: Any) -> None:
        submissions.submit(
            session, actor, submission_id=sheet.editing.submission_id or 0, rev=sheet.rev, key=key
        )

    saving.save(actor, form, write, told=_("Budgeten är inlämnad."))


def _grid(sheet: Sheet, findings: list[Finding], n: int, messages: list[GridMessage]) -> None:
    go_to = st.session_state.pop("sheet_goto", False)
    row, column = st.session_state.get(PICKED, ("", ""))
    state = GridState(
        version=n,
        selected=GridCell(row, column) if go_to and row else None,
        messages=tuple(messages),
        saved_at=saved_at(),
        read_only=not sheet.editing.allowed,
    )
    grid(
        _grid_key(sheet.version_id, sheet.unit.id),
        sheet_rows.columns(sheet),
        sheet_rows.rows(sheet, findings),
        label=_("{name}, {unit}, kronor").format(name=sheet.version_name, unit=sheet.unit.name),
        state=state,
        height=_HEIGHT,
    )


def _grid_key(version_id: int, unit_id: int) -> str:
    """Return the grid's name: one for each sheet, so that an event never reaches another one."""
    return f"budget_{version_id}_{unit_id}"


def _pick_from_address(sheet: Sheet) -> None:
    """Choose the cell that the address points at, once."""
    named = sheet_choice.chosen_cell()
    mark = f"{sheet.version_id}/{sheet.unit.id}/{st.query_params.get(sheet_choice.CELL, '')}"
    if named is None or st.session_state.get("sheet_address") == mark:
        return
    st.session_state["sheet_address"] = mark
    row = next((one for one in sheet.rows if one.coding_id == named[0]), None)
    if row is not None:
        column = sheet_rows.month_key(named[1]) if named[1] else sheet_rows.YEAR
        st.session_state[PICKED] = (row.id, column)
        st.session_state["sheet_goto"] = True


def _told() -> None:
    told = st.session_state.pop("sheet_told", "")
    if told:
        pieces.notice(Status.PARTLY, told)


def _show(chosen: sheet_choice.Chosen) -> None:
    sheet_choice.bar(chosen, actor, help_page="budget")
    sheet, findings, n = _read(chosen)
    event = grid_event(_grid_key(chosen.plan.id, chosen.here.unit.id))
    messages: list[GridMessage] = []
    if event is not None:
        messages = handle(actor, sheet, event)
        sheet, findings, n = _read(chosen)
    _pick_from_address(sheet)
    pieces.head(
        f"{sheet.version_name}, {sheet.unit.name}", _("Håller budgeten sig inom ramen?"), _answer(sheet)
    )
    saving.show_conflict()
    _told()
    # What is to be mended is told to those who take part while it can be, never to mere readers.
    checks = sheet.editing.allowed or sheet.state is not None
    _figures(sheet, findings, closed=chosen.plan.closed, checks=checks)
    if not sheet.editing.allowed:
        pieces.show(pieces.muted(sheet.editing.reason))
    _presence(sheet)
    sheet_checks.show_asked(actor, sheet)
    _tools(sheet, findings)
    _grid(sheet, findings if checks else [], n, messages)
    cell = sheet_detail.picked(sheet, *st.session_state.get(PICKED, ("", "")))
    if cell is not None:
        sheet_detail.show(actor, cell)
    if checks:
        sheet_checks.show(sheet, findings)
    if sheet_paste.waiting():
        sheet_paste.show(actor, sheet)


with shown_errors():
    found = sheet_choice.read(actor)
    if found is None:
        pieces.head(
            _("Budget"), _("Håller budgeten sig inom ramen?"), _("Det finns ingen budget att visa än.")
        )
        pieces.empty(
            _("Ingen budget är upplagd"),
            _("När ekonomi har lagt upp nästa års budget eller läst in en budgetfil visas den här."),
        )
    else:
        _show(found)
