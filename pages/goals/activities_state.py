"""What an activity becomes: begun, done, stopped or taken up again, with words where it ends."""

import streamlit as st

from core.db import Database
from core.enums import ActivityState
from core.queries.activities import ActivityRow
from core.reports import activity_words
from core.reports.activities import ActivityPage
from core.rules.access import Actor
from core.rules.activities import ENDED, NEXT
from core.services.activities import set_state
from core.texts import _
from pages.goals import activities_address
from pages.ui import forms, pieces, saving

_LONGEST = 4000
_ORDER = (ActivityState.RUNNING, ActivityState.DONE, ActivityState.STOPPED, ActivityState.PLANNED)
"""Forward moves first: the one that is chosen from the start never takes anything back."""


def show(_database: Database, actor: Actor, _page: ActivityPage, row: ActivityRow) -> None:
    """Show the form with the states that may follow."""
    form = f"activity_state_{row.id}_{row.rev}"
    stamp = forms.request_key(form)
    options = [state for state in _ORDER if state in NEXT[row.state]]
    named = st.query_params.get(activities_address.BECOMES, "")
    usual = next((state for state in options if state == named), options[0])
    pieces.show(pieces.muted(_("Nu: {state}.").format(state=activity_words.state_word(row.state))))
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        state = st.radio(
            _("Vad händer med aktiviteten?"), options, index=options.index(usual), horizontal=True,
            format_func=lambda one: _word(row, one), key=f"state_{stamp}",
        )  # fmt: skip
        words = st.text_area(
            _("Vad ledde den till? Behövs när den är klar eller avbryts."), row.outcome, max_chars=_LONGEST,
            key=f"outcome_{stamp}",
        )  # fmt: skip
        if ActivityState.DONE in options:
            pieces.show(
                pieces.muted(_("Ett halvår efter att den är klar får du frågan om den gjorde verkan."))
            )
        wanted = st.form_submit_button(_("Spara läget"), type="primary")
    if wanted:
        saving.save(
            actor, form,
            lambda session: set_state(
                session, actor, activity_id=row.id, rev=row.rev, state=state, outcome=words
            ),
            told=_("Läget är sparat."),
        )  # fmt: skip


def _word(row: ActivityRow, state: ActivityState) -> str:
    if row.state in ENDED:
        return _("Ta upp den igen")
    return activity_words.move_word(state)
