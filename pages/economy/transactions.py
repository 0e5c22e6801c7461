"""Transaktioner, for managers and finance: the vouchers behind a figure, to the single line."""

from dataclasses import replace
from datetime import date

import streamlit as st

from core.db import current_database
from core.money import AmountError, format_amount, format_number, parse_amount
from core.queries.ledger import LineFilter, Place
from core.reports import transactions
from core.reports.drill_words import words_of
from core.reports.follow_up_view import Drill, read_drill
from core.rules.access import Action
from core.rules.follow_up import Span
from core.texts import _
from pages.economy import choices
from pages.ui import context, downloads, guard, pieces, tables
from pages.ui.feedback import shown_errors
from pages.ui.markup import fill

_TEXT, _AMOUNT, _AFTER = "sok", "belopp", "efter"

actor = guard.require_actor(Action.VIEW_TRANSACTIONS)
database = current_database()


def _chosen(here: context.Context) -> LineFilter:
    """Return the filter of the address: the figure that one came from, and what is searched for."""
    opened = choices.opened_row()
    drill: Drill | None = read_drill(opened) if opened else None
    with database.reading() as session:
        chosen = transactions.choose(session, actor, choices.read_view(here), drill)
    text, typed = st.query_params.get(_TEXT, ""), st.query_params.get(_AMOUNT, "")
    if typed:
        size = abs(parse_amount(typed))
        chosen = replace(chosen, least=size, most=size)
    return replace(chosen, text=text)


def _limits(here: context.Context) -> None:
    """Show what the lines are limited to, each with the way out of it."""
    view, opened = choices.read_view(here), choices.opened_row()
    with st.container(horizontal=True, gap="xsmall"):
        if opened:
            with database.reading() as session:
                name = words_of(session, actor, view=view, drill=read_drill(opened))
            if st.button(name, icon=":material/close:", help=_("Visa alla rader")):
                _write({"rad": "", _AFTER: ""})
        if view.span is Span.MONTH and st.button(
            _("Bara {month}").format(month=here.period.words()), icon=":material/close:"
        ):
            _write({"tid": "", _AFTER: ""})


def _search() -> None:
    with st.form("search", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            _("Sök text, leverantör eller verifikat"), value=st.query_params.get(_TEXT, ""), max_chars=80
        )
        amount = st.text_input(_("Belopp i kronor"), value=st.query_params.get(_AMOUNT, ""), max_chars=20)
        if st.form_submit_button(_("Sök"), icon=":material/search:"):
            _write({_TEXT: text.strip(), _AMOUNT: amount.strip(), _AFTER: ""})


def _place() -> Place | None:
    parts = st.query_params.get(_AFTER, "").split(".")
    try:
        month, day, line = parts
        return Place(int(month), date.fromisoformat(day), int(line))
    except ValueError:
        return None


def _write(changes: dict[str, str]) -> None:
    for key, value in changes.items():
        if value:
            st.query_params[key] = value
        else:
            st.query_params.pop(key, None)
    st.rerun()


def _answer(found: transactions.Transactions) -> object:
    totals = found.totals
    if not totals.count:
        return _("Det finns inga transaktioner bakom det du har valt.")
    count = format_number(totals.count)
    pattern = (
        _("Fler än {count} rader, sammanlagt {sum}.")
        if totals.more
        else _("{count} rader, sammanlagt {sum}.")
    )
    return fill(pattern, count=count, sum=pieces.strong(f"{format_amount(totals.amount)} kr"))


def _show(here: context.Context) -> None:
    chosen, after = _chosen(here), _place()
    with database.reading() as session:
        found = transactions.build(session, actor, chosen=chosen, after=after)
    pieces.head(
        _("Transaktioner"),
        _("Vad ligger bakom siffran för {unit}?").format(unit=here.unit.name),
        _answer(found),
    )
    _limits(here)
    _search()
    if found.without_vouchers:
        st.info(_("Källan har bara summor per månad, så det finns inga verifikationer att visa."))
    with pieces.card("lines"):
        if found.table.rows:
            tables.render(found.table, "lines", phone_columns=["amount"])
            downloads.buttons(found.table, name_parts=(_("transaktioner"), here.unit.name, here.period.year))
        else:
            pieces.empty(
                _("Inga transaktioner"), _("Prova en annan månad, en annan enhet eller en annan sökning.")
            )
    with st.container(horizontal=True):
        if after and st.button(_("De senaste"), icon=":material/first_page:"):
            _write({_AFTER: ""})
        if found.next and st.button(_("Äldre transaktioner"), icon=":material/chevron_right:"):
            place = found.next
            _write({_AFTER: f"{place.month}.{place.day}.{place.id}"})


def _page() -> None:
    here = context.read(actor, Action.VIEW_TRANSACTIONS)
    if here is None:
        pieces.head(_("Transaktioner"), _("Vad ligger bakom siffran?"), _("Ingen huvudbok är inläst än."))
        return
    context.bar(here, actor, help_page="transaktioner", money=False)
    try:
        _show(here)
    except AmountError as error:
        st.error(str(error))
        _search()


with shown_errors():
    _page()
