"""Approving several submissions at once: choose among what waits, press once, be told what did not go."""

from collections.abc import Sequence

import streamlit as st

from core.db import current_database
from core.queries.submission_duties import WaitingRow
from core.rules.access import Actor
from core.services.submission_bulk import approve_many
from core.services.transaction import transaction
from core.texts import _
from pages.ui import forms
from pages.ui.feedback import shown_errors
from pages.ui.process_words import count_units


def choose(
    actor: Actor, rows: Sequence[WaitingRow], usual: Sequence[WaitingRow], *, told: str, primary: bool = False
) -> None:
    """Write the choice with its button; `usual` are chosen from the start.

    What could not be approved is kept under the session key `told`, for the page to say.
    """
    seen = "_".join(f"{row.submission.id}.{row.submission.rev}" for row in rows)
    chosen = st.multiselect(
        _("Godkänn"), rows, default=usual, format_func=lambda row: row.submission.unit_name,
        placeholder=_("Välj enheter"), key=f"approve_{seen}",
    )  # fmt: skip
    label = _("Godkänn {units}").format(units=count_units(len(chosen)))
    if chosen and st.button(label, type="primary" if primary else "secondary"):
        _save(actor, chosen, told)


def _save(actor: Actor, rows: Sequence[WaitingRow], told: str) -> None:
    chosen = [(row.submission.id, row.submission.rev) for row in rows]
    form = f"approve_{sorted(chosen)}"
    names = {row.submission.id: row.submission.unit_name for row in rows}
    with shown_errors():
        with transaction(current_database(), actor) as session:
            done = approve_many(session, actor, chosen=chosen, key=forms.request_key(form))
        forms.renew_key(form)
        st.session_state[told] = [f"{names[number]}: {why}" for number, why in done.told]
        st.toast(_("{units} godkända.").format(units=count_units(len(done.done))))
        st.rerun()
