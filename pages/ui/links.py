"""Addresses from the database (`/inlamning?inlamning=7`) as links to pages of the same session."""

from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import streamlit as st

from pages.ui import menu


def target_of(address: str) -> tuple[Path, dict[str, str]]:
    """Return the page's file and its query; the start page for an address that no page answers at."""
    parts = urlsplit(address)
    path = parts.path.strip("/")
    try:
        file = menu.file_of(path)
    except KeyError:
        return menu.file_of(""), {}
    return file, dict(parse_qsl(parts.query))


def link(address: str, label: str, *, arrow: bool = True) -> None:
    """Write a link to an address."""
    file, query = target_of(address)
    icon = ":material/arrow_forward:" if arrow else None
    st.page_link(file, label=label, icon=icon, icon_position="right", query_params=query)


def go_button(address: str, label: str, *, key: str, primary: bool) -> None:
    """Write a button that opens an address; one page has at most one primary."""
    if st.button(label, key=key, type="primary" if primary else "secondary"):
        file, query = target_of(address)
        st.switch_page(file, query_params=query)
