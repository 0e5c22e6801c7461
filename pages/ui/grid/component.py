"""The component itself: a few lines that fetch our script and the library from the server as files."""

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import streamlit as st

_FILES = Path(__file__).resolve().parent / "js"

_SCRIPT = """
export default async function (component) {
  const { show } = await import(location.origin + '/bibliotek/tabell/OWN/main.js');
  return show(component, location.origin + '/bibliotek/tabulator/LIBRARY');
}
"""


@cache
def script() -> str:
    """Return the script that Streamlit hands to the browser; the addresses change with the files."""
    return _SCRIPT.replace("OWN", own_version()).replace("LIBRARY", version("django-js-lib-tabulator"))


@cache
def own_version() -> str:
    """Return a short digest of every file that the browser fetches from `js/`."""
    digest = hashlib.sha256()
    for path in sorted(_FILES.iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@cache
def component() -> Any:
    """Return the registered component; its elements are the page's own, for axe and the tokens."""
    return st.components.v2.component("rodret_grid", js=script(), isolate_styles=False)
