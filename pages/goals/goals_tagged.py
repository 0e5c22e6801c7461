"""Goals by mark, across units and levels: how they stand and what they cost. The address names the mark."""

import streamlit as st

from core.db import Database
from core.queries.steering import read_tags
from core.reports.goal_page import GoalPage
from core.reports.goal_tags import Marked, marked_table, marks
from core.table import Status
from core.texts import _
from pages.goals import goals_address
from pages.ui import address, downloads, pieces, tables
from pages.ui.context import Context


def show(database: Database, page: GoalPage, here: Context) -> None:
    """Show the choice of mark and the goals that carry it; a click opens a goal."""
    st.header(_("Efter märkning"), anchor=False)
    with database.reading() as session:
        found = marks(page, read_tags(session))
    if not found:
        pieces.empty(
            _("Inga mål är märkta {year}").format(year=page.year),
            _("Öppna ett mål, välj Ändra och märk det, till exempel med Agenda 2030 eller vad staten begär."),
        )
        return
    chosen = _choose(found)
    with pieces.card("goals_tagged"):
        table = marked_table(page, chosen.tag, here.money)
        pieces.show(
            pieces.muted(
                _(
                    "Alla mål som du ser, hela vägen från kommunen till enheten. Ett mål har pengarna för "
                    "dem som bidrar till det också, så beloppen ska inte läggas ihop."
                )
            )
        )
        picked = tables.render(table, "goals_tagged", phone_columns=["status", "budget"])
        downloads.buttons(table, name_parts=(_("märkta mål"), chosen.tag.name, page.year))
    if picked is not None:
        goals_address.open_goal(int(picked))


def _choose(found: list[Marked]) -> Marked:
    """Draw the choice; another one goes into the address and runs the page again."""
    by_key = {one.tag.key: one for one in found}
    named = st.query_params.get(goals_address.TAG, "")
    held = named if named in by_key else found[0].tag.key
    if named and named != held:
        pieces.notice(
            Status.NONE, _("Inget mål du ser har märkningen i adressen. "), _("Välj en annan här under.")
        )
    chosen = st.selectbox(
        _("Märkning"), list(by_key), index=list(by_key).index(held), key=f"goal_tag_{held}",
        format_func=lambda key: f"{by_key[key].tag.group}: {by_key[key].tag.name} ({by_key[key].count})",
    )  # fmt: skip
    if chosen != held:
        address.put(goals_address.TAG, chosen)
        st.rerun()
    return by_key[held]
