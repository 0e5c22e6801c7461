"""What the address of Aktiviteter names: the part of the page, the activity that is open, what is done."""

import streamlit as st

from core.texts import _

PART, ACTIVITY, DOES, EVERYTHING, BECOMES = "del", "aktivitet", "gor", "alla", "till"
LIST, GANTT, BOARD, SUMS, YEAR_END = "lista", "gantt", "tavla", "summering", "arsskifte"
_LONGEST_NUMBER = 18


def choose_part() -> str:
    """Draw the choice of part; return the one that is shown."""
    words = {
        LIST: _("Lista"), GANTT: _("Gantt"), BOARD: _("Tavla"), SUMS: _("Summering"),
        YEAR_END: _("Årsskifte"),
    }  # fmt: skip
    named = st.query_params.get(PART, "")
    held = named if named in words else LIST
    chosen = st.segmented_control(
        _("Visa"), list(words), default=held, required=True, label_visibility="collapsed",
        format_func=words.__getitem__, key=f"activity_part_{held}",
    )  # fmt: skip
    if chosen is not None and chosen != held:
        st.query_params[PART] = chosen
        st.rerun()
    return held


def activity_id() -> int | None:
    """Return the activity that the address opens."""
    named = st.query_params.get(ACTIVITY, "")
    known = named.isascii() and named.isdigit() and len(named) <= _LONGEST_NUMBER
    return int(named) if known else None


def open_activity(opened: int | None, *, does: str = "", becomes: str = "") -> None:
    """Open an activity, or none, and run the page again; `does` is what is to be done with it."""
    for key, value in ((ACTIVITY, str(opened or "")), (DOES, does), (BECOMES, becomes)):
        if value:
            st.query_params[key] = value
        else:
            st.query_params.pop(key, None)
    st.rerun()


def show_everything() -> None:
    """Show the whole list and run the page again."""
    st.query_params[EVERYTHING] = "ja"
    st.rerun()


def shows_everything() -> bool:
    """Return whether the whole list is wanted."""
    return EVERYTHING in st.query_params
