"""The nämnd table: what has come, what is said of the year, and what it is compared with, down to the result.

    build_committees(session, actor, *, version_id, unit_id, money) -> Committees

On the municipality: a row per nämnd, finansförvaltningen, taxes and finance, together the year's
result. On any other unit: its report rows, its net cost, and for a nämnd its result against the
frame. Öre in report sign. Central adjustments are rows of their own. Drills: `unit:<id>`.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col

from core.enums import UnitKind
from core.models import TreeUnit
from core.money import MoneyUnit
from core.periods import month_name
from core.queries import access
from core.queries.access import UnitRow
from core.queries.booked import booked_net
from core.queries.forecast_nodes import ForecastNode, forecast_of, read_nodes
from core.queries.plan_rights import require_plan_unit
from core.reports.forecast_committee_rows import ItemSource, branch_rows, item_rows
from core.rules.access import Actor
from core.table import Column, Kind, Row, Table
from core.texts import _


@dataclass(frozen=True, slots=True)
class Committees:
    """The table, what the outcome is in the ledger, and what it is in the table; they are to be the same."""

    table: Table
    unit: UnitRow
    booked: int
    shown: int
    months: int

    @property
    def agrees(self) -> bool:
        """Whether the table's outcome is that of the ledger, to the öre."""
        return self.booked == self.shown

    def on_screen(self, *, period: bool) -> Table:
        """Return the columns of the closed months, or those of the full year; files have both."""
        year = (
            "forecast", "before", "measures", "after", "variance", "previous", "change", "year_budget",
            "last_year",
        )  # fmt: skip
        months = ("outcome", "period_budget", "period_variance", "period_last_year")
        return self.table.without(*(year if period else months))


def build_committees(
    session: Session, actor: Actor, *, version_id: int, unit_id: int, money: MoneyUnit
) -> Committees:
    """Return a forecast on a node as council and nämnder read it; `NotAllowed` outside the actor's scope."""
    require_plan_unit(session, actor, version_id=version_id, unit_id=unit_id)
    version = forecast_of(session, actor, version_id=version_id)
    unit = access.unit_rows(session, actor.tree_id, col(TreeUnit.unit_id) == unit_id)[0]
    node = read_nodes(session, actor, version_id=version_id, unit_ids=[unit_id])[unit_id]
    source = ItemSource(version_id, version.year, unit, node, version.closed_at)
    make = branch_rows if unit.kind is UnitKind.MUNICIPALITY else item_rows
    rows, shown = make(session, actor, source)
    return Committees(
        table=_table(source, version.name, rows, money),
        unit=unit,
        booked=booked_net(session, actor, year=version.year, months=node.months, unit_id=unit_id),
        shown=shown,
        months=node.months,
    )


def _table(source: ItemSource, name: str, rows: Sequence[Row], money: MoneyUnit) -> Table:
    about = (
        (_("Enhet"), f"{source.unit.name} ({source.unit.code})"),
        (_("Prognos"), name),
    )
    notes = [
        _("Intäkter är plus och kostnader minus. En avvikelse med plus är bättre än budget."),
        _("Förändringen är avvikelsens sedan förra prognosen: en ny budget räknas inte."),
    ]
    if money is not MoneyUnit.KR:
        notes.append(_("Avrundning kan ge differens."))
    title = _("Prognos {unit}").format(unit=source.unit.name)
    return Table(title, _columns(source.year, source.node), tuple(rows), money, about, tuple(notes))


def _columns(year: int, node: ForecastNode) -> tuple[Column, ...]:
    months = _("jan") if node.months == 1 else _("jan–{last}").format(last=_short(node.months))
    return (
        Column("name", _("Rad"), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        Column("outcome", _("Utfall {months}").format(months=months), Kind.MONEY),
        Column("period_budget", _("Budget {months}").format(months=months), Kind.MONEY),
        Column("period_variance", _("Avvikelse {months}").format(months=months), Kind.MONEY, signed=True),
        Column("period_last_year", _("{months} {year}").format(months=months, year=year - 1), Kind.MONEY),
        Column("forecast", _("Prognos före åtgärder"), Kind.MONEY),
        Column("before", _("Avvikelse före"), Kind.MONEY, signed=True),
        Column("measures", _("Åtgärder"), Kind.MONEY, signed=True),
        Column("after", _("Prognos efter åtgärder"), Kind.MONEY),
        Column("variance", _("Avvikelse efter"), Kind.MONEY, signed=True),
        Column("previous", _("Förra prognosen"), Kind.MONEY),
        Column("change", _("Förändring"), Kind.MONEY, signed=True),
        Column("year_budget", _("Budget {year}").format(year=year), Kind.MONEY),
        Column("last_year", _("Bokslut {year}").format(year=year - 1), Kind.MONEY),
    )


def _short(month: int) -> str:
    return month_name(month)[:3] if month else "–"
