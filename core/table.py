"""The one table object: a report builds it, every output (screen, Excel, CSV) renders it."""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from core.money import MoneyUnit

Value: TypeAlias = int | str | date | Decimal | None


class Kind(StrEnum):
    """What a column holds, which decides how every output formats it.

    MONEY is öre shown in the table's unit; AMOUNT is öre shown to the öre whatever the unit.
    """

    TEXT = "text"
    CODE = "code"
    MONEY = "money"
    AMOUNT = "amount"
    PERCENT = "percent"
    COUNT = "count"
    DATE = "date"
    STATUS = "status"
    LINK = "link"


class RowRole(StrEnum):
    """What a row is: a detail, a sum of others, the total, or a line that stands for many."""

    DETAIL = "detail"
    SUM = "sum"
    TOTAL = "total"
    REST = "rest"


class Status(StrEnum):
    """A judgement, always shown as icon, word and colour together."""

    OK = "ok"
    PARTLY = "part"
    BAD = "bad"
    BETTER = "better"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: money is öre in report sign, percent is a share (0.034), the rest as named."""

    key: str
    title: str
    kind: Kind
    signed: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: values in column order; `drill` is the key that opens what lies behind it."""

    key: str
    cells: tuple[Value, ...]
    level: int = 0
    role: RowRole = RowRole.DETAIL
    status: Status | None = None
    drill: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under typed columns, with what a reader must know: unit, filters, source, time."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    money_unit: MoneyUnit = MoneyUnit.TKR
    about: tuple[tuple[str, str], ...] = ()
    footnotes: tuple[str, ...] = field(default=())

    def column(self, key: str) -> int:
        """Return the position of a column; KeyError when the table has none of that name."""
        for position, column in enumerate(self.columns):
            if column.key == key:
                return position
        raise KeyError(key)

    def only(self, *keys: str) -> "Table":
        """Return the table with only the columns named, in its own order."""
        at = [position for position, column in enumerate(self.columns) if column.key in keys]
        rows = tuple(replace(row, cells=tuple(row.cells[i] for i in at)) for row in self.rows)
        return replace(self, columns=tuple(self.columns[i] for i in at), rows=rows)

    def without(self, *keys: str) -> "Table":
        """Return the table without the columns named."""
        return self.only(*(column.key for column in self.columns if column.key not in keys))

    def value(self, row_key: str, column_key: str) -> Value:
        """Return one cell by the keys of its row and column."""
        position = self.column(column_key)
        for row in self.rows:
            if row.key == row_key:
                return row.cells[position]
        raise KeyError(row_key)
