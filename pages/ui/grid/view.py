"""The grid on a page: rows go to the browser, what a person did comes back exactly once.

    event = grid_event("budget")          # first: an edit is saved before the rows are read
    ... save, read the rows ...
    grid("budget", columns, rows, label=_("Budget 2027"), state=GridState(version=7))

The browser sends one event at a time and waits until a run has acknowledged it, so quick typing
loses nothing; an event that did not arrive is sent again, and its number shows that it is known.
"""

from collections.abc import Sequence

import streamlit as st

from pages.ui.grid import inbox
from pages.ui.grid.component import component
from pages.ui.grid.model import GridColumn, GridEvent, GridRow, GridState
from pages.ui.grid.payload import payload


def grid_event(key: str) -> GridEvent | None:
    """Return what was done in the grid since the last run, once; call it before reading the rows."""
    return inbox.take(st.session_state, key)


def grid(
    key: str,
    columns: Sequence[GridColumn],
    rows: Sequence[GridRow],
    *,
    label: str,
    state: GridState,
    height: int = 560,
) -> GridEvent | None:
    """Show the grid; return what was done in it, unless `grid_event` has already given it.

    `label` names the grid for a screen reader; `height` is the most pixels that it takes.
    """
    event = grid_event(key)
    data = payload(columns, rows, label=label, state=state, height=height)
    data |= {"key": key, "seen": inbox.seen(st.session_state, key)}
    component()(key=key, data=data, on_event_change=lambda: inbox.receive(st.session_state, key))
    return event
