"""The grid of the budget and forecast sheets: `grid` shows it, `grid_event` reads what was done in it."""

from pages.ui.grid.model import (
    TOTAL,
    ColumnKind,
    EventKind,
    GridCell,
    GridColumn,
    GridEdit,
    GridEvent,
    GridMessage,
    GridRow,
    GridState,
    Mark,
    RowKind,
)
from pages.ui.grid.view import grid, grid_event

__all__ = [
    "TOTAL",
    "ColumnKind",
    "EventKind",
    "GridCell",
    "GridColumn",
    "GridEdit",
    "GridEvent",
    "GridMessage",
    "GridRow",
    "GridState",
    "Mark",
    "RowKind",
    "grid",
    "grid_event",
]
