"""Closing a goal on a day with a reason, and opening it again."""

import streamlit as st

from core.db import Database
from core.queries.goal_mergers import read_returning
from core.queries.goals import GoalRow
from core.reports.goal_page import GoalPage
from core.reports.goal_returning import returning_words
from core.rules.access import Actor
from core.services.goal_ends import close_goal, reopen_goal
from core.texts import _
from pages.ui import forms, pieces, saving


def show(database: Database, actor: Actor, page: GoalPage, goal: GoalRow) -> None:
    """Show the form, or the way back for one that has ended."""
    if goal.ended:
        _reopen(database, actor, goal)
        return
    form = f"goal_close_{goal.id}_{goal.rev}"
    stamp = forms.request_key(form)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        day = st.date_input(
            _("Från och med"), value=database.today(), format="YYYY-MM-DD", key=f"day_{stamp}"
        )
        why = st.text_area(
            _("Varför avslutas målet? För ett uppdrag: när och var det återrapporterades."),
            max_chars=1000, key=f"why_{stamp}",
        )  # fmt: skip
        pieces.show(
            pieces.muted(
                _("Inget raderas. Målet syns som avslutat {year} och går att öppna igen.").format(
                    year=page.year
                )
            )
        )
        wanted = st.form_submit_button(_("Avsluta målet"))
    if wanted:
        saving.save(
            actor, form,
            lambda session: close_goal(
                session, actor, goal_id=goal.id, rev=goal.rev, day=day or database.today(), why=why
            ),
            told=_("Målet är avslutat."),
        )  # fmt: skip


def _reopen(database: Database, actor: Actor, goal: GoalRow) -> None:
    with database.reading() as session:
        found = read_returning(session, actor, goal_id=goal.id)
    pieces.show(pieces.muted(_("Målet är avslutat. Öppnar du det följs det upp som förut.")))
    if found is not None:
        pieces.show(*(pieces.muted(words) for words in returning_words(found)))
    if st.button(_("Öppna målet igen"), key=f"reopen_{goal.id}_{goal.rev}"):
        saving.save(
            actor,
            f"goal_reopen_{goal.id}",
            lambda session: reopen_goal(session, actor, goal_id=goal.id, rev=goal.rev),
            told=_("Målet är öppnat igen."),
        )
