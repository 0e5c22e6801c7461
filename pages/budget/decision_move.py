"""Flytta pengar inom min enhet, for managers: from which row, to which row, and how much."""

from collections.abc import Sequence

import streamlit as st

from core.db import Database
from core.enums import UnitKind
from core.money import AmountError, MoneyUnit, format_money, parse_amount
from core.queries.access import UnitRow, units_in_scope
from core.queries.municipality import read_municipality
from core.queries.own_redistribution import BudgetRow, list_own_rows
from core.rules.access import Action, Actor
from core.services.own_redistribution import Move, request_move
from core.services.transaction import transaction
from core.texts import _
from pages.budget import decision_address
from pages.ui import forms, pieces
from pages.ui.context import label_of
from pages.ui.feedback import shown_errors

_FORM = "own_move"


def show(database: Database, actor: Actor, year: int) -> None:
    """Show the three fields, and what becomes of them."""
    st.header(_("Flytta pengar inom min enhet"), anchor=False)
    with pieces.card("move"):
        unit, rows, free = _read(database, actor, year)
        if unit is None or not rows:
            pieces.empty(
                _("Det finns ingen budget att flytta i"),
                _("När budgeten för {year} är antagen kan du flytta mellan dess rader.").format(year=year),
            )
            return
        month = database.today().month if year == database.today().year else 1
        source, target = _two_rows(rows, month)
        amount = st.text_input(
            _("Belopp"), key="move_amount", max_chars=30, placeholder=_("Till exempel 40 000 eller 40 tkr")
        )
        reason = st.text_input(_("Varför? (frivilligt)"), key="move_reason", max_chars=300)
        pieces.show(pieces.muted(_after(free=free)))
        with st.container(horizontal=True, gap="small"):
            wanted = st.button(_("Flytta nu") if free else _("Be om flytten"), type="primary")
            left = st.button(_("Avbryt"), type="tertiary")
    if left:
        decision_address.go()
    if wanted and source is not None and target is not None:
        _ask(database, actor, (unit.id, year), (source, target), (amount, reason, month))


def _read(database: Database, actor: Actor, year: int) -> tuple[UnitRow | None, list[BudgetRow], bool]:
    """Return the unit that is chosen, the rows of its budget, and whether no approval is needed."""
    with database.reading() as session:
        units = [
            unit
            for unit in units_in_scope(session, actor, Action.EDIT_SUBMISSION)
            if unit.kind is UnitKind.UNIT
        ]
        unit = units[0] if units else None
        if len(units) > 1:
            unit = st.selectbox(_("Enhet"), units, format_func=label_of, key="move_unit")
        rows = list_own_rows(session, actor, year=year, unit_id=unit.id) if unit else []
        free = read_municipality(session).free_redistribution
    return unit, rows, free


def _two_rows(rows: Sequence[BudgetRow], month: int) -> tuple[BudgetRow | None, BudgetRow | None]:
    def words(row: BudgetRow) -> str:
        left = format_money(abs(row.left_from(month)), MoneyUnit.TKR, word=True)
        return _("{name} ({account}), {unit}: {left} kvar i år").format(
            name=row.account_name, account=row.account, unit=row.unit, left=left
        )

    options = [row for row in rows if row.left_from(month)]
    search = _("Sök konto eller ansvar")
    source = st.selectbox(
        _("Från rad"), options, index=None, format_func=words, key="move_from", placeholder=search
    )
    target = st.selectbox(
        _("Till rad"), options, index=None, format_func=words, key="move_to", placeholder=search
    )
    return source, target


def _after(*, free: bool) -> str:
    if free:
        return _("Pengarna flyttas direkt. Enhetens netto ändras inte.")
    return _("Din ekonom godkänner flytten, och du får besked. Enhetens netto ändras inte.")


def _ask(
    database: Database,
    actor: Actor,
    place: tuple[int, int],
    rows: tuple[BudgetRow, BudgetRow],
    typed: tuple[str, str, int],
) -> None:
    amount, reason, month = typed
    source, target = ((row.unit_id, row.coding_id) for row in rows)
    with shown_errors():
        try:
            ore = parse_amount(amount)
        except AmountError as error:
            st.error(str(error))
            return
        with transaction(database, actor) as session:
            made = request_move(
                session, actor, unit_id=place[0], year=place[1],
                move=Move(source, target, ore, month, reason), key=forms.request_key(_FORM),
            )  # fmt: skip
        forms.renew_key(_FORM)
        st.toast(_("Flytten är sparad."))
        decision_address.go(to=made)
