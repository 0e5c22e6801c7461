"""Help on the page: one Swedish text a page in `data/help`, opened by the reader."""

from functools import cache

import streamlit as st

from core.settings import ROOT
from core.texts import _

FOLDER = ROOT / "data" / "help"


def show_help(page: str) -> None:
    """Show the page's help behind a quiet button."""
    with st.popover(_("Hjälp"), icon=":material/help:", type="tertiary"):
        st.markdown(help_text(page))


@cache
def help_text(page: str) -> str:
    """Return the help of a page by its address (`inlasning`)."""
    return (FOLDER / f"{page}.md").read_text(encoding="utf-8")
