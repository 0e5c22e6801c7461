"""Måluppfyllelse, for everybody: do we reach our goals, where not and why, and what does it cost?"""

from dataclasses import replace
from functools import partial

import streamlit as st

from core.db import current_database
from core.exports.document import Document
from core.queries.access import may
from core.reports import goal_map
from core.reports.goal_map import GoalMap
from core.reports.goal_map_tables import change_table, map_document, map_table
from core.rules.access import Action
from core.table import Table
from core.texts import _
from pages.goals import attainment_address, attainment_map, attainment_thread
from pages.goals.attainment_address import CHANGES, DEVIATING, TABLE
from pages.ui import context, documents, downloads, guard, pieces, sentences, tables
from pages.ui.context import Context
from pages.ui.feedback import shown_errors
from pages.ui.picture import picture

actor = guard.require_actor(Action.VIEW_GOALS)
database = current_database()


def _title(found: GoalMap) -> str:
    if found.read.unit.parent_id is None:
        return _("Måluppfyllelse")
    return _("Måluppfyllelse: {unit}").format(unit=found.read.unit.name)


def _question(found: GoalMap) -> str:
    if found.read.unit.parent_id is None:
        return _("Når vi fullmäktiges mål, och vad kostar det?")
    return _("Når vi målen, och vad kostar det?")


def _map(found: GoalMap, here: Context) -> None:
    opened = attainment_address.opened(found)
    with pieces.card("map"):
        view = attainment_address.choose_view()
        if view == TABLE:
            picked = tables.render(
                _narrow(map_table(found, here.money).without("group")), "map_table",
                phone_columns=["status", "variance"], selected=str(opened.goal_id) if opened else None,
            )  # fmt: skip
        else:
            if view == DEVIATING and not found.groups(deviating=True):
                pieces.empty(_("Inget avviker"), _("Alla mål ser ut att nås. Välj Karta för att se dem."))
            markup = attainment_map.map_markup(found, opened, deviating=view == DEVIATING)
            picked = picture("goal_map", markup)
        _take_along(found, here)
    if picked is not None:
        attainment_address.open_choice(picked)
    if opened is not None:
        attainment_thread.show(database, actor, found, opened)


def _narrow(table: Table) -> Table:
    """Return the table with headings that may be broken where their parts meet, so that all are seen."""
    columns = (replace(column, title=attainment_map.soft(column.title)) for column in table.columns)
    return replace(table, columns=tuple(columns))


def _take_along(found: GoalMap, here: Context) -> None:
    name = (_("måluppfyllelse"), found.read.unit.name, found.read.year)
    with st.container(horizontal=True, gap="xsmall", key="take_along"):
        documents.buttons(partial(_document, here), name_parts=name)
        downloads.buttons(map_table(found, here.money), name_parts=name)


def _document(here: Context) -> Document:
    with database.reading() as session:
        found = goal_map.build(
            session, actor, unit_id=here.unit.id, year=here.period.year, month=here.period.month
        )
        return map_document(session, actor, found, here.money, database.now())


def _changes(found: GoalMap) -> None:
    if not found.changes:
        return
    everything = st.query_params.get(CHANGES) == "ja"
    table = change_table(found, everything=everything)
    st.header(table.title, anchor=False)
    with pieces.card("changes"):
        picked = tables.render(table, "goal_changes", phone_columns=["status"])
        more = len(found.changes) - len(table.rows)
        if more and st.button(_("Visa {n} till").format(n=more), type="tertiary"):
            attainment_address.write(CHANGES, "ja")
    if picked is not None:
        attainment_address.open_choice(picked)


def _show(here: Context) -> None:
    with database.reading() as session:
        found = goal_map.build(
            session, actor, unit_id=here.unit.id, year=here.period.year, month=here.period.month
        )
        adds = not actor.read_only and may(session, actor, Action.EDIT_GOALS, here.unit.id).allowed
    pieces.head(_title(found), _question(found), sentences.markup(found.answer), found.freshness)
    if not found.read.rows:
        how = _("När {unit} har mål för {year} visas det här hur de går.")
        if adds:
            how = _(
                "När {unit} har mål för {year} visas det här hur de går. Lägg in dem på Mål och nyckeltal."
            )
        pieces.empty(_("Inga mål att följa upp"), how.format(unit=here.unit.name, year=here.period.year))
        return
    _map(found, here)
    _changes(found)


def _page() -> None:
    here = context.read(actor, Action.VIEW_GOALS)
    if here is None:
        context.help_bar("maluppfyllelse")
        pieces.head(_("Måluppfyllelse"), _("Når vi målen?"), _("Det finns inget att visa än."))
        pieces.empty(
            _("Ingen huvudbok är inläst"),
            _("När ekonomi har läst in huvudboken visas målen här med sina pengar."),
        )
        return
    context.bar(here, actor, help_page="maluppfyllelse", comparison=False)
    _show(here)


with shown_errors():
    _page()
