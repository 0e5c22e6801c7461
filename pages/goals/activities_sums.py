"""The activities of a unit and those below it added up: by state, unit and goal, with cost and hours."""

import streamlit as st

from core.enums import ActivityState
from core.money import format_large, format_number
from core.reports import activity_words
from core.reports.activities import ActivityPage
from core.reports.activity_tables import by_goal, by_unit, gathered
from core.texts import _
from pages.ui import downloads, pieces, tables
from pages.ui.context import Context
from pages.ui.pieces import Figure


def show(page: ActivityPage, here: Context) -> None:
    """Show the figures, then one row a unit and one row a goal."""
    whole = gathered(page.rows)
    figures = [
        *(Figure(activity_words.state_word(state), str(whole.counts[state])) for state in ActivityState),
        Figure(_("Sena"), str(whole.late), deviates=whole.late > 0),
        Figure(_("Kostnad"), format_large(whole.cost)),
        Figure(_("Timmar"), format_number(whole.hours)),
    ]
    pieces.show(pieces.strip(figures))
    for key, title, table in (
        ("unit", _("Enhet för enhet"), by_unit(page, here.units, here.money)),
        ("goal", _("Mål för mål"), by_goal(page, here.money)),
    ):
        st.header(title, anchor=False)
        with pieces.card(f"activity_sums_{key}"):
            tables.plain(table)
            downloads.buttons(
                table, name_parts=(f"{_('aktiviteter')} {table.title}".lower(), here.unit.name, page.year)
            )
