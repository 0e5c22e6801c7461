"""A table as canonical JSON, and back: what a snapshot keeps.

The same table always gives the same bytes, so that its SHA-256 tells whether it is the same.
"""

import json
from datetime import date
from decimal import Decimal
from typing import Any

from core.money import MoneyUnit
from core.table import Column, Kind, Row, RowRole, Status, Table, Value


def table_json(table: Table) -> str:
    """Return a table as JSON with sorted keys and no spaces."""
    content = {
        "title": table.title,
        "money_unit": table.money_unit.value,
        "about": [list(pair) for pair in table.about],
        "footnotes": list(table.footnotes),
        "columns": [
            [column.key, column.title, column.kind.value, column.signed, column.note]
            for column in table.columns
        ],
        "rows": [_row(row) for row in table.rows],
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def table_of_json(text: str) -> Table:
    """Return the table of a text made by `table_json`, equal to the one that it was made of."""
    content = json.loads(text)
    return Table(
        title=content["title"],
        columns=tuple(
            Column(key, title, Kind(kind), signed, note)
            for key, title, kind, signed, note in content["columns"]
        ),
        rows=tuple(_row_of(row) for row in content["rows"]),
        money_unit=MoneyUnit(content["money_unit"]),
        about=tuple((name, value) for name, value in content["about"]),
        footnotes=tuple(content["footnotes"]),
    )


def _row(row: Row) -> dict[str, Any]:
    return {
        "key": row.key,
        "cells": [_cell(cell) for cell in row.cells],
        "level": row.level,
        "role": row.role.value,
        "status": row.status.value if row.status else None,
        "drill": row.drill,
        "note": row.note,
    }


def _row_of(row: dict[str, Any]) -> Row:
    return Row(
        key=row["key"],
        cells=tuple(_value(cell) for cell in row["cells"]),
        level=row["level"],
        role=RowRole(row["role"]),
        status=Status(row["status"]) if row["status"] else None,
        drill=row["drill"],
        note=row["note"],
    )


def _cell(value: Value) -> Any:
    """Return a cell as JSON: days and decimals are marked, since JSON knows neither."""
    match value:
        case date():
            return {"day": value.isoformat()}
        case Decimal():
            return {"decimal": str(value)}
        case _:
            return value


def _value(cell: Any) -> Value:
    match cell:
        case {"day": str(day)}:
            return date.fromisoformat(day)
        case {"decimal": str(number)}:
            return Decimal(number)
        case int() | str() | None:
            return cell
    raise ValueError(cell)
