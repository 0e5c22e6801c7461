"""Changing what is said of a goal: its words, owner, what it contributes to, its marks."""

from typing import Any

import streamlit as st

from core.db import Database
from core.queries.goals import GoalRow
from core.queries.steering import TagRow
from core.reports.goal_page import GoalPage
from core.rules.access import Actor
from core.services.goal_links import link_goals, set_tags, unlink_goals
from core.services.goal_store import GoalText
from core.services.goals import change_goal
from core.texts import _
from pages.goals import goals_fields as fields
from pages.ui import forms, saving


def known_tags(database: Database) -> tuple[TagRow, ...]:
    """Return the marks with their words."""
    return fields.tags_of(database)


def show(database: Database, actor: Actor, page: GoalPage, goal: GoalRow) -> None:
    """Show the form with what stands now."""
    form = f"goal_change_{goal.id}_{goal.rev}"
    stamp = forms.request_key(form)
    kind = fields.kind_of(page.world.levels, goal.level_id)
    held = text_of(goal)
    serves = page.world.threads.serves.get(goal.id, ())
    tags = page.world.tags.get(goal.id, ())
    written = fields.title(stamp, held.title, kind)
    people = fields.people_of(database, actor, goal.unit_id)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        text = fields.text(stamp, written, held, people, kind)
        chosen = fields.serves(stamp, page.world, goal.level_id, serves)
        marked = fields.tags(stamp, known_tags(database), tags)
        wanted = st.form_submit_button(_("Spara"), type="primary")

    def write(session: Any) -> None:
        if text != held:
            change_goal(session, actor, goal_id=goal.id, rev=goal.rev, text=text, key=stamp)
        for serves_id in set(serves) - set(chosen):
            unlink_goals(session, actor, goal_id=goal.id, serves_id=serves_id)
        for serves_id in chosen:
            link_goals(session, actor, goal_id=goal.id, serves_id=serves_id)
        if set(marked) != set(tags):
            set_tags(session, actor, goal_id=goal.id, tags=marked)

    if wanted:
        saving.save(actor, form, write, told=_("Målet är sparat."))


def text_of(goal: GoalRow) -> GoalText:
    """Return what is said of a goal as a form holds it."""
    return GoalText(goal.title, goal.text, goal.owner_id, goal.report_by, goal.weight)
