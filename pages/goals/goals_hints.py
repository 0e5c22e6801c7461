"""Advice about a goal that was just written, until its writer has mended it or lets it stand; no refusal."""

import streamlit as st

from core.queries.goals import GoalRow
from core.reports.goal_hints import hints
from core.reports.goal_page import GoalPage
from core.table import Status
from core.texts import _
from pages.goals import goals_address
from pages.ui import address, pieces
from pages.ui.markup import fill, join

_WRITTEN = "goal_written"


def remember(goal_id: int) -> int:
    """Keep which goal was written, for the page that comes next; return it."""
    st.session_state[_WRITTEN] = goal_id
    return goal_id


def remember_changed(goal_id: int, old: str, new: str) -> None:
    """Keep a goal that was changed, if its title was."""
    if old != new:
        remember(goal_id)


def show(page: GoalPage, opened: GoalRow | None) -> None:
    """Show the advice about the goal that was written here, on the list and on its own page."""
    goal = page.world.goals.get(st.session_state.get(_WRITTEN, 0))
    if goal is None or (opened is not None and opened.id != goal.id):
        return
    lines = hints(page.world, goal)
    if not lines:
        return
    items = join(fill("<li>{line}</li>", line=line) for line in lines)
    pieces.notice(
        Status.NONE,
        _("”{title}” är sparat. Några tips").format(title=goal.title),
        fill("<ul>{items}</ul>", items=items),
    )
    with st.container(horizontal=True, gap="small"):
        if st.button(_("Ändra målet och vad det bidrar till"), icon=":material/edit:", key="goal_hint_mend"):
            address.put("gor", "andra")
            goals_address.open_goal(goal.id)
        if st.button(_("Låt det stå"), type="tertiary", key="goal_hint_leave"):
            st.session_state.pop(_WRITTEN, None)
            st.rerun()
