"""What the address of the pages about key figures names: the figure, the unit, the form and the picture."""

import streamlit as st

from pages.ui import context

INDICATOR, DOES, SEX = "nyckeltal", "gor", "kon"
ALL_BELOW = "alla"
_LONGEST_NUMBER = 18


def indicator_id() -> int | None:
    """Return the key figure that the address opens."""
    named = st.query_params.get(INDICATOR, "")
    known = named.isascii() and named.isdigit() and len(named) <= _LONGEST_NUMBER
    return int(named) if known else None


def open_indicator(opened: int | None, unit_code: str = "") -> None:
    """Open a key figure (at another unit), or none, and run the page again."""
    st.query_params.pop(DOES, None)
    if opened is None:
        st.query_params.pop(INDICATOR, None)
    else:
        st.query_params[INDICATOR] = str(opened)
    if unit_code:
        st.query_params[context.UNIT] = unit_code
    st.rerun()


def choose(label: str, words: dict[str, str], *, name: str = DOES, key: str) -> str:
    """Draw a choice that stands in the address; return what is chosen, the first unless another is named."""
    options = list(words)
    named = st.query_params.get(name, "")
    held = named if named in words else options[0]
    chosen = st.segmented_control(
        label, options, default=held, required=True, format_func=words.__getitem__, key=f"{key}_{held}",
        label_visibility="collapsed" if name == SEX else "visible",
    )  # fmt: skip
    if chosen is not None and chosen != held:
        st.query_params[name] = chosen
        st.rerun()
    return held
