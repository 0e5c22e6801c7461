"""What stands in a page's address: numbers and choices, whatever somebody has typed there."""

from collections.abc import Mapping

import streamlit as st

_LONGEST_NUMBER = 18
"""Digits: longer ones do not fit the 64 bits of a key."""


def as_number(text: str) -> int | None:
    """Return a text as the number of a row; None for anything that cannot be one."""
    known = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return int(text) if known else None


def number(name: str) -> int | None:
    """Return the number that the address gives under a name."""
    return as_number(st.query_params.get(name, ""))


def put(name: str, value: str) -> None:
    """Write one part of the address, or take it away when it is empty; does not run again."""
    if value:
        st.query_params[name] = value
    else:
        st.query_params.pop(name, None)


def choose(
    label: str, words: Mapping[str, str], *, name: str, key: str, usual: str = "", labelled: bool = False
) -> str:
    """Draw a choice that stands in the address; return the chosen key of `words`.

    Without one in the address it is `usual`, else the first. Another choice runs the page again.
    """
    options = list(words)
    named = st.query_params.get(name, "")
    held = named if named in words else usual or options[0]
    chosen = st.segmented_control(
        label, options, default=held, required=True, format_func=words.__getitem__, key=f"{key}_{held}",
        label_visibility="visible" if labelled else "collapsed",
    )  # fmt: skip
    if chosen is not None and chosen != held:
        st.query_params[name] = chosen
        st.rerun()
    return held
