"""The activities as a list, those that need somebody first, and the form for a new one."""

from functools import partial

import streamlit as st

from core.db import Database
from core.reports.activities import ActivityPage
from core.reports.activity_tables import REST, is_pressing, list_table
from core.rules.access import Actor
from core.texts import _
from pages.goals import activities_address, activities_new
from pages.ui import downloads, pieces, tables
from pages.ui.context import Context


def show(database: Database, actor: Actor, page: ActivityPage, here: Context) -> None:
    """Show the list; a click opens an activity."""
    if here.unit.id in page.editable:
        with st.expander(_("Ny aktivitet"), icon=":material/add:"):
            activities_new.show(database, actor, page, here)
    if not page.rows:
        how = _("Här står det som enheten gör för sina mål, när någon på enheten har lagt till det.")
        if here.unit.id in page.editable:
            how = _("Lägg till det som enheten gör för sina mål, med dagar och ansvarig.")
        pieces.empty(_("Inga aktiviteter {year}").format(year=page.year), how)
        return
    st.header(_("Att se på först") if is_pressing(page) else _("Alla aktiviteter"), anchor=False)
    with pieces.card("activities"):
        table = list_table(page, here.money, everything=activities_address.shows_everything())
        picked = tables.render(
            table.without("starts", "goal", "hours"), "activity_list", phone_columns=["status"]
        )
        downloads.buttons(
            partial(list_table, page, here.money, everything=True),
            name_parts=(_("aktiviteter"), here.unit.name, page.year),
        )
    if picked == REST:
        activities_address.show_everything()
    elif picked is not None:
        activities_address.open_activity(int(picked))
