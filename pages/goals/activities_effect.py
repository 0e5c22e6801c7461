"""Asked some time after an activity is done: did it have effect?"""

import streamlit as st

from core.db import Database
from core.enums import ActivityEffect, ActivityState
from core.queries.activities import ActivityRow
from core.reports import activity_words
from core.reports.activities import ActivityPage
from core.rules.access import Actor
from core.rules.tasks import day_words
from core.services.activities import say_effect
from core.texts import _
from pages.ui import forms, pieces, saving

_LONGEST = 2000


def show(_database: Database, actor: Actor, page: ActivityPage, row: ActivityRow) -> None:
    """Show the question; before the activity is done, when it will be asked."""
    if row.state is not ActivityState.DONE:
        pieces.show(pieces.muted(_("Frågan om verkan ställs ett halvår efter att aktiviteten är klar.")))
        return
    if row.effect is None and row.effect_due is not None and row.effect_due > page.today:
        day = day_words(row.effect_due, page.today)
        pieces.show(pieces.muted(_("Frågan ställs {day}. Du kan svara redan nu.").format(day=day)))
    form = f"activity_effect_{row.id}_{row.rev}"
    stamp = forms.request_key(form)
    options = list(ActivityEffect)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        effect = st.radio(
            _("Gjorde det verkan?"), options, index=options.index(row.effect) if row.effect else None,
            format_func=activity_words.effect_word, horizontal=True, key=f"effect_{stamp}",
        )  # fmt: skip
        words = st.text_area(
            _("Vad märks av den, och hur vet ni det?"), row.effect_text, max_chars=_LONGEST,
            key=f"effect_text_{stamp}",
        )  # fmt: skip
        wanted = st.form_submit_button(_("Spara svaret"), type="primary")
    if wanted and effect is None:
        st.error(_("Välj ett av svaren."))
    elif wanted and effect is not None:
        saving.save(
            actor, form,
            lambda session: say_effect(
                session, actor, activity_id=row.id, rev=row.rev, effect=effect, text=words
            ),
            told=_("Svaret är sparat."),
        )  # fmt: skip
