"""What the address of Mål och nyckeltal names: the year, the goal that is open, and the part of the page."""

import streamlit as st

from core.periods import MONTHS
from core.texts import _
from pages.ui import address
from pages.ui.context import Context

YEAR, GOAL, PART, TAG = "ar", "mal", "del", "markning"
GOALS, MONEY, ASSIGNMENTS, TAGGED = "mal", "pengar", "uppdrag", "markning"


def years(here: Context, this_year: int) -> list[int]:
    """Return the years to choose among: those with a ledger, this one and the next."""
    return sorted({*here.years, this_year, this_year + 1})


def year(here: Context, this_year: int) -> int:
    """Return the year of the address, if there is one to choose; else the one of the period."""
    known = {str(one): one for one in years(here, this_year)}
    return known.get(st.query_params.get(YEAR, ""), here.period.year)


def month_of(here: Context, chosen: int) -> int:
    """Return the month that a year is read by: the period's own, else the whole of a year that is over."""
    if chosen == here.period.year:
        return here.period.month
    return MONTHS[-1] if chosen < here.period.year else MONTHS[0]


def choose_year(here: Context, held: int, this_year: int) -> None:
    """Draw the choice of year; another one runs the page again."""
    with st.popover(str(held), icon=":material/calendar_month:", type="tertiary"):
        options = years(here, this_year)
        chosen = st.segmented_control(
            _("År"), options, default=held, required=True, key=f"goal_year_{held}",
            help=_("Välj nästa år för att planera. Årets uppföljning ändras inte av det."),
        )  # fmt: skip
    if chosen is not None and chosen != held:
        st.query_params[YEAR] = str(chosen)
        st.query_params.pop(GOAL, None)
        st.rerun()


def choose_part() -> str:
    """Draw the choice of part; return the one that is shown."""
    words = {
        GOALS: _("Mål"), MONEY: _("Mål och medel"), ASSIGNMENTS: _("Uppdrag"),
        TAGGED: _("Efter märkning"),
    }  # fmt: skip
    return address.choose(_("Visa"), words, name=PART, key="goal_part")


def goal_id() -> int | None:
    """Return the goal that the address opens."""
    return address.number(GOAL)


def open_goal(opened: int | None) -> None:
    """Open a goal, or none, and run the page again."""
    address.put(GOAL, str(opened or ""))
    st.rerun()
