"""What the address of the pages about key figures names: the figure, the unit, the form and the picture."""

import streamlit as st

from pages.ui import address, context

INDICATOR, DOES, SEX = "nyckeltal", "gor", "kon"
ALL_BELOW = "alla"


def indicator_id() -> int | None:
    """Return the key figure that the address opens."""
    return address.number(INDICATOR)


def open_indicator(opened: int | None, unit_code: str = "") -> None:
    """Open a key figure (at another unit), or none, and run the page again."""
    st.query_params.pop(DOES, None)
    address.put(INDICATOR, str(opened or ""))
    if unit_code:
        st.query_params[context.UNIT] = unit_code
    st.rerun()


def choose(label: str, words: dict[str, str], *, name: str = DOES, key: str) -> str:
    """Draw a choice that stands in the address; return what is chosen, the first unless another is named."""
    return address.choose(label, words, name=name, key=key, labelled=name != SEX)
