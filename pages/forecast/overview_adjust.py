"""Central adjustments of a forecast: those there are with their words, taken away, and a new one."""

from functools import partial

import streamlit as st

from core.db import Database
from core.enums import Dimension, UnitKind
from core.money import AmountError, MoneyUnit, format_money, parse_amount
from core.queries.access import UnitRow, may, units_in_scope
from core.queries.codes import CodeRow, list_codes
from core.queries.forecast_adjusted import AdjustmentRow
from core.queries.forecast_overview import OverviewSource
from core.rules.access import Action, Actor
from core.rules.plan_signs import RESULT_CLASSES
from core.services.forecast_adjustments import adjust, remove_adjustment
from core.texts import _
from pages.ui import forms, pieces, saving
from pages.ui.context import label_of


def show(database: Database, actor: Actor, source: OverviewSource) -> None:
    """Show the adjustments of the node; whoever manages its budget adds and takes away."""
    with database.reading() as session:
        allowed = may(session, actor, Action.MANAGE_BUDGET, source.unit.id).allowed
    allowed = allowed and not source.closed and not actor.read_only
    if not source.adjustments and not allowed:
        return
    st.header(_("Centrala justeringar"), anchor=False)
    with pieces.card("adjustments"):
        words = _("Ekonomis egna tillägg, skilda från det enheterna säger. De syns som egna rader överallt.")
        pieces.show(pieces.muted(words))
        for one in source.adjustments:
            _one(actor, one, allowed=allowed)
        if allowed:
            _new(database, actor, source)


def _one(actor: Actor, one: AdjustmentRow, *, allowed: bool) -> None:
    with st.container(
        horizontal=True, horizontal_alignment="distribute", vertical_alignment="center",
        key=f"adjustment_{one.line_id}",
    ):  # fmt: skip
        amount = format_money(one.amount, MoneyUnit.TKR, signed=True, word=True)
        pieces.show(pieces.strong(f"{amount}  "), one.text, pieces.muted(one.unit))
        form = f"remove_{one.line_id}"
        if allowed and st.button(_("Ta bort"), key=form, icon=":material/delete:", type="tertiary"):
            saving.save(
                actor, form, partial(remove_adjustment, actor=actor, line_id=one.line_id),
                told=_("Justeringen är borttagen."),
            )  # fmt: skip


def _new(database: Database, actor: Actor, source: OverviewSource) -> None:
    form = f"adjust_{source.version_id}_{source.unit.id}"
    units, accounts, functions = _choices(database, actor, source)
    with (
        st.popover(_("Lägg till en justering"), icon=":material/add:", key=f"open_{form}"),
        st.form(form, border=False, enter_to_submit=False),
    ):
        amount = st.text_input(_("Belopp, minus om det blir sämre"), placeholder="-400 tkr")
        text = st.text_input(_("Vad gäller den?"), max_chars=500)
        ansvar = st.selectbox(_("Ansvar"), units, format_func=label_of, index=0 if units else None)
        account = st.selectbox(
            _("Konto"), accounts, index=None, format_func=_words, placeholder=_("Sök namn eller nummer")
        )
        function = st.selectbox(
            _("Verksamhet (frivilligt)"), functions, index=None, format_func=_words,
            placeholder=_("Sök namn eller nummer"),
        )  # fmt: skip
        wanted = st.form_submit_button(_("Lägg till"), type="primary")
    if wanted:
        codes = {Dimension.ACCOUNT: account.code if account else ""}
        if function is not None:
            codes[Dimension.FUNCTION] = function.code
        _save(actor, source, form, (amount, text, ansvar, codes))


def _save(
    actor: Actor,
    source: OverviewSource,
    form: str,
    typed: tuple[str, str, UnitRow | None, dict[Dimension, str]],
) -> None:
    amount, text, ansvar, codes = typed
    try:
        ore = parse_amount(amount)
    except AmountError as error:
        st.error(str(error))
        return
    if ansvar is None:
        st.error(_("Välj ett ansvar som justeringen ska ligga på."))
        return
    where, key = (ansvar.id, codes), forms.request_key(form)
    saving.save(
        actor,
        form,
        lambda session: adjust(
            session, actor, version_id=source.version_id, where=where, amount=ore, text=text, key=key
        ),
        told=_("Justeringen är tillagd."),
    )


def _choices(
    database: Database, actor: Actor, source: OverviewSource
) -> tuple[list[UnitRow], list[CodeRow], list[CodeRow]]:
    """Return the ansvar of the node, its own before those of units below, and the codes of the result."""
    top = source.unit
    with database.reading() as session:
        ansvar = [
            unit
            for unit in units_in_scope(session, actor, Action.MANAGE_BUDGET)
            if unit.kind is UnitKind.COST_CENTER and top.lft <= unit.lft <= top.rgt
        ]
        accounts = [
            code for code in list_codes(session, Dimension.ACCOUNT) if code.code[:1] in RESULT_CLASSES
        ]
        functions = list_codes(session, Dimension.FUNCTION)
    return sorted(ansvar, key=lambda unit: (unit.depth, unit.lft)), accounts, functions


def _words(code: CodeRow) -> str:
    return f"{code.name} ({code.code})" if code.name else code.code
