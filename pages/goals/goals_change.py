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
from core.services.goals import change_goal, order_goals
from core.texts import _
from pages.goals import goals_fields as fields
from pages.goals import goals_hints
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
        order, place = _siblings(page, goal), _place(page, goal, stamp)
        wanted = st.form_submit_button(_("Spara"), type="primary")

    def write(session: Any) -> None:
        if text != held:
            change_goal(session, actor, goal_id=goal.id, rev=goal.rev, text=text, key=stamp)
            goals_hints.remember_changed(goal.id, held.title, text.title)
        for serves_id in set(serves) - set(chosen):
            unlink_goals(session, actor, goal_id=goal.id, serves_id=serves_id)
        for serves_id in chosen:
            link_goals(session, actor, goal_id=goal.id, serves_id=serves_id)
        if set(marked) != set(tags):
            set_tags(session, actor, goal_id=goal.id, tags=marked)
        if order.index(goal.id) != place:
            others = [one for one in order if one != goal.id]
            moved = [*others[:place], goal.id, *others[place:]]
            order_goals(session, actor, unit_id=goal.unit_id, goal_ids=moved)

    if wanted:
        saving.save(actor, form, write, told=_("Målet är sparat."))


def _siblings(page: GoalPage, goal: GoalRow) -> list[int]:
    """Return the goals of the unit on the same level, in their own order."""
    unit = page.world.of_unit(goal.unit_id)
    return [one.id for one in unit if one.level_id == goal.level_id and not one.ended]


def _place(page: GoalPage, goal: GoalRow, stamp: str) -> int:
    """Write the choice of place among them; return it, 0 for the first."""
    order = _siblings(page, goal)
    if len(order) == 1:
        return 0
    return int(
        st.selectbox(
            _("Plats bland enhetens mål"), list(range(len(order))), index=order.index(goal.id),
            format_func=lambda at: str(at + 1), key=f"place_{stamp}", width=240,
        )
    )  # fmt: skip


def text_of(goal: GoalRow) -> GoalText:
    """Return what is said of a goal as a form holds it."""
    return GoalText(goal.title, goal.text, goal.owner_id, goal.report_by, goal.weight)
