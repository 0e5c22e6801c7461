"""What the address of Omgångar names: the year, the round, and what is being done with it."""

import streamlit as st

from pages.ui import address

_YEAR, _ROUND, _DOING = "ar", "omgang", "gor"
NEW, CHANGE, UNITS, OPEN, COPY = "ny", "andra", "enheter", "oppna", "kopiera"


def year(known: list[int], usual: int) -> int:
    """Return the year of the address, if there is one to choose."""
    named = st.query_params.get(_YEAR, "")
    return int(named) if named.isdigit() and int(named) in known else usual


def round_id() -> int | None:
    """Return the round of the address."""
    return address.number(_ROUND)


def doing() -> str:
    """Return what the address says is being done; nothing is looking."""
    return st.query_params.get(_DOING, "")


def choose_year(wanted: int) -> None:
    """Show another year and run again."""
    st.query_params[_YEAR] = str(wanted)
    st.rerun()


def go(*, to_round: int | None = None, do: str = "", of_year: int | None = None) -> None:
    """Show a round, or the list, and what is being done; then run again."""
    for key, value in ((_ROUND, to_round), (_DOING, do)):
        if value:
            st.query_params[key] = str(value)
        else:
            st.query_params.pop(key, None)
    if of_year is not None:
        st.query_params[_YEAR] = str(of_year)
    st.rerun()
