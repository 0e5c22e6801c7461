"""A new activity of a unit."""

import streamlit as st

from core.db import Database
from core.reports.activities import ActivityPage
from core.rules.access import Actor
from core.rules.activities import ActivityText
from core.services.activities import add_activity
from core.texts import _
from pages.goals import activities_fields as fields
from pages.ui import forms, saving
from pages.ui.context import Context

_FORM = "activity_new"


def show(database: Database, actor: Actor, page: ActivityPage, here: Context) -> None:
    """Show the form."""
    stamp = forms.request_key(_FORM)
    people = fields.people_of(database, actor, here.unit.id)
    usual = actor.user_id if any(one.user_id == actor.user_id for one in people) else None
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        typed = fields.show(stamp, ActivityText("", page.today, owner_id=usual), people)
        goal_id = fields.goal(stamp, page, here.unit.id, None)
        wanted = st.form_submit_button(_("Lägg till"), type="primary")
    if wanted:
        saving.save(
            actor, _FORM,
            lambda session: add_activity(
                session, actor, unit_id=here.unit.id, goal_id=goal_id, text=typed.read(), key=stamp
            ),
            told=_("Aktiviteten är tillagd."),
        )  # fmt: skip
