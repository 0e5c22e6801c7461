"""Min enhet: a unit on one page.

    build(session, actor, *, unit_id: int, period: Period, money_unit=MoneyUnit.TKR) -> MyUnit
    home_units(session, actor) -> tuple[HomeUnit, ...]      where the actor's own pages are

`MyUnit.units` holds the units right below, or the actor's own units where she has several; their
drills are `unit:<id>`. It is None where there is nothing to choose between. `MyUnit.year` is what
is forecast of the year, None where there is no forecast to read.
"""

from dataclasses import dataclass

from sqlmodel import Session

from core.enums import UnitKind
from core.money import EMPTY, MoneyUnit
from core.periods import Period
from core.queries.access import UnitRow
from core.queries.homes import list_home_units, list_units_below
from core.reports import follow_up, words
from core.reports.follow_up import FollowUp
from core.reports.follow_up_view import REPORT, TOTAL, UNITS, FollowUpView
from core.reports.unit_year import UnitYear, read_year
from core.rules.access import Action, Actor
from core.rules.follow_up import Amounts, Months
from core.table import Column, Kind, Row, RowRole, Status, Table
from core.texts import _

_MOST_DEVIATIONS = 5
_FEWEST_UNITS = 2


@dataclass(frozen=True, slots=True)
class HomeUnit:
    """A unit that the actor has a role on."""

    id: int
    name: str
    code: str
    kind: UnitKind


@dataclass(frozen=True, slots=True)
class EconomyBox:
    """The economy in short: a word, a number, a small line, and the variance month by month in öre."""

    status: Status
    word: str
    number: str
    line: str
    total: Amounts
    spark: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MyUnit:
    """What a manager meets first."""

    unit_id: int
    unit_name: str
    unit_code: str
    unit_kind: UnitKind
    period: Period
    answer: words.Sentence
    economy: EconomyBox
    deviations: Table
    units: Table | None
    freshness: str
    preliminary: str
    year: UnitYear | None = None


def home_units(session: Session, actor: Actor) -> tuple[HomeUnit, ...]:
    """Return the units that the actor holds a role with figures on, in tree order, none inside another."""
    rows = list_home_units(session, actor, action=Action.VIEW_ECONOMY)
    return tuple(HomeUnit(row.id, row.name, row.code, row.kind) for row in rows)


def build(
    session: Session, actor: Actor, *, unit_id: int, period: Period, money_unit: MoneyUnit = MoneyUnit.TKR
) -> MyUnit:
    """Return the page of a unit; `NotAllowed` outside the actor's scope."""
    view = FollowUpView(unit_id, period, rows=REPORT, money_unit=money_unit, show_all=True)
    found = follow_up.build(session, actor, view=view)
    facts = found.facts
    beside = _beside(session, actor, unit_id)
    return MyUnit(
        unit_id=unit_id,
        unit_name=facts.unit_name,
        unit_code=facts.unit_code,
        unit_kind=facts.unit_kind,
        period=period,
        answer=found.answer,
        economy=_economy(found),
        deviations=_deviations(found),
        units=_units(session, actor, view, beside),
        freshness=found.freshness,
        preliminary=found.preliminary,
        year=read_year(
            session, actor, unit_id=unit_id, year=period.year, units=beside, money_unit=money_unit
        ),
    )


def _economy(found: FollowUp) -> EconomyBox:
    facts, months = found.facts, found.series[TOTAL]
    number = EMPTY
    if facts.net.variance is not None and facts.status is not Status.NONE:
        number = words.large_amount(facts.net.variance, signed=True)
    elif facts.net.actual is not None:
        number = words.large_amount(facts.net.actual)
    return EconomyBox(
        status=facts.status,
        word=words.status_words(facts.status) or _("Ingen budget"),
        number=number,
        line=_line(facts.net),
        total=facts.net,
        spark=_spark(months, found.view.period),
    )


def _line(net: Amounts) -> str:
    """Return the small line: the outcome beside the whole year's budget."""
    if net.actual is None:
        return _("Inget utfall än")
    if net.year_budget is None:
        return _("Utfall {actual}").format(actual=words.large_amount(net.actual))
    return _("Utfall {actual} av årets {budget}").format(
        actual=words.large_amount(net.actual), budget=words.large_amount(net.year_budget)
    )


def _spark(months: Months, period: Period) -> tuple[int, ...]:
    """Return the variance of each month up to the period; nothing without actuals or budget."""
    if months.actual is None or months.budget is None:
        return ()
    pairs = zip(months.actual[: period.month], months.budget[: period.month], strict=True)
    return tuple(actual - budget for actual, budget in pairs)


def _deviations(found: FollowUp) -> Table:
    """Return the rows with the largest variances, the largest first; none without a comparison."""
    table = found.table
    if not any(column.key == "variance" for column in table.columns) or found.facts.status is Status.NONE:
        return _narrow(table, ())
    at = table.column("variance")
    details = [row for row in table.rows if row.role is RowRole.DETAIL and row.cells[at]]
    largest = sorted(details, key=lambda row: -abs(_whole(row.cells[at])))[:_MOST_DEVIATIONS]
    return _narrow(table, tuple(largest))


def _beside(session: Session, actor: Actor, unit_id: int) -> list[UnitRow]:
    """Return the units to choose between: the actor's own where she has several, else those right below."""
    homes = list_home_units(session, actor, action=Action.VIEW_ECONOMY)
    if len(homes) >= _FEWEST_UNITS and unit_id in {home.id for home in homes}:
        return homes
    below = [
        row
        for row in list_units_below(session, actor, unit_id=unit_id)
        if row.kind is not UnitKind.COST_CENTER
    ]
    return below if len(below) >= _FEWEST_UNITS else []


def _units(session: Session, actor: Actor, view: FollowUpView, beside: list[UnitRow]) -> Table | None:
    """Return the units to choose between, each against its budget."""
    if not beside:
        return None
    if view.unit_id in {unit.id for unit in beside}:
        return _home_table(session, actor, view, beside)
    chosen = FollowUpView(view.unit_id, view.period, rows=UNITS, money_unit=view.money_unit, show_all=True)
    table = follow_up.build(session, actor, view=chosen).table
    return _narrow(table, table.rows)


def _home_table(session: Session, actor: Actor, view: FollowUpView, homes: list[UnitRow]) -> Table:
    """Return the actor's own units beside each other, in tree order."""
    rows: list[Row] = []
    for home in homes:
        own = FollowUpView(home.id, view.period, rows=UNITS, internal=True, money_unit=view.money_unit)
        table = follow_up.build(session, actor, view=own).table
        total = next(row for row in table.rows if row.key == TOTAL)
        cells = {column.key: cell for column, cell in zip(table.columns, total.cells, strict=True)}
        cells["name"], cells["code"] = home.name, home.code
        key = f"unit:{home.id}"
        rows.append(Row(key, tuple(cells[name] for name in _SHOWN), status=total.status, drill=key))
    return Table(_("Mina enheter"), _columns(), tuple(rows), view.money_unit)


_SHOWN = ("name", "code", "actual", "budget", "variance", "status")


def _columns() -> tuple[Column, ...]:
    return (
        Column("name", _("Enhet"), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        Column("actual", _("Utfall"), Kind.MONEY),
        Column("budget", _("Budget"), Kind.MONEY),
        Column("variance", _("Avvikelse"), Kind.MONEY, signed=True),
        Column("status", _("Läge"), Kind.STATUS),
    )


def _narrow(table: Table, rows: tuple[Row, ...]) -> Table:
    """Return a table with the few columns that a start page has room for."""
    columns = tuple(column for column in table.columns if column.key in _SHOWN)
    at = [table.column(column.key) for column in columns]
    narrowed = tuple(
        Row(row.key, tuple(row.cells[i] for i in at), row.level, row.role, row.status, row.drill, row.note)
        for row in rows
    )
    return Table(table.title, columns, narrowed, table.money_unit)


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
