"""When an activity rests."""

from datetime import date
from typing import Any

import streamlit as st

from core.db import Database
from core.errors import RuleViolation
from core.queries.activities import ActivityRow
from core.reports.activities import ActivityPage
from core.rules.access import Actor
from core.rules.tasks import day_words
from core.services.activity_days import add_pause, remove_pause
from core.texts import _
from pages.ui import forms, pieces, saving


def show(_database: Database, actor: Actor, page: ActivityPage, row: ActivityRow) -> None:
    """Show the pauses, each with a way to take it away, and the form for another one."""
    if not row.pauses:
        pieces.show(pieces.muted(_("Aktiviteten har inga pauser.")))
    for first, last in row.pauses:
        days = f"{day_words(first, page.today)} – {day_words(last, page.today)}"
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            pieces.show(days)
            label = _("Ta bort pausen {days}").format(days=days)
            if st.button(label, type="tertiary", key=f"unpause_{row.id}_{first}"):
                _take_away(actor, row, first)
    _add(actor, page, row)


def _take_away(actor: Actor, row: ActivityRow, first: date) -> None:
    saving.save(
        actor,
        f"unpause_{row.id}",
        lambda session: remove_pause(session, actor, activity_id=row.id, first=first),
        told=_("Pausen är borttagen."),
    )


def _add(actor: Actor, page: ActivityPage, row: ActivityRow) -> None:
    form = f"activity_pause_{row.id}"
    stamp = forms.request_key(form)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        one, two = st.columns(2, gap="small")
        first = one.date_input(
            _("Vilar från"), value=page.today, format="YYYY-MM-DD", key=f"pause_first_{stamp}"
        )
        last = two.date_input(_("Till och med"), value=None, format="YYYY-MM-DD", key=f"pause_last_{stamp}")
        wanted = st.form_submit_button(_("Lägg in pausen"))

    def write(session: Any) -> None:
        if first is None or last is None:
            raise RuleViolation(_("Välj både första och sista dagen för pausen."))
        add_pause(session, actor, activity_id=row.id, first=first, last=last)

    if wanted:
        saving.save(actor, form, write, told=_("Pausen är inlagd."))
