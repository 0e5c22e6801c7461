"""One budget decision read: its rows, what each nämnd and ansvar had before and has after, and later years.

Amounts are ledger sign: + is more money to the unit.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session

from core.enums import BudgetDecisionState
from core.money import MoneyUnit
from core.periods import month_name
from core.queries.budget_before import UnitBudget, list_unit_budgets
from core.queries.budget_decision_draft import Places, read_places
from core.queries.budget_decisions import (
    BudgetDecisionRow,
    list_decision_lines,
    list_effects,
    read_budget_decision,
)
from core.queries.plan_lines import PlanRow, coding_words
from core.rules.access import Actor
from core.table import Column, Kind, Row, RowRole, Table, Value
from core.texts import _

_FEW = 14
"""So many ansvar are shown under their nämnder; more of them only in the rows."""


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision with its tables; `effects` are öre by (nämnd, year)."""

    row: BudgetDecisionRow
    places: Places
    lines: Table
    units: Table
    effects: Mapping[tuple[int, int], int]


def build(
    session: Session, actor: Actor, *, decision_id: int, money_unit: MoneyUnit = MoneyUnit.TKR
) -> DecisionView:
    """Return a decision as it is read; `NotAllowed` when the actor may not see it."""
    row = read_budget_decision(session, actor, decision_id=decision_id)
    places = read_places(session, actor.tree_id)
    lines = list_decision_lines(session, actor, decision_id=decision_id)
    budgets = list_unit_budgets(session, actor, decision_id=decision_id)
    return DecisionView(
        row=row,
        places=places,
        lines=_lines_table(session, row, lines, places),
        units=_units_table(row, budgets, places, money_unit),
        effects=list_effects(session, actor, decision_id=decision_id),
    )


def _lines_table(session: Session, row: BudgetDecisionRow, lines: list[PlanRow], places: Places) -> Table:
    """Return the rows; only those of a draft can be chosen."""
    is_draft = row.state is BudgetDecisionState.DRAFT
    words = coding_words(session, [line.coding_id for line in lines])
    columns = (
        Column("unit", _("Ansvar"), Kind.TEXT),
        Column("unit_code", _("Kod"), Kind.CODE),
        Column("account", _("Konto"), Kind.TEXT),
        Column("function", _("Verksamhet"), Kind.TEXT),
        Column("project", _("Projekt"), Kind.TEXT),
        Column("months", _("Månader"), Kind.TEXT),
        Column("amount", _("Belopp"), Kind.MONEY, signed=True),
        Column("text", _("Text"), Kind.TEXT),
    )
    rows = []
    for line in lines:
        unit, coding = places.units[line.unit_id], words[line.coding_id]
        account = f"{coding.account_name} ({coding.account})"
        cells: tuple[Value, ...] = (
            unit.name, unit.code, account, coding.function, coding.project, _months_words(line), line.total,
            line.text,
        )  # fmt: skip
        rows.append(Row(str(line.id), cells, drill=str(line.id) if is_draft else None))
    total: tuple[Value, ...] = (_("Summa"), "", "", "", "", "", sum(line.total or 0 for line in lines), "")
    table = Table(
        title=_("Rader i beslutet {title}").format(title=row.title),
        columns=columns,
        rows=(*rows, Row("total", total, role=RowRole.TOTAL)),
        money_unit=MoneyUnit.KR,
        footnotes=(_("Plus är mer pengar till enheten, minus är mindre."),),
    )
    unused = [key for key in ("function", "project", "text") if _is_empty(table, key)]
    return table.without(*unused)


def _is_empty(table: Table, key: str) -> bool:
    at = table.column(key)
    return not any(row.cells[at] for row in table.rows)


def _months_words(line: PlanRow) -> str:
    held = [month for month, amount in enumerate(line.months, start=1) if amount]
    if not held:
        return ""
    if len(held) == 1:
        return month_name(held[0])
    return _("{first}–{last}").format(first=month_name(held[0]), last=month_name(held[-1]))


def _units_table(
    row: BudgetDecisionRow, budgets: list[UnitBudget], places: Places, money_unit: MoneyUnit
) -> Table:
    by_committee: dict[int, list[UnitBudget]] = {}
    for budget in budgets:
        by_committee.setdefault(places.committees[budget.unit_id].id, []).append(budget)
    rows: list[Row] = []
    for committee_id, own in by_committee.items():
        rows.append(_unit_row(places, committee_id, own, level=0))
        if len(budgets) <= _FEW:
            rows += [_unit_row(places, budget.unit_id, [budget], level=1) for budget in own]
    return Table(
        title=_("Före och efter {title}").format(title=row.title),
        columns=(
            Column("name", _("Enhet"), Kind.TEXT),
            Column("code", _("Kod"), Kind.CODE),
            Column("before", _("Före"), Kind.MONEY),
            Column("change", _("Ändring"), Kind.MONEY, signed=True),
            Column("after", _("Efter"), Kind.MONEY),
        ),
        rows=tuple(rows),
        money_unit=money_unit,
        footnotes=(_("Före och efter gäller de ansvar som beslutet ändrar."),),
    )


def _unit_row(places: Places, unit_id: int, own: list[UnitBudget], *, level: int) -> Row:
    unit = places.units[unit_id]
    before, change = sum(one.before for one in own), sum(one.change for one in own)
    cells = (unit.name, unit.code, before, change, before + change)
    return Row(f"{level}:{unit_id}", cells, level=level, role=RowRole.DETAIL if level else RowRole.SUM)
