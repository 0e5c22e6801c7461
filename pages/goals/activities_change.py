"""Changing what an activity is: words, days, who does it, cost and hours, and its goal."""

import streamlit as st

from core.db import Database
from core.queries.activities import ActivityRow
from core.reports.activities import ActivityPage
from core.rules.access import Actor
from core.rules.activities import ENDED, ActivityText
from core.services.activities import change_activity
from core.texts import _
from pages.goals import activities_fields as fields
from pages.ui import forms, pieces, saving


def show(database: Database, actor: Actor, page: ActivityPage, row: ActivityRow) -> None:
    """Show the form with what stands now; one that has ended is taken up first."""
    if row.state in ENDED:
        pieces.show(pieces.muted(_("Aktiviteten är avslutad. Ta upp den igen under Läge om den ska ändras.")))
        return
    form = f"activity_change_{row.id}_{row.rev}"
    stamp = forms.request_key(form)
    people = fields.people_of(database, actor, row.unit_id)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        typed = fields.show(stamp, text_of(row), people)
        goal_id = fields.goal(stamp, page, row.unit_id, row.goal_id)
        wanted = st.form_submit_button(_("Spara"), type="primary")
    if wanted:
        saving.save(
            actor, form,
            lambda session: change_activity(
                session, actor, activity_id=row.id, rev=row.rev, goal_id=goal_id, text=typed.read()
            ),
            told=_("Aktiviteten är sparad."),
        )  # fmt: skip


def text_of(row: ActivityRow) -> ActivityText:
    """Return what an activity is as a form holds it."""
    return ActivityText(row.title, row.starts, row.ends, row.text, row.owner_id, row.cost, row.hours)
