"""Kontrollera: everything that is found in the budget, each with a link to its row, and what is asked for."""

from collections.abc import Sequence

import streamlit as st

from core.errors import Severity
from core.queries.comments import Thread
from core.reports.budget_sheet import Sheet
from core.reports.sheet_tree import SheetRow
from core.rules.access import Actor
from core.rules.budget_checks import Finding
from core.services import comments
from core.table import Status
from core.texts import _, ngettext
from pages.budget.sheet_events import PICKED
from pages.budget.sheet_rows import YEAR, month_key
from pages.ui import pieces, saving
from pages.ui.markup import join


def sentence(findings: Sequence[Finding]) -> str:
    """Return how many things must be mended and how many are to be looked at, in words."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = len(findings) - errors
    if not findings:
        return _("Inget att rätta.")
    parts = []
    if errors:
        parts.append(ngettext("{n} sak måste rättas", "{n} saker måste rättas", errors).format(n=errors))
    if warnings:
        parts.append(ngettext("{n} att titta på", "{n} att titta på", warnings).format(n=warnings))
    return f"{', '.join(parts)}."


def show(sheet: Sheet, findings: Sequence[Finding]) -> None:
    """Show every finding, what must be mended first; a press goes to its cell."""
    st.header(_("Kontrollera"), anchor=False)
    with pieces.card("checks"):
        if not findings:
            pieces.notice(Status.OK, _("Allt stämmer."), _("Budgeten kan lämnas in."))
            return
        by_row = {row.id: row for row in sheet.rows}
        for n, finding in enumerate(sorted(findings, key=lambda one: one.severity is not Severity.ERROR)):
            _one(n, finding, by_row.get(finding.row_key))


def show_asked(actor: Actor, sheet: Sheet) -> None:
    """Show what a reviewer wants changed, each with a way to its cell and a tick when it is done."""
    if not sheet.asked:
        return
    words = ngettext("{n} cell att svara på", "{n} celler att svara på", len(sheet.asked))
    st.header(words.format(n=len(sheet.asked)), anchor=False)
    with pieces.card("asked"):
        for thread in sheet.asked:
            _asked(actor, sheet, thread)


def _one(n: int, finding: Finding, row: SheetRow | None) -> None:
    status = Status.BAD if finding.severity is Severity.ERROR else Status.PARTLY
    word = _("måste rättas") if status is Status.BAD else _("titta på")
    name = pieces.strong(row.name) if row else None
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        pieces.show(join([pieces.chip(status, word), " ", name, " " if name else "", finding.message]))
        if row and st.button(_("Gå till raden"), key=f"goto_{n}", type="tertiary"):
            go_to(row.id, month_key(finding.month) if finding.month else YEAR)


def _asked(actor: Actor, sheet: Sheet, thread: Thread) -> None:
    coding, _slash, month = thread.subject.cell.partition("/")
    row = next(
        (
            one for one in sheet.rows
            if one.unit_id == thread.subject.unit_id and str(one.coding_id) == coding
        ),
        None,
    )  # fmt: skip
    first = thread.comments[0]
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        name = pieces.strong(row.name if row else _("Budgeten"))
        pieces.show(join([name, " ", f"{first.user}: {first.body}"]))
        if row and st.button(_("Gå till cellen"), key=f"asked_{thread.id}", type="tertiary"):
            go_to(row.id, month_key(int(month)) if month else YEAR)
        if st.button(_("Klart"), key=f"answered_{thread.id}", icon=":material/check:", type="tertiary"):
            saving.save(
                actor, f"answered_{thread.id}",
                lambda session: comments.resolve_thread(session, actor, thread_id=thread.id),
                told=_("Avbockat."),
            )  # fmt: skip


def go_to(row: str, column: str) -> None:
    """Choose a cell in the grid and run the page again."""
    st.session_state[PICKED] = (row, column)
    st.session_state["sheet_goto"] = True
    st.rerun()
