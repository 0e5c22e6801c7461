"""What the address of Aktiviteter names: the part of the page, the activity that is open, what is done."""

import streamlit as st

from core.texts import _
from pages.ui import address

PART, ACTIVITY, DOES, EVERYTHING, BECOMES = "del", "aktivitet", "gor", "alla", "till"
LIST, GANTT, BOARD, SUMS, YEAR_END = "lista", "gantt", "tavla", "summering", "arsskifte"


def choose_part(*, settles: bool) -> str:
    """Draw the choice of part, the year's end only for who settles it; return the one that is shown."""
    words = {LIST: _("Lista"), GANTT: _("Gantt"), BOARD: _("Tavla"), SUMS: _("Summering")}
    if settles:
        words[YEAR_END] = _("Årsskifte")
    return address.choose(_("Visa"), words, name=PART, key="activity_part")


def activity_id() -> int | None:
    """Return the activity that the address opens."""
    return address.number(ACTIVITY)


def open_activity(opened: int | None, *, does: str = "", becomes: str = "") -> None:
    """Open an activity, or none, and run the page again; `does` is what is to be done with it."""
    for key, value in ((ACTIVITY, str(opened or "")), (DOES, does), (BECOMES, becomes)):
        address.put(key, value)
    st.rerun()


def show_everything() -> None:
    """Show the whole list and run the page again."""
    st.query_params[EVERYTHING] = "ja"
    st.rerun()


def shows_everything() -> bool:
    """Return whether the whole list is wanted."""
    return EVERYTHING in st.query_params
