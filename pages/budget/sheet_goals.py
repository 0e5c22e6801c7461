"""Which goals a row of the budget sheet serves, with links to them."""

import streamlit as st

from core.db import current_database
from core.queries.goal_money_rows import Coding, goals_of_row
from core.queries.plan_lines import coding_words
from core.queries.plan_rights import plan_of
from core.reports.goal_words import share_words
from core.reports.sheet_tree import SheetRow
from core.rules.access import Action, Actor, may_anywhere
from core.rules.goal_money import WHOLE
from core.texts import _
from pages.ui import menu, pieces


def show(actor: Actor, version_id: int, row: SheetRow) -> None:
    """Show the goals of a row that has a coding; nothing for whoever reads no goals."""
    if row.unit_id is None or row.coding_id is None or not may_anywhere(actor, Action.VIEW_GOALS):
        return
    with current_database().reading() as session:
        year = plan_of(session, actor, version_id=version_id).year
        words = coding_words(session, [row.coding_id])[row.coding_id]
        coding = Coding(words.account, words.function, words.project)
        goals = goals_of_row(session, actor, year=year, unit_id=row.unit_id, coding=coding)
    with st.expander(_("Mål som raden går till ({n})").format(n=len(goals)), icon=":material/flag:"):
        if not goals:
            pieces.show(pieces.muted(_("Inget mål är kopplat till raden. Det görs på målet, under Pengar.")))
        for goal in goals:
            label = goal.title
            if goal.share < WHOLE:
                label = _("{title}, {share}").format(title=label, share=share_words(goal.share, WHOLE))
            query = {"mal": str(goal.goal_id), "ar": str(year)}
            st.page_link(menu.file_of("mal"), label=label, icon=":material/flag:", query_params=query)
