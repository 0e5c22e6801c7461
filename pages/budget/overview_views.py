"""Budgetläget from two other sides: units by account, and internal items whose two sides differ."""

import streamlit as st

from core.db import Database
from core.enums import UnitKind
from core.reports.budget_views import cross_table, internal_table
from core.rules.access import Actor
from core.texts import _, ngettext
from pages.budget.sheet_choice import Chosen
from pages.ui import context, downloads, pieces, tables
from pages.ui.process_words import unit_kind_word

_LEVEL, _ROWS = "niva", "rader"
_KINDS = (UnitKind.COMMITTEE, UnitKind.DEPARTMENT, UnitKind.AREA, UnitKind.UNIT, UnitKind.COST_CENTER)
_DEFINITIONS = {"rapport": "report", "grupper": "groups"}
_FEWEST = 2


def cross(database: Database, actor: Actor, chosen: Chosen) -> None:
    """Show the units of a level as rows and account groups as columns; a unit opens its own view."""
    kinds = _offered(chosen)
    if not kinds:
        pieces.empty(
            _("Inget att dela upp"), _("Enheten har inga enheter under sig. Öppna budgeten i stället.")
        )
        return
    kind, definition = _choices(kinds)
    with database.reading() as session:
        table = cross_table(
            session, actor, version_id=chosen.plan.id, unit_id=chosen.here.unit.id,
            definition=_DEFINITIONS[definition], kind=kind, money=chosen.here.money,
        )  # fmt: skip
    st.header(_("Konton och enheter"), anchor=False)
    with pieces.card("cross"):
        picked = tables.render(table, "cross", phone_columns=["net"])
        downloads.buttons(table, name_parts=(_("budget per konto"), chosen.here.unit.name, chosen.plan.year))
    unit = next((unit for unit in chosen.here.units if f"unit:{unit.id}" == picked), None)
    if unit is not None:
        st.query_params.pop(_LEVEL, None)
        context.open_unit(unit)


def internal(database: Database, actor: Actor, chosen: Chosen) -> None:
    """Show the internal purchases and sales that do not meet, and say how many do."""
    st.header(_("Interna poster"), anchor=False)
    if chosen.here.unit.kind not in {UnitKind.MUNICIPALITY, UnitKind.COMMITTEE}:
        pieces.empty(
            _("Jämförs nämnd mot nämnd"), _("Välj nämnden eller hela kommunen överst, så visas skillnaderna.")
        )
        return
    with database.reading() as session:
        found = internal_table(
            session, actor, version_id=chosen.plan.id, unit_id=chosen.here.unit.id, money=chosen.here.money
        )
    meeting = ngettext("{n} par möts.", "{n} par möts.", found.meeting).format(n=found.meeting)
    if not found.differing:
        pieces.empty(_("Alla interna poster möts"), meeting)
        return
    with pieces.card("internal"):
        if found.meeting:
            pieces.show(pieces.muted(meeting))
        tables.render(found.table.without("buyer", "seller"), "internal", phone_columns=["difference"])
        downloads.buttons(
            found.table, name_parts=(_("interna poster"), chosen.here.unit.name, chosen.plan.year)
        )


def _offered(chosen: Chosen) -> list[UnitKind]:
    """Return the levels below the node that have several units, the highest first."""
    top = chosen.here.unit
    below = [unit for unit in chosen.here.units if top.lft < unit.lft and unit.rgt < top.rgt]
    return [kind for kind in _KINDS if sum(unit.kind is kind for unit in below) >= _FEWEST]


def _choices(kinds: list[UnitKind]) -> tuple[UnitKind, str]:
    """Return the level and the row definition of the address, and draw the choice of them."""
    held = next((kind for kind in kinds if kind.value == st.query_params.get(_LEVEL)), kinds[0])
    rows = st.query_params.get(_ROWS, "")
    definition = rows if rows in _DEFINITIONS else "rapport"
    labels = {"rapport": _("Rapportrader"), "grupper": _("Kontogrupper")}
    with st.container(key="cross_choices", horizontal=True, gap="small"):
        kind = st.segmented_control(
            _("En rad per"), kinds, default=held, required=True, key=f"level_{held}",
            format_func=lambda one: unit_kind_word(one).capitalize(), label_visibility="collapsed",
        )  # fmt: skip
        wanted = st.segmented_control(
            _("Kolumner"), list(labels), default=definition, required=True, key=f"rows_{definition}",
            format_func=labels.__getitem__, label_visibility="collapsed",
        )  # fmt: skip
    if kind is not None and kind is not held:
        st.query_params[_LEVEL] = kind.value
        st.rerun()
    if wanted is not None and wanted != definition:
        st.query_params[_ROWS] = wanted
        st.rerun()
    return held, definition
