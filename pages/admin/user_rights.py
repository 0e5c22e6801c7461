"""Vem får se det här?: everybody who may do something on a unit, by which role, until when."""

import streamlit as st

from core.db import Database
from core.enums import UnitKind
from core.queries.access import UnitRow, units_in_scope
from core.queries.rights import Permitted, who_may
from core.reports.rights_words import action_title, action_words, asked_of_a_unit
from core.reports.user_lists import permitted_table
from core.rules.access import WHOLE_MUNICIPALITY, Action, Actor
from core.texts import _, ngettext
from pages.admin import user_address
from pages.ui import address, context, downloads, pieces, tables
from pages.ui.markup import fill

_UNIT, _ACTION = "enhet", "vad"


def show(database: Database, actor: Actor) -> None:
    """Show the choice of unit and right, and who holds it."""
    st.header(_("Vem får se det här?"), anchor=False)
    with database.reading() as session:
        units = units_in_scope(session, actor, Action.MANAGE_USERS)
    unit, action = _choices([unit for unit in units if unit.kind is not UnitKind.COST_CENTER])
    with database.reading() as session:
        found = who_may(session, actor, action=action, unit_id=unit.id)
    pieces.show(fill('<p class="r-answer">{text}</p>', text=_answer(found, unit, action)))
    if not found:
        return
    title = _("{what}, {unit}").format(what=action_title(action), unit=unit.name)
    table = permitted_table(found, title=title)
    with pieces.card("permitted"):
        picked = tables.render(table, "permitted", phone_columns=["role"])
        downloads.buttons(table, name_parts=(_("behörigheter"), unit.name, database.today().year))
    if picked is not None:
        user_address.go(to_part=user_address.LIST, to_person=int(picked))


def _choices(units: list[UnitRow]) -> tuple[UnitRow, Action]:
    codes = {unit.code: unit for unit in units}
    held_unit = codes.get(st.query_params.get(_UNIT, ""), units[0])
    actions = asked_of_a_unit()
    named = st.query_params.get(_ACTION, "")
    held_action = Action(named) if named in set(Action) else Action.VIEW_ECONOMY
    with st.container(horizontal=True, gap="small"):
        unit = st.selectbox(
            _("Enhet"), units, index=units.index(held_unit), format_func=context.label_of, width=340,
            placeholder=_("Sök namn eller kod"), key=f"who_unit_{held_unit.id}",
        )  # fmt: skip
        action = st.selectbox(
            _("Vem får"), actions, index=actions.index(held_action), format_func=action_words, width=400,
            key=f"who_action_{held_action}",
        )  # fmt: skip
    if (unit, action) != (held_unit, held_action) and unit is not None and action is not None:
        address.put(_UNIT, unit.code)
        address.put(_ACTION, action)
        st.rerun()
    return held_unit, held_action


def _answer(found: list[Permitted], unit: UnitRow, action: Action) -> str:
    people = len({one.user_id for one in found})
    where = _("hela kommunen") if action in WHOLE_MUNICIPALITY else unit.name
    if not people:
        if action in WHOLE_MUNICIPALITY and unit.parent_id is not None:
            return _("Rätten gäller hela kommunen på en gång. Välj kommunen för att se vilka som har den.")
        return _("Ingen får {what} här.").format(what=action_words(action))
    return ngettext("{n} person får {what}: {where}.", "{n} personer får {what}: {where}.", people).format(
        n=people, what=action_words(action), where=where
    )
