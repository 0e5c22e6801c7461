"""A unit's goals as cards with the thread upward, those that ended, and the goals of the units below."""

from functools import partial

import streamlit as st

from core.db import Database
from core.enums import GoalKind
from core.queries.access import may
from core.reports.goal_page import GoalPage
from core.reports.goal_tables import REST, below_table
from core.rules.access import Action, Actor
from core.texts import _, ngettext
from pages.goals import goals_add, goals_address, goals_markup
from pages.ui import downloads, pieces, tables
from pages.ui.context import Context
from pages.ui.markup import join
from pages.ui.picture import picture

_AIMS = (GoalKind.VISION, GoalKind.FOCUS_AREA)
_ALL = "alla"


def show(database: Database, actor: Actor, page: GoalPage, here: Context) -> None:
    """Show the cards; a click on a goal opens it."""
    with database.reading() as session:
        allowed = not actor.read_only and may(session, actor, Action.EDIT_GOALS, here.unit.id).allowed
    picked = _cards(page, allowed=allowed) or _ended(page)
    if allowed:
        with st.expander(_("Nytt mål eller uppdrag"), icon=":material/add:"):
            goals_add.show(database, actor, page, here)
    picked = picked or _below(page, here)
    if picked is not None:
        goals_address.open_goal(int(picked))


def _cards(page: GoalPage, *, allowed: bool) -> str | None:
    """Show visions and focus areas as lines, the goals as cards; a unit without any gets those above."""
    if not page.own:
        how = _("När enheten har lagt till sina mål står de här.")
        if allowed:
            how = _("Lägg till ett mål här under och koppla det till det som det bidrar till.")
        pieces.empty(_("Enheten har inga egna mål för {year}").format(year=page.year), how)
        return None
    picked = None
    aims = page.of_kind(page.own, *_AIMS)
    if aims:
        st.header(_("Dit vi ska"), anchor=False)
        with pieces.card("aims"):
            picked = picture("goal_aims", goals_markup.aims(page, aims))
    goals = page.worst_first(page.of_kind(page.own, GoalKind.GOAL))
    if goals:
        st.header(_("Målen"), anchor=False)
        with pieces.card("goals"):
            cards = join(goals_markup.card(page, goal) for goal in goals)
            picked = picture("goal_cards", cards) or picked
    return picked


def _ended(page: GoalPage) -> str | None:
    if not page.ended:
        return None
    label = ngettext("{n} mål avslutat i år", "{n} mål avslutade i år", len(page.ended))
    with st.expander(label.format(n=len(page.ended)), icon=":material/task_alt:"):
        return picture("goal_ended", join(goals_markup.ended(goal) for goal in page.ended))


def _below(page: GoalPage, here: Context) -> str | None:
    if not page.below:
        return None
    st.header(_("Målen på enheterna under"), anchor=False)
    with pieces.card("below"):
        table = below_table(page, everything=_ALL in st.query_params)
        picked = tables.render(table, "goals_below", phone_columns=["status"])
        downloads.buttons(
            partial(below_table, page, everything=True),
            name_parts=(_("enheternas mål"), here.unit.name, page.year),
        )
    if picked == REST:
        st.query_params[_ALL] = "ja"
        st.rerun()
    return picked
