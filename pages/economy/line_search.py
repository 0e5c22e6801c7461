"""What the transactions are limited to, in the address: a row, a text, an amount, and where a page begins."""

from datetime import date

import streamlit as st

from core.errors import RuleViolation
from core.money import AmountError, parse_amount
from core.queries.ledger import Place
from core.reports.follow_up_view import Drill, read_drill
from core.rules.follow_up import Span
from core.texts import _
from pages.economy import choices
from pages.ui.context import Context

_TEXT, _AMOUNT, _AFTER = "sok", "belopp", "efter"


def searched_text() -> str:
    """Return the text that is searched for, "" for none."""
    return st.query_params.get(_TEXT, "")


def searched_amount() -> str:
    """Return the amount that is searched for, as it was typed."""
    return st.query_params.get(_AMOUNT, "")


def opened_drill() -> Drill | None:
    """Return the row that one came from; one that no table has is told of and left out."""
    opened = choices.opened_row()
    try:
        return read_drill(opened) if opened else None
    except RuleViolation as error:
        st.warning(error.message)
        return None


def searched_size() -> int | None:
    """Return the amount searched for in öre; one that is no amount is told of and left out."""
    typed = searched_amount()
    try:
        return abs(parse_amount(typed)) if typed else None
    except AmountError as error:
        st.warning(str(error))
        return None


def place() -> Place | None:
    """Return where the page of lines begins; None for the first page."""
    parts = st.query_params.get(_AFTER, "").split(".")
    try:
        month, day, line = parts
        return Place(int(month), date.fromisoformat(day), int(line))
    except ValueError:
        return None


def show_limits(here: Context, row: str) -> None:
    """Show what the lines are limited to, each with the way out of it."""
    searched = [searched_text(), searched_amount()]
    month = choices.read_view(here).span is Span.MONTH
    if not (row or month or any(searched)):
        return
    with st.container(horizontal=True, gap="xsmall"):
        if row and st.button(row, icon=":material/close:", help=_("Visa alla rader")):
            _write({"rad": "", _AFTER: ""})
        if month and st.button(_("Bara {month}").format(month=here.period.words()), icon=":material/close:"):
            _write({"tid": "", _AFTER: ""})
        if any(searched) and st.button(
            _("Sökning: {words}").format(words=", ".join(filter(None, searched))), icon=":material/close:"
        ):
            _write({_TEXT: "", _AMOUNT: "", _AFTER: ""})


def show_form() -> None:
    """Show the search; what is asked for is written to the address."""
    with (
        st.form("search", border=False),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        text = st.text_input(
            _("Sök text, leverantör eller verifikat"),
            value=searched_text(),
            max_chars=80,
            width=320,
            key=f"search_{searched_text()}",
        )
        amount = st.text_input(
            _("Belopp i kronor"),
            value=searched_amount(),
            max_chars=20,
            width=160,
            key=f"amount_{searched_amount()}",
        )
        if st.form_submit_button(_("Sök"), icon=":material/search:"):
            _write({_TEXT: text.strip(), _AMOUNT: amount.strip(), _AFTER: ""})


def _write(changes: dict[str, str]) -> None:
    for key, value in changes.items():
        if value:
            st.query_params[key] = value
        else:
            st.query_params.pop(key, None)
    st.rerun()


def show_pages(older: Place | None) -> None:
    """Show the ways to older lines and back to the first."""
    with st.container(horizontal=True):
        if place() is not None and st.button(_("De senaste"), icon=":material/first_page:"):
            _write({_AFTER: ""})
        if older and st.button(_("Äldre transaktioner"), icon=":material/chevron_right:"):
            _write({_AFTER: f"{older.month}.{older.day}.{older.id}"})
