"""Prognosläget: a forecast's round by exception, the units that need somebody first.

    build_overview(session, actor, *, version_id, unit_id, money, show_all=False) -> Overview

Öre in report sign; a variance is + when better. The units say their forecast without central
adjustments, which are rows of their own; the TOTAL is the node's, to the öre. One REST row (drill
`SHOW_ALL`) stands for the units in order. Drills: `unit:<id>`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session

from core.money import MoneyUnit
from core.queries.access import UnitRow
from core.queries.forecast_nodes import ForecastNode
from core.queries.forecast_overview import OverviewRow, OverviewSource, read_overview
from core.queries.forecast_own import combined
from core.queries.measures import MeasureSum
from core.reports.forecast_overview_words import (
    Trouble,
    answer,
    note_of,
    step_word,
    trouble_status,
    trouble_word,
    troubles_of,
)
from core.reports.words import Sentence
from core.rules.access import Actor
from core.table import Column, Kind, Row, RowRole, Status, Table, Value
from core.texts import _

SHOW_ALL = "all"
TOTAL = "total"
_FEWEST_AT_REST = 2


@dataclass(frozen=True, slots=True)
class Judged:
    """A unit with all that is the matter with it."""

    row: OverviewRow
    troubles: tuple[Trouble, ...]

    @property
    def first(self) -> Trouble:
        """What it is sorted by."""
        return self.troubles[0] if self.troubles else Trouble.NONE


@dataclass(frozen=True, slots=True)
class Overview:
    """The answer first, then the table; `rows` are all units in the table's order, whatever is folded."""

    source: OverviewSource
    answer: Sentence
    table: Table
    rows: tuple[Judged, ...]
    folded: bool

    def on_screen(self) -> Table:
        """Return the table with the process as a line under each unit; files have all columns."""
        return self.table.without("year_budget", "forecast", "last_time", "step", "bias", "above")

    def unit_of(self, drill: str) -> UnitRow | None:
        """Return the unit that a drill opens."""
        number = drill.partition(":")[2]
        return next((one.row.unit for one in self.rows if str(one.row.unit.id) == number), None)


def build_overview(
    session: Session, actor: Actor, *, version_id: int, unit_id: int, money: MoneyUnit, show_all: bool = False
) -> Overview:
    """Return a forecast's round below a node; `NotAllowed` outside the actor's scope."""
    source = read_overview(session, actor, version_id=version_id, unit_id=unit_id)
    judged = [Judged(row, troubles_of(row, source.limit, closed=source.closed)) for row in source.rows]
    judged.sort(key=_order)
    calm = [one.row for one in judged if not one.troubles]
    folded = not show_all and len(calm) >= _FEWEST_AT_REST
    return Overview(
        source=source,
        answer=answer(source, len(judged) - len(calm)),
        table=_table(source, judged, money, calm if folded else []),
        rows=tuple(judged),
        folded=folded,
    )


def _order(one: Judged) -> tuple[int, int]:
    """Return the place of a unit: by what is the matter, then by how much it has moved or deviates."""
    node = one.row.node
    size = node.change if one.first is Trouble.CHANGED else node.forecast - node.year_budget
    return list(Trouble).index(one.first), -abs(size or 0)


def _table(
    source: OverviewSource, judged: Sequence[Judged], money: MoneyUnit, calm: Sequence[OverviewRow]
) -> Table:
    held = {row.unit.id for row in calm}
    rows = [_row(one) for one in judged if one.row.unit.id not in held]
    if calm:
        rows.append(_rest_row(calm))
    rows += _apart(source)
    node = source.node
    total = replace(node, forecast=node.whole)
    before = node.previous_variance
    cells = _cells(source.unit.name, source.unit.code, "", _amounts(total, source.measures, before))
    rows.append(Row(TOTAL, (*cells, "", "", ""), role=RowRole.TOTAL))
    about = (
        (_("Enhet"), f"{source.unit.name} ({source.unit.code})"),
        (_("Prognos"), source.version_name),
    )
    notes = [_("Plus är bättre än budget. Förändringen är avvikelsens, sedan förra prognosen.")]
    if money is not MoneyUnit.KR:
        notes.append(_("Avrundning kan ge differens."))
    title = _("Prognosläget {unit}").format(unit=source.unit.name)
    return Table(title, _columns(source.year), tuple(rows), money, about, tuple(notes))


def _columns(year: int) -> tuple[Column, ...]:
    return (
        Column("name", _("Enhet"), Kind.TEXT),
        Column("code", _("Kod"), Kind.CODE),
        Column("trouble", _("Läge"), Kind.STATUS),
        Column("year_budget", _("Budget {year}").format(year=year), Kind.MONEY),
        Column("forecast", _("Prognos"), Kind.MONEY),
        Column("variance", _("Mot budget"), Kind.MONEY, signed=True),
        Column("measures", _("Åtgärder"), Kind.MONEY, signed=True),
        Column("after", _("Efter åtgärder"), Kind.MONEY, signed=True),
        Column("last_time", _("Förra prognosen mot budget"), Kind.MONEY, signed=True),
        Column("change", _("Förändring"), Kind.MONEY, signed=True),
        Column("step", _("I processen"), Kind.TEXT),
        Column("bias", _("Det som avviker"), Kind.TEXT),
        Column("above", _("Hör till"), Kind.TEXT),
    )


def _row(one: Judged) -> Row:
    row = one.row
    before = None if row.node.previous is None else row.node.previous - row.node.previous_budget
    amounts = _amounts(row.node, row.measures, before)
    cells = _cells(row.unit.name, row.unit.code, trouble_word(one.first), amounts)
    why = ", ".join(trouble_word(trouble) for trouble in one.troubles)
    key = f"unit:{row.unit.id}"
    return Row(
        key, (*cells, step_word(row), why, row.above), status=trouble_status(one.first), drill=key,
        note=note_of(row, one.troubles),
    )  # fmt: skip


def _rest_row(calm: Sequence[OverviewRow]) -> Row:
    node = combined([row.node for row in calm])
    effects = MeasureSum(sum(row.measures.effect for row in calm), sum(row.measures.realised for row in calm))
    before = None if node.previous is None else node.previous - node.previous_budget
    cells = _cells(
        _("{n} enheter i ordning").format(n=len(calm)), "", trouble_word(Trouble.NONE),
        _amounts(node, effects, before),
    )  # fmt: skip
    return Row("rest", (*cells, "", "", ""), role=RowRole.REST, status=Status.OK, drill=SHOW_ALL)


def _apart(source: OverviewSource) -> list[Row]:
    """Return what is no unit's own: what nobody is asked for, adjustments, and measures higher up."""
    node, had_before = source.node, source.node.previous is not None
    rows = []
    if node.unasked:
        name = _("Det som ingen enhet frågas om, räknat som budget")
        rows.append(_apart_row("unasked", name, (node.unasked, node.unasked, 0, None, 0, None, None)))
    for one in source.adjustments:
        name = _("Central justering: {text}").format(text=one.text)
        amounts = (None, one.amount, one.amount, None, one.amount, None, one.amount if had_before else None)
        rows.append(_apart_row(f"adjustment:{one.line_id}", name, amounts, one.unit))
    if node.previous_adjustment:
        name, before = _("Centrala justeringar i förra prognosen"), node.previous_adjustment
        rows.append(_apart_row("adjusted_before", name, (None, None, None, None, None, before, -before)))
    higher = source.measures.effect - sum(row.measures.effect for row in source.rows)
    if higher:
        name = _("Åtgärder som ligger högre upp")
        rows.append(_apart_row("measures", name, (None, None, None, higher, higher, None, None)))
    return rows


def _apart_row(key: str, name: str, amounts: Sequence[Value], where: str = "") -> Row:
    return Row(key, (*_cells(name, "", "", amounts), "", "", where), note=where)


def _amounts(node: ForecastNode, measures: MeasureSum, before: int | None) -> tuple[Value, ...]:
    """Return budget, forecast, variance, measures, after, last time, change."""
    variance = node.forecast - node.year_budget
    change = None if before is None else variance - before
    return (
        node.year_budget, node.forecast, variance, measures.effect or None, variance + measures.effect,
        before, change,
    )  # fmt: skip


def _cells(name: str, code: str, trouble: str, amounts: Sequence[Value]) -> tuple[Value, ...]:
    return name, code, trouble, *amounts
