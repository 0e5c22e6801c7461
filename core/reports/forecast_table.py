"""The forecast as tables: a unit's rows for who only reads them, and the units to choose between."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session, col

from core.models import TreeUnit
from core.money import MoneyUnit
from core.periods import month_name
from core.queries import access
from core.queries.forecast_sheet import ForecastSheet, read_sheets
from core.queries.plan_rights import asked_submissions, plan_of
from core.reports.forecast_rows import SheetRow
from core.reports.process_words import state_word
from core.rules.access import Actor
from core.rules.forecast import cause_words
from core.table import Column, Kind, Row, RowRole, Table
from core.texts import _


def rows_table(title: str, rows: Sequence[SheetRow], months: int, *, total: bool = True) -> Table:
    """Return rows of a forecast with what stands beside them; the drill of a row is its key."""
    lines = [_row(row) for row in rows]
    if total:
        lines.append(_total(rows))
    return Table(title, _columns(months), tuple(lines), money_unit=MoneyUnit.TKR)


def units_table(session: Session, actor: Actor, *, version_id: int, unit_ids: Sequence[int]) -> Table:
    """Return the units that a forecast asks, each with its net; the drill of a row is the unit's code."""
    version = plan_of(session, actor, version_id=version_id)
    sheets = read_sheets(session, actor, version_id=version_id, unit_ids=unit_ids)
    held = asked_submissions(session, actor.tree_id, version, unit_ids)
    units = access.unit_rows(session, actor.tree_id, col(TreeUnit.unit_id).in_(list(unit_ids)))
    rows = []
    for unit in units:
        value, budget = _net(sheets[unit.id])
        state = state_word(held[unit.id].state) if unit.id in held else ""
        cells = (unit.name, unit.code, budget, value, value - budget, state)
        rows.append(Row(unit.code, cells, drill=unit.code))
    columns = (
        Column("unit", _("Enhet"), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        Column("budget", _("Budget"), Kind.MONEY),
        Column("value", _("Prognos"), Kind.MONEY),
        Column("variance", _("Avvikelse"), Kind.MONEY, signed=True),
        Column("state", _("Läge"), Kind.TEXT),
    )
    return Table(_("Enheter i prognosen"), columns, tuple(rows), money_unit=MoneyUnit.TKR)


def outcome_title(months: int) -> str:
    """Return the heading of the closed months: `Utfall t.o.m. aug`."""
    if not months:
        return _("Utfall")
    return _("Utfall t.o.m. {month}").format(month=month_name(months)[:3])


def said_words(row: SheetRow) -> str:
    """Return why a row deviates, as its manager said it: the cause and her words."""
    if row.row.cause is None:
        return ""
    cause = cause_words(row.row.cause)
    return _("{cause}: {text}").format(cause=cause, text=row.row.text) if row.row.text else cause


def _columns(months: int) -> tuple[Column, ...]:
    return (
        Column("row", _("Rad"), Kind.TEXT),
        Column("budget", _("Budget"), Kind.MONEY),
        Column("outcome", outcome_title(months), Kind.MONEY),
        Column("last_year", _("Förra året"), Kind.MONEY),
        Column("previous", _("Förra prognosen"), Kind.MONEY),
        Column("value", _("Prognos"), Kind.MONEY),
        Column("variance", _("Avvikelse"), Kind.MONEY, signed=True),
    )


def _row(row: SheetRow) -> Row:
    held = row.row
    cells = (
        row.title, held.budget, held.outcome, held.last_year, held.previous, held.value, row.variance,
    )  # fmt: skip
    return Row(row.key, cells, drill=row.key, note=said_words(row))


def _total(rows: Sequence[SheetRow]) -> Row:
    held = [row.row for row in rows]
    sums = (
        _sum(one.budget for one in held),
        sum(one.outcome for one in held),
        _sum(one.last_year for one in held),
        _sum(one.previous for one in held),
        _sum(one.value for one in held),
        sum(row.variance for row in rows),
    )
    return Row("", (_("Netto"), *sums), role=RowRole.TOTAL)


def _sum(figures: Iterable[int | None]) -> int | None:
    held = [figure for figure in figures if figure is not None]
    return sum(held) if held else None


def _net(sheet: ForecastSheet) -> tuple[int, int]:
    return sum(row.value or 0 for row in sheet.rows), sum(row.budget or 0 for row in sheet.rows)
