"""The tools above the sheet: start from another version, a new row, undo and redo."""

from decimal import Decimal, InvalidOperation
from functools import partial

import streamlit as st

from core.db import current_database
from core.enums import Dimension
from core.errors import RodretError
from core.queries.codes import CodeRow, list_codes
from core.queries.plan_history import own_steps
from core.reports.budget_sheet import Sheet
from core.rules.access import Actor
from core.rules.plan_signs import RESULT_CLASSES
from core.services import plan_rows, plan_undo
from core.services.plan_start import Source, start_from
from core.services.transaction import transaction
from core.texts import _, ngettext
from pages.budget.sheet_events import conflicts, save
from pages.ui import forms, saving


def show(actor: Actor, sheet: Sheet) -> None:
    """Write the tools in one line; those that change anything only where the actor may."""
    if not sheet.editing.allowed:
        return
    with st.popover(_("Utgå från …"), icon=":material/content_copy:"):
        _start_from(actor, sheet)
    with st.popover(_("Ny rad"), icon=":material/add:"):
        _new_row(actor, sheet)
    _undo_buttons(actor, sheet)


def _start_from(actor: Actor, sheet: Sheet) -> None:
    form = f"start_{sheet.version_id}_{sheet.unit.id}"
    sources = [one for one in sheet.beside if one.last_month == 12]  # noqa: PLR2004 a whole year only
    if not sources:
        st.caption(_("Det finns ingen budget och inget helt år att utgå från."))
        return
    with st.form(form, border=False, enter_to_submit=False):
        source = st.radio(_("Fyll raderna från"), sources, format_func=lambda one: one.name)
        percent = st.text_input(_("Höj eller sänk med procent (frivilligt)"), placeholder="2,5")
        st.caption(_("Alla rader i enhetens budget ersätts. Rader med delrader lämnas. Du kan ångra."))
        if st.form_submit_button(_("Fyll i"), type="primary"):
            try:
                share = _percent(percent)
            except InvalidOperation:
                st.error(_("Skriv procenten som ett tal, till exempel 2,5 eller -1."))
                return
            _fill(actor, sheet, form, Source(source.version_id, share))


def _fill(actor: Actor, sheet: Sheet, form: str, source: Source) -> None:
    key = forms.request_key(form)
    try:
        with transaction(current_database(), actor) as session:
            done = start_from(
                session, actor, version_id=sheet.version_id, unit_id=sheet.unit.id, source=source, key=key
            )
    except RodretError as refusal:
        st.error(refusal.message)
        return
    forms.renew_key(form)
    words = ngettext("{n} cell är ifylld.", "{n} celler är ifyllda.", done.saved.cells)
    told = words.format(n=done.saved.cells)
    if done.left_alone:
        told += " " + _("{n} rader med delrader lämnades som de var.").format(n=done.left_alone)
    st.session_state["sheet_told"] = told
    st.rerun()


def _percent(text: str) -> Decimal | None:
    """Return per cent, None for nothing; `InvalidOperation` for what is no number."""
    body = text.strip().replace("%", "").replace("\u2212", "-").replace(",", ".").strip()
    share = Decimal(body) if body else None
    if share is not None and not share.is_finite():
        raise InvalidOperation
    return share


def _new_row(actor: Actor, sheet: Sheet) -> None:
    form = f"new_{sheet.version_id}_{sheet.unit.id}"
    with current_database().reading() as session:
        accounts = [row for row in list_codes(session, Dimension.ACCOUNT) if row.code[0] in RESULT_CLASSES]
        functions = list_codes(session, Dimension.FUNCTION)
    ansvar = {row.unit_id: row.name for row in sheet.rows if row.kind == "ansvar" and row.unit_id}
    if not ansvar:
        ansvar = {row.unit_id: sheet.unit.name for row in sheet.rows if row.unit_id}
    if not ansvar:
        ansvar = {sheet.unit.id: sheet.unit.name}
    with st.form(form, border=False, enter_to_submit=False):
        unit_id = st.selectbox(_("Ansvar"), list(ansvar), format_func=ansvar.__getitem__)
        account = st.selectbox(
            _("Konto"), accounts, index=None, format_func=_code_words, placeholder=_("Sök namn eller nummer")
        )
        function = st.selectbox(
            _("Verksamhet"), functions, index=None, format_func=_code_words,
            placeholder=_("Sök namn eller nummer"),
        )  # fmt: skip
        label = st.text_input(_("Radens namn (frivilligt)"), max_chars=120)
        if st.form_submit_button(_("Lägg till raden"), type="primary"):
            if account is None:
                st.error(_("Välj ett konto."))
                return
            codes = {Dimension.ACCOUNT: account.code}
            if function is not None:
                codes[Dimension.FUNCTION] = function.code
            key = forms.request_key(form)
            saving.save(
                actor, form,
                lambda session: plan_rows.add_row(
                    session, actor, version_id=sheet.version_id, unit_id=int(unit_id), codes=codes,
                    label=label, key=key,
                ),
                told=_("Raden är tillagd."),
            )  # fmt: skip


def _code_words(row: CodeRow) -> str:
    return f"{row.name} ({row.code})"


def _undo_buttons(actor: Actor, sheet: Sheet) -> None:
    with current_database().reading() as session:
        steps = own_steps(session, actor, version_id=sheet.version_id, unit_id=sheet.unit.id)
    for label, icon, held, act in (
        (_("Ångra"), "undo", steps.done, plan_undo.undo),
        (_("Gör om"), "redo", steps.undone, plan_undo.redo),
    ):
        form = f"{icon}_{sheet.version_id}_{sheet.unit.id}_{len(held)}"
        if not st.button(
            label, icon=f":material/{icon}:", key=f"do_{icon}", disabled=not held, type="tertiary"
        ):
            continue
        key = forms.request_key(form)
        try:
            done = save(
                actor, partial(act, actor=actor, version_id=sheet.version_id, unit_id=sheet.unit.id, key=key)
            )
        except RodretError as refusal:
            st.error(refusal.message)
            continue
        forms.renew_key(form)
        left = conflicts(sheet, done)
        if left:
            st.session_state["sheet_told"] = left[0].text
        st.rerun()
