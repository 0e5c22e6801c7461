"""The register of assignments of a unit and all below it, late ones first."""

import streamlit as st

from core.db import Database
from core.reports.goal_page import GoalPage
from core.reports.goal_tables import assignment_state, assignment_table
from core.table import Status
from core.texts import _, ngettext
from pages.goals import goals_address
from pages.ui import downloads, pieces, tables
from pages.ui.context import Context


def show(database: Database, page: GoalPage, here: Context) -> None:
    """Show the register; a click opens an assignment."""
    today = database.today()
    st.header(_("Uppdrag"), anchor=False)
    if not page.assignments:
        pieces.empty(
            _("Inga uppdrag {year}").format(year=page.year),
            _("Uppdrag från fullmäktige och kommunstyrelsen läggs till under Mål, på nivån för uppdrag."),
        )
        return
    late = [row for row in page.assignments if assignment_state(row, today)[0] is Status.BAD]
    if late:
        words = ngettext("{n} uppdrag är sent", "{n} uppdrag är sena", len(late)).format(n=len(late))
        pieces.notice(Status.BAD, words, _("Återrapportera, eller kom överens om en ny dag."))
    with pieces.card("assignments"):
        table = assignment_table(page, today)
        picked = tables.render(table, "goal_assignments", phone_columns=["status"])
        downloads.buttons(table, name_parts=(_("uppdrag"), here.unit.name, page.year))
    if picked is not None:
        goals_address.open_goal(int(picked))
