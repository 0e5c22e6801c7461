"""An asked unit's rows as finance reads them: what is said now and before, and why. Öre, report sign."""

from core.money import MoneyUnit
from core.queries.forecast_overview import OverviewRow
from core.queries.forecast_sheet import ForecastRow
from core.rules.forecast import cause_words
from core.rules.forecast_checks import Missing
from core.table import Column, Kind, Row, RowRole, Status, Table
from core.texts import _


def unit_table(row: OverviewRow, year: int, money: MoneyUnit) -> Table:
    """Return the rows of a unit, those that deviate most first, with cause and words under each name."""
    lacks = {one.row_key: one for one in row.missing}
    rows = sorted(row.sheet.rows, key=lambda one: -abs(_variance(one)))
    made = [_row(one, lacks.get(one.row_key)) for one in rows]
    node = row.node
    total = (
        row.unit.name, node.outcome, node.year_budget, node.forecast, node.forecast - node.year_budget,
        node.previous,
    )  # fmt: skip
    net = lacks.get("")
    words = net.message if net is not None else _words(row.sheet.cause and cause_words(row.sheet.cause), row)
    made.append(Row("total", total, role=RowRole.TOTAL, note=words))
    title = _("Prognosens rader, {unit}").format(unit=row.unit.name)
    return Table(title, _columns(year), tuple(made), money)


def _columns(year: int) -> tuple[Column, ...]:
    return (
        Column("name", _("Rad"), Kind.TEXT),
        Column("outcome", _("Utfall hittills"), Kind.MONEY),
        Column("year_budget", _("Budget {year}").format(year=year), Kind.MONEY),
        Column("forecast", _("Prognos"), Kind.MONEY),
        Column("variance", _("Mot budget"), Kind.MONEY, signed=True),
        Column("previous", _("Förra prognosen"), Kind.MONEY),
    )


def _row(row: ForecastRow, lack: Missing | None) -> Row:
    cause = cause_words(row.cause) if row.cause is not None else ""
    words = _("Orsak saknas") if lack is not None else ". ".join(one for one in (cause, row.text) if one)
    cells = (row.title, row.outcome, row.budget, row.value, _variance(row), row.previous)
    return Row(f"row:{row.row_key}", cells, status=Status.BAD if lack is not None else None, note=words)


def _words(cause: str | None, row: OverviewRow) -> str:
    return ". ".join(one for one in (cause or "", row.sheet.text) if one)


def _variance(row: ForecastRow) -> int:
    return (row.value or 0) - (row.budget or 0)
