"""The goals that a key figure measures: shown, linked and unlinked."""

import streamlit as st

from core.db import Database
from core.queries.access import may
from core.queries.goals import GoalRow, read_goals
from core.reports.indicator_page import OnePage
from core.rules.access import Action, Actor
from core.services.indicator_places import measure_goal, unmeasure_goal
from core.texts import _
from pages.ui import forms, links, pieces, saving
from pages.ui.context import Context

_WEIGHTS = (1, 2, 3, 5, 0)


def show(database: Database, actor: Actor, here: Context, one: OnePage) -> None:
    """Show the goals with links, and the form for one more of the unit's own."""
    names = {unit.id: unit.name for unit in here.units}
    with database.reading() as session:
        allowed = not actor.read_only and may(session, actor, Action.EDIT_GOALS, here.unit.id).allowed
        world = read_goals(session, actor, year=one.year)
    own = [goal for goal in world.of_unit(here.unit.id) if not goal.ended]
    if not one.goals:
        how = _("När enheten låter nyckeltalet mäta ett av sina mål står det här.")
        if allowed and own:
            how = _("Välj ett av enhetens mål här under.")
        pieces.empty(_("Nyckeltalet mäter inget mål än"), how)
    for goal in one.goals:
        label = f"{goal.title} ({names.get(goal.unit_id, _('enheten ovanför'))})"
        links.link(f"mal?mal={goal.goal_id}", label)
    if not allowed or not own:
        return
    held = {goal.goal_id for goal in one.goals}
    _link(actor, one, [goal for goal in own if goal.id not in held])
    _unlink(actor, one, [goal for goal in own if goal.id in held])


def _link(actor: Actor, one: OnePage, goals: list[GoalRow]) -> None:
    if not goals:
        return
    form = f"indicator_goal_{one.indicator.id}_{one.unit_id}"
    stamp = forms.request_key(form)
    with st.form(f"form_{stamp}", border=False):
        goal = st.selectbox(
            _("Låt nyckeltalet mäta"), goals, format_func=lambda one: one.title, key=f"goal_{stamp}"
        )
        weight = st.selectbox(
            _("Vikt"), _WEIGHTS, key=f"weight_{stamp}",
            help=_("Hur tungt det väger bland målets nyckeltal. 0 räknas inte."),
        )  # fmt: skip
        wanted = st.form_submit_button(_("Koppla"), type="primary")
    if wanted:
        saving.save(
            actor, form,
            lambda session: measure_goal(
                session, actor, goal_id=goal.id, indicator_id=one.indicator.id, weight=weight
            ),
            told=_("Nyckeltalet mäter nu målet."),
        )  # fmt: skip


def _unlink(actor: Actor, one: OnePage, goals: list[GoalRow]) -> None:
    for goal in goals:
        label = _("Låt det inte mäta ”{title}” längre").format(title=goal.title)
        if st.button(label, key=f"unlink_{one.indicator.id}_{goal.id}"):
            saving.save(
                actor, f"indicator_unlink_{goal.id}",
                lambda session, goal_id=goal.id: unmeasure_goal(  # type: ignore[misc]
                    session, actor, goal_id=goal_id, indicator_id=one.indicator.id
                ),
                told=_("Kopplingen är borttagen."),
            )  # fmt: skip
