"""The component itself: our script around the library that the server gives as a file."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_FOLDER = Path(__file__).resolve().parent
_SCRIPTS = (
    "numbers",
    "model",
    "paint",
    "outbox",
    "selection",
    "editor",
    "clipboard",
    "menu",
    "keys",
    "table",
    "main",
)


@cache
def script() -> str:
    """Return our script: the parts in `js/` are one module, later parts may use earlier ones."""
    return "\n".join((_FOLDER / "js" / f"{name}.js").read_text(encoding="utf-8") for name in _SCRIPTS)


@cache
def component() -> Any:
    """Return the registered component; its elements are the page's own, for axe and the tokens."""
    return st.components.v2.component(
        "rodret_grid",
        css=(_FOLDER / "grid.css").read_text(encoding="utf-8"),
        js=script(),
        isolate_styles=False,
    )
