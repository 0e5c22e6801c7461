"""What the address of Åtgärdsplan names: the year, and the measure that is open."""

import streamlit as st

from core.texts import _
from pages.ui import address
from pages.ui.context import Context

YEAR, MEASURE = "ar", "atgard"


def years(context: Context, this_year: int) -> list[int]:
    """Return the years to choose among: those with a ledger, this one and the next."""
    return sorted({*context.years, this_year, this_year + 1})


def year(context: Context, this_year: int) -> int:
    """Return the year of the address, if there is one to choose; else the one of the period."""
    named = st.query_params.get(YEAR, "")
    known = {str(one): one for one in years(context, this_year)}
    return known.get(named, context.period.year)


def choose_year(context: Context, held: int) -> None:
    """Draw the choice of year; another one runs the page again."""
    with st.popover(str(held), icon=":material/calendar_month:", type="tertiary"):
        options = years(context, held)
        chosen = st.segmented_control(_("År"), options, default=held, required=True, key=f"plan_year_{held}")
    if chosen is not None and chosen != held:
        st.query_params[YEAR] = str(chosen)
        open_measure(None)


def measure_id() -> int | None:
    """Return the measure that the address opens, by its task's number."""
    return address.number(MEASURE)


def open_measure(task_id: int | None) -> None:
    """Open a measure, or none, and run the page again."""
    if task_id is None:
        st.query_params.pop(MEASURE, None)
    else:
        st.query_params[MEASURE] = str(task_id)
    st.rerun()
