"""The months of the ledger, for finance: which are closed, and the switch of each."""

import streamlit as st

from core.db import Database
from core.enums import PeriodState
from core.periods import month_name
from core.queries.periods import MonthState, list_months
from core.rules.access import Actor
from core.services import periods
from core.services.transaction import transaction
from core.texts import _
from pages.ui import pieces
from pages.ui.feedback import shown_errors

_YEAR = "ar"


def show(database: Database, actor: Actor) -> None:
    """Show the months of a year; a switch closes or opens one."""
    with database.reading() as session:
        months = list_months(session, actor)
    st.header(_("Månader"), anchor=False)
    if not months:
        pieces.empty(_("Inga månader än"), _("När en huvudbok är inläst visas dess månader här."))
        return
    with pieces.card("months"):
        pieces.show(
            pieces.muted(
                _("En stängd månad räknas som klar. En öppen är preliminär, och det står där den visas.")
            )
        )
        year = _chosen_year(sorted({month.period.year for month in months}))
        with st.container(horizontal=True, gap="small"):
            for month in months:
                if month.period.year == year:
                    _switch(database, actor, month)


def _chosen_year(years: list[int]) -> int:
    named = st.query_params.get(_YEAR, "")
    held = int(named) if named.isdigit() and int(named) in years else years[-1]
    chosen = st.segmented_control(_("År"), years, default=held, required=True, key=f"months_of_{held}")
    if chosen is not None and chosen != held:
        st.query_params[_YEAR] = str(chosen)
        st.rerun()
    return held


def _switch(database: Database, actor: Actor, month: MonthState) -> None:
    closed = month.state is PeriodState.CLOSED
    name = month_name(month.period.month)
    wanted = st.toggle(
        _("{month} stängd").format(month=name.capitalize()),
        value=closed,
        width=190,
        key=f"month_{month.period}_{month.state}",
    )
    if wanted == closed:
        return
    with shown_errors():
        with transaction(database, actor) as session:
            change = periods.close_month if wanted else periods.open_month
            change(session, actor, year=month.period.year, month=month.period.month)
        st.toast(
            (_("{month} är stängd.") if wanted else _("{month} är öppen igen.")).format(
                month=month.period.words().capitalize()
            )
        )
        st.rerun()
