"""Transaktioner, for managers and finance: the vouchers behind a figure, to the single line."""

from dataclasses import replace

import streamlit as st

from core.db import current_database
from core.money import format_amount, format_number
from core.queries.ledger import COUNT_LIMIT, LineFilter
from core.queries.loads import latest_load
from core.reports import transactions, words
from core.reports.drill_words import words_of
from core.reports.follow_up_view import Drill
from core.rules.access import Action
from core.rules.follow_up import Span
from core.table import Table
from core.texts import _, ngettext
from pages.economy import choices, line_search
from pages.ui import context, downloads, guard, pieces, tables
from pages.ui.feedback import shown_errors
from pages.ui.markup import fill

_MOST_COLUMNS = 8

actor = guard.require_actor(Action.VIEW_TRANSACTIONS)
database = current_database()


def _chosen(here: context.Context, drill: Drill | None) -> LineFilter:
    """Return the filter of the address: the figure that one came from, and what is searched for."""
    with database.reading() as session:
        chosen = transactions.choose(session, actor, choices.read_view(here), drill)
    size = line_search.searched_size()
    return replace(chosen, least=size, most=size, text=line_search.searched_text())


def _answer(found: transactions.Transactions) -> object:
    totals = found.totals
    if not totals.count:
        return _("Det finns inga transaktioner bakom det du har valt.")
    count = format_number(totals.count)
    one_or_more = ngettext("{count} rad, {sum}.", "{count} rader, sammanlagt {sum}.", totals.count)
    pattern = _("Fler än {count} rader, sammanlagt {sum}.") if totals.more else one_or_more
    return fill(pattern, count=count, sum=pieces.strong(f"{format_amount(totals.amount)} kr"))


def _whole_table(chosen: LineFilter, about: tuple[tuple[str, str], ...]) -> Table:
    """Return all the lines, as many as are counted, for a file to take along."""
    with database.reading() as session:
        found = transactions.build(session, actor, chosen=chosen, size=COUNT_LIMIT)
    cut = (_("De {n} senaste raderna.").format(n=format_number(COUNT_LIMIT)),) if found.next else ()
    return replace(found.table, about=about, footnotes=cut)


def _about(here: context.Context, row: str, freshness: str) -> tuple[tuple[str, str], ...]:
    span = {Span.MONTH: here.period.words()}.get(
        choices.read_view(here).span, _("t.o.m. {period}").format(period=here.period.words())
    )
    pairs = (
        (_("Enhet"), context.label_of(here.unit)),
        (_("Period"), span),
        (_("Rad"), row),
        (_("Sökt text"), line_search.searched_text()),
        (_("Sökt belopp"), line_search.searched_amount()),
        (_("Uppgifter"), freshness),
    )
    return tuple((name, value) for name, value in pairs if value)


def _show(here: context.Context) -> None:
    drill, after = line_search.opened_drill(), line_search.place()
    chosen = _chosen(here, drill)
    with database.reading() as session:
        found = transactions.build(session, actor, chosen=chosen, after=after)
        view = choices.read_view(here)
        row = words_of(session, actor, view=view, drill=drill) if drill else ""
        freshness = words.freshness(here.period, latest_load(session, here.period.year))
    pieces.head(
        _("Transaktioner"),
        _("Vad ligger bakom siffran för {unit}?").format(unit=here.unit.name),
        _answer(found),
        freshness,
    )
    line_search.show_limits(here, row)
    line_search.show_form()
    if found.without_vouchers:
        st.info(_("Källan har bara summor per månad, så det finns inga verifikationer att visa."))
    _lines(found, here, chosen, _about(here, row, freshness))
    line_search.show_pages(found.next)


def _on_screen(table: Table) -> Table:
    """Return a table that the page has room for: amount and invoice must not lie outside its edge."""
    if len(table.columns) <= _MOST_COLUMNS:
        return table
    note = _("Verksamhet, projekt och motpart finns i Excel och CSV.")
    return replace(table.without("function", "project", "counterparty"), footnotes=(*table.footnotes, note))


def _lines(
    found: transactions.Transactions,
    here: context.Context,
    chosen: LineFilter,
    about: tuple[tuple[str, str], ...],
) -> None:
    if not found.table.rows:
        pieces.empty(
            _("Inga transaktioner"), _("Prova en annan månad, en annan enhet eller en annan sökning.")
        )
        return
    with pieces.card("lines"):
        tables.render(_on_screen(found.table), "lines", phone_columns=["amount"])
        downloads.buttons(
            lambda: _whole_table(chosen, about),
            name_parts=(_("transaktioner"), here.unit.name, here.period.year),
        )


with shown_errors():
    shown = context.read(actor, Action.VIEW_TRANSACTIONS)
    if shown is None:
        pieces.head(_("Transaktioner"), _("Vad ligger bakom siffran?"), _("Ingen huvudbok är inläst än."))
    else:
        context.bar(shown, actor, help_page="transaktioner", money=False)
        _show(shown)
