"""The units that a round asks: shown for every round, chosen while it is planned."""

from typing import Literal

import streamlit as st

from core.db import Database
from core.enums import RoundState, UnitKind
from core.queries.access import UnitRow, units_in_scope
from core.queries.rounds import RoundRow
from core.rules.access import Action, Actor
from core.rules.rounds import UPWARDS
from core.services import rounds
from core.services.transaction import transaction
from core.table import Column, Kind, Row, Table
from core.texts import _
from pages.admin import round_address, round_members
from pages.ui import pieces, tables
from pages.ui.context import label_of
from pages.ui.feedback import shown_errors
from pages.ui.process_words import count_units, unit_kind_word

_MANY = 12
_KINDS = [UnitKind.UNIT, *(kind for kind in UPWARDS if kind not in {UnitKind.UNIT, UnitKind.COST_CENTER})]


def show(database: Database, actor: Actor, row: RoundRow, *, choosing: bool) -> None:
    """Show the asked units; a planned round lets them be chosen, an open one gives later days."""
    with database.reading() as session:
        units = [
            unit
            for unit in units_in_scope(session, actor, Action.VIEW_UNIT)
            if unit.kind is not UnitKind.COST_CENTER
        ]
    st.header(_("Enheter"), anchor=False)
    if row.state is RoundState.PLANNED and (choosing or not row.units):
        _choose(database, actor, row, units)
    elif row.state is RoundState.PLANNED and st.button(_("Välj enheter"), icon=":material/checklist:"):
        round_address.go(to_round=row.id, do=round_address.UNITS)
    asked = {unit_id for unit_id, _day in row.units}
    own = [unit for unit in units if unit.id in asked]
    if not own:
        return
    if row.state is not RoundState.CLOSED:
        with st.container(horizontal=True, gap="small"):
            _own_day(database, actor, row, own)
            if row.state is RoundState.OPEN:
                round_members.show(database, actor, row, units)
    with pieces.card("units"):
        _shown(row, own)


def _shown(row: RoundRow, units: list[UnitRow]) -> None:
    """Show the units; of many only those with a day of their own, until all are asked for."""
    days = dict(row.units)
    own = [unit for unit in units if days[unit.id] != row.content.deadline]
    if len(units) > _MANY:
        pieces.show(
            _("{units} har {day} som sista dag, {n} en egen.").format(
                units=count_units(len(units) - len(own)), day=row.content.deadline, n=len(own) or _("ingen")
            )
        )
        if st.toggle(_("Visa alla {units}").format(units=count_units(len(units))), key="all_units"):
            own = units
    else:
        own = units
    if own:
        tables.plain(units_table(row, own))


def units_table(row: RoundRow, units: list[UnitRow]) -> Table:
    """Return a row per asked unit with its last day, in the order of the organisation."""
    days = dict(row.units)
    return Table(
        title=_("Tillfrågade enheter"),
        columns=(
            Column("unit", _("Enhet"), Kind.TEXT),
            Column("code", _("Kod"), Kind.CODE),
            Column("deadline", _("Sista dag"), Kind.DATE),
        ),
        rows=tuple(
            Row(
                key=unit.code,
                cells=(unit.name, unit.code, days[unit.id]),
                note=_("Egen sista dag") if days[unit.id] != row.content.deadline else "",
            )
            for unit in units
        ),
    )


def _choose(database: Database, actor: Actor, row: RoundRow, units: list[UnitRow]) -> None:
    with pieces.card("choose"):
        _choose_many(database, actor, row, units)
        _choose_some(database, actor, row, units)
        if st.button(_("Klar med enheterna"), type="tertiary", icon=":material/check:"):
            round_address.go(to_round=row.id)


def _choose_many(database: Database, actor: Actor, row: RoundRow, units: list[UnitRow]) -> None:
    first, second, third = st.columns([3, 5, 3], gap="small", vertical_alignment="bottom")
    kind = first.selectbox(
        _("Alla av slaget"), _KINDS, format_func=lambda one: unit_kind_word(one).capitalize(), key="many_kind"
    )
    under = second.selectbox(
        _("under"), [unit for unit in units if unit.kind is not UnitKind.UNIT], format_func=label_of,
        key="many_under",
    )  # fmt: skip
    if third.button(_("Lägg till alla"), type=_weight(row), width="stretch") and kind and under:
        with shown_errors():
            with transaction(database, actor) as session:
                n = rounds.choose_units_of_kind(session, actor, round_id=row.id, kind=kind, under_id=under.id)
            st.toast(_("{units} tillagda.").format(units=count_units(n)))
            round_address.go(to_round=row.id, do=round_address.UNITS)


def _weight(row: RoundRow) -> Literal["primary", "secondary"]:
    """Return how heavy the button is: opening becomes the page's one primary when units are chosen."""
    return "secondary" if row.units else "primary"


def _choose_some(database: Database, actor: Actor, row: RoundRow, units: list[UnitRow]) -> None:
    asked = {unit_id for unit_id, _day in row.units}
    first, second = st.columns([8, 3], gap="small", vertical_alignment="bottom")
    more = first.multiselect(
        _("Enstaka enheter"), [unit for unit in units if unit.id not in asked], format_func=label_of,
        placeholder=_("Sök namn eller kod"), key=f"some_{len(asked)}",
    )  # fmt: skip
    if second.button(_("Lägg till"), width="stretch", key="add_some") and more:
        _do(database, actor, row, more, leave_out=False)
    if not asked:
        return
    first, second = st.columns([8, 3], gap="small", vertical_alignment="bottom")
    out = first.multiselect(
        _("Lämna utanför"), [unit for unit in units if unit.id in asked], format_func=label_of,
        placeholder=_("Sök namn eller kod"), key=f"out_{len(asked)}",
    )  # fmt: skip
    if second.button(_("Ta ut"), width="stretch", key="leave_out") and out:
        _do(database, actor, row, out, leave_out=True)


def _do(database: Database, actor: Actor, row: RoundRow, units: list[UnitRow], *, leave_out: bool) -> None:
    with shown_errors():
        change = rounds.leave_out_units if leave_out else rounds.choose_units
        with transaction(database, actor) as session:
            change(session, actor, round_id=row.id, unit_ids=[unit.id for unit in units])
        round_address.go(to_round=row.id, do=round_address.UNITS)


def _own_day(database: Database, actor: Actor, row: RoundRow, units: list[UnitRow]) -> None:
    with st.popover(_("Ge en enhet en egen sista dag"), icon=":material/event:"):
        chosen = st.multiselect(
            _("Enheter"), units, format_func=label_of, placeholder=_("Sök namn eller kod"), key="day_units"
        )
        day = st.date_input(_("Sista dag"), row.content.deadline, format="YYYY-MM-DD", key="day_own")
        if st.button(_("Spara"), type="primary", key="day_save") and chosen and day:
            with shown_errors():
                with transaction(database, actor) as session:
                    rounds.set_unit_deadline(
                        session, actor, round_id=row.id, unit_ids=[unit.id for unit in chosen], deadline=day
                    )
                st.toast(_("Sparat för {units}.").format(units=count_units(len(chosen))))
                st.rerun()
