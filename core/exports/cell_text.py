"""A table's cells in words: the same Swedish text on the screen and in every document."""

from datetime import date
from decimal import Decimal

from core.money import EMPTY, MoneyUnit, format_amount, format_money, format_number, format_percent
from core.table import Column, Kind, Row, Status, Table, Value
from core.texts import _

_MOST_DECIMALS = 2


def status_word(status: Status) -> str:
    """Return the usual word of a judgement; a table's cell may carry a better one."""
    return {
        Status.OK: _("Enligt plan"),
        Status.PARTLY: _("Delvis"),
        Status.BAD: _("Avviker"),
        Status.BETTER: _("Bättre"),
        Status.NONE: _("Ej bedömt"),
    }[status]


def cell_status(row: Row, value: Value) -> tuple[Status | None, str]:
    """Return the judgement of a status cell and its word: the cell's own, else the row's."""
    if isinstance(value, str) and value in set(Status):
        return Status(value), status_word(Status(value))
    if value is None or value == "":
        return row.status, status_word(row.status) if row.status else ""
    return row.status, str(value)


def cell_text(column: Column, row: Row, value: Value, unit: MoneyUnit) -> str:
    """Return one cell as it is read: Swedish numbers, an en dash for no figure, nothing for no text."""
    if column.kind is Kind.STATUS:
        return cell_status(row, value)[1]
    if column.kind is Kind.MONEY:
        return format_money(_whole(value), unit, signed=column.signed)
    if column.kind is Kind.AMOUNT:
        return format_amount(_whole(value), signed=column.signed)
    if column.kind is Kind.PERCENT:
        return format_percent(_decimal(value), signed=column.signed)
    if column.kind is Kind.COUNT:
        return EMPTY if value is None else _count(value, signed=column.signed)
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def column_heading(column: Column, unit: MoneyUnit) -> str:
    """Return a column's title with its unit, for files where nothing else tells it."""
    suffix = {Kind.MONEY: str(unit), Kind.AMOUNT: str(MoneyUnit.KR), Kind.PERCENT: "%"}.get(column.kind, "")
    if not suffix or column.title.endswith(suffix):
        return column.title
    return f"{column.title}, {suffix}"


def note_heading() -> str:
    """Return the title of the column that holds the rows' comments in a file."""
    return _("Kommentar")


def unit_sentence(table: Table) -> str:
    """Return the line that tells the amounts' unit; empty when the table has no amounts."""
    if not any(column.kind is Kind.MONEY for column in table.columns):
        return ""
    return _("Belopp i {unit}").format(unit=table.money_unit)


def _count(value: Value, *, signed: bool) -> str:
    number = _decimal(value)
    if number is None:
        return EMPTY
    exponent = number.as_tuple().exponent
    decimals = min(max(-exponent, 0), _MOST_DECIMALS) if isinstance(exponent, int) else 0
    return format_number(number, decimals=decimals, signed=signed)


def _whole(value: Value) -> int | None:
    return value if isinstance(value, int) else None


def _decimal(value: Value) -> Decimal | None:
    return Decimal(value) if isinstance(value, int | Decimal) else None
