"""The budget decisions of a year as a table with its filters, and how one unit's budget has changed."""

from collections.abc import Sequence

import streamlit as st

from core.db import Database
from core.enums import BudgetDecisionKind, BudgetDecisionState, UnitKind
from core.queries.access import UnitRow, units_in_scope
from core.queries.budget_decisions import BudgetDecisionRow, list_budget_decisions
from core.reports import budget_changes
from core.reports.budget_decision_list import decisions_table
from core.reports.budget_words import kind_words, state_words
from core.rules.access import Action, Actor, may_anywhere
from core.texts import _
from pages.budget import decision_address
from pages.ui import downloads, pieces, sentences, tables
from pages.ui.context import label_of


def show(
    database: Database, actor: Actor, rows: list[BudgetDecisionRow], years: tuple[int, ...], year: int
) -> None:
    """Show the tools, the table, and the changes of the chosen unit."""
    with database.reading() as session:
        units = [
            unit
            for unit in units_in_scope(session, actor, Action.VIEW_ECONOMY)
            if unit.kind is not UnitKind.COST_CENTER
        ]
    unit = next((one for one in units if one.code == decision_address.unit_code()), None)
    _tools(actor, years, year)
    _filters(units, unit)
    if unit is not None:
        with database.reading() as session:
            rows = list_budget_decisions(session, actor, year=year, unit_id=unit.id)
    kind, state = decision_address.kind(), decision_address.state()
    shown = [
        row for row in rows if (kind is None or row.kind is kind) and (state is None or row.state is state)
    ]
    _table(shown, year, years, prepares=not actor.read_only and may_anywhere(actor, Action.MANAGE_BUDGET))
    chosen = unit or (units[0] if units else None)
    if chosen is not None and years:
        _changes(database, actor, chosen, year)


def _tools(actor: Actor, years: tuple[int, ...], year: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if years:
            options = sorted({*years, year})
            chosen = st.segmented_control(
                _("År"),
                options,
                default=year,
                required=True,
                label_visibility="collapsed",
                key=f"year_{year}",
            )
            if chosen is not None and chosen != year:
                decision_address.choose(of_year=int(chosen))
        if actor.read_only:
            return
        if may_anywhere(actor, Action.MANAGE_BUDGET) and st.button(
            _("Nytt beslut"), type="primary", icon=":material/add:"
        ):
            decision_address.go(do=decision_address.NEW)
        if may_anywhere(actor, Action.EDIT_SUBMISSION) and st.button(
            _("Flytta pengar inom min enhet"), icon=":material/swap_horiz:"
        ):
            decision_address.go(do=decision_address.MOVE)


def _filters(units: Sequence[UnitRow], unit: UnitRow | None) -> None:
    kind, state = decision_address.kind(), decision_address.state()
    first, second, third = st.columns(3, gap="small")
    chosen_unit = first.selectbox(
        _("Nämnd eller enhet"), [None, *units], index=0 if unit is None else units.index(unit) + 1,
        format_func=lambda one: _("Alla") if one is None else label_of(one), key=f"unit_{unit and unit.id}",
    )  # fmt: skip
    kinds = [None, *BudgetDecisionKind]
    chosen_kind = second.selectbox(
        _("Slag"), kinds, index=kinds.index(kind), key=f"kind_{kind}",
        format_func=lambda one: _("Alla") if one is None else kind_words(one),
    )  # fmt: skip
    states = [None, *BudgetDecisionState]
    chosen_state = third.selectbox(
        _("Läge"), states, index=states.index(state), key=f"state_{state}",
        format_func=lambda one: _("Alla") if one is None else state_words(one),
    )  # fmt: skip
    if chosen_unit != unit:
        decision_address.choose(unit="" if chosen_unit is None else chosen_unit.code)
    if chosen_kind != kind:
        decision_address.choose(of_kind=chosen_kind or "")
    if chosen_state != state:
        decision_address.choose(of_state=chosen_state or "")


def _table(rows: list[BudgetDecisionRow], year: int, years: tuple[int, ...], *, prepares: bool) -> None:
    if not rows:
        how = _("Den antagna budgeten gäller som den är.")
        if prepares:
            how = _("Den antagna budgeten gäller som den är. Ett nytt beslut börjar med knappen Nytt beslut.")
        if year not in years:
            how = _("Budgeten för {year} är inte antagen än. Beslut ändrar bara en antagen budget.").format(
                year=year
            )
        pieces.empty(_("Inga beslut att visa"), how)
        return
    table = decisions_table(rows, year=year)
    with pieces.card("decisions"):
        picked = tables.render(table, "decisions", phone_columns=["state"])
        downloads.buttons(table, name_parts=(_("budgetbeslut"), _("kommunen"), year))
    if picked is not None:
        decision_address.go(to=int(picked))


def _changes(database: Database, actor: Actor, unit: UnitRow, year: int) -> None:
    """Show the way from the adopted budget of a unit to the one that holds."""
    st.header(_("Budgetförändringar"), anchor=False)
    with database.reading() as session:
        report = budget_changes.build(session, actor, unit_id=unit.id, year=year)
    pieces.show(sentences.markup(report.answer))
    with pieces.card("changes"):
        picked = tables.render(report.table, "changes", phone_columns=["amount"])
        downloads.buttons(report.table, name_parts=(_("budgetförändringar"), unit.name, year))
    if picked is not None:
        decision_address.go(to=int(picked))
