"""The style sheets: read once per process, written once per run."""

from functools import cache
from pathlib import Path

import streamlit as st

from pages.ui import tokens

_FOLDER = Path(__file__).resolve().parent


def install() -> None:
    """Write the sheets to the page. Call it once, first in the shell's run."""
    # Popovers and dialogs are portals outside the app and do not inherit its colour scheme:
    # without this a dark dialog would get the light colours of light-dark().
    scheme = f":root{{color-scheme:{st.context.theme.type or 'light dark'}}}"
    st.html(f"<style>{scheme}{own_css()}{_read('chrome.css')}</style>")


def is_dark() -> bool:
    """Return whether the reader sees the dark theme."""
    return st.context.theme.type == "dark"


@cache
def own_css() -> str:
    """Return tokens and own classes, for the page and for the shadow root of a picture."""
    return tokens.css_variables() + _read("style.css")


@cache
def _read(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
