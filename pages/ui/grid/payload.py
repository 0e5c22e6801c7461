"""Rows for the browser: arrays instead of dictionaries, since two thousand of them are sent."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from pages.ui.grid.model import GridColumn, GridRow, GridState, words


def payload(
    columns: Sequence[GridColumn],
    rows: Sequence[GridRow],
    *,
    label: str,
    state: GridState,
    height: int,
) -> dict[str, Any]:
    """Return what the script in `js/` reads."""
    keys = [column.key for column in columns]
    places = {key: at for at, key in enumerate(keys)}
    return {
        "columns": [_column(column) for column in columns],
        "rows": [_row(row, keys, places) for row in rows],
        "label": label,
        "height": height,
        "version": state.version,
        "selected": [state.selected.row, state.selected.column] if state.selected else None,
        "messages": [[message.row, message.column, message.text] for message in state.messages],
        "saved_at": state.saved_at,
        "read_only": state.read_only,
        "words": words(read_only=state.read_only),
    }


def _column(column: GridColumn) -> dict[str, Any]:
    return {
        "key": column.key,
        "title": column.title,
        "kind": column.kind.value,
        "width": column.width,
        "frozen": column.frozen,
        "editable": column.editable,
        "total": column.total,
        "group": column.group,
        "phone": not column.hidden_on_phone,
    }


def _row(row: GridRow, keys: Sequence[str], places: Mapping[str, int]) -> list[Any]:
    """Return the parts in the order that `js/model.js` names, then a cell for each column.

    Columns are named by their place; of editable and locked each bit stands for a column.
    """
    return [
        row.id,
        row.level,
        row.parent,
        row.kind.value,
        row.weight,
        row.status,
        int(row.closed),
        _bits(row.editable, places),
        _bits(row.locked, places),
        [[places[key], [mark.value for mark in marks]] for key, marks in row.marks.items() if key in places],
        [[places[key], note] for key, note in row.notes.items() if key in places],
        *(row.cells.get(key) for key in keys),
    ]


def _bits(keys: Collection[str], places: Mapping[str, int]) -> int:
    return sum(1 << places[key] for key in keys if key in places)
