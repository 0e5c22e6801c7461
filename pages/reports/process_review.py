"""What of a round waits for the person herself: read one, or approve several at once."""

import streamlit as st

from core.db import Database
from core.queries.submission_duties import Duty, WaitingRow, waiting_for
from core.rules.access import Actor
from core.rules.tasks import day_words
from core.services.submission_bulk import approve_many
from core.services.transaction import transaction
from core.texts import _, ngettext
from pages.ui import forms, pieces
from pages.ui.feedback import shown_errors
from pages.ui.process_words import count_units

_TOLD = "process_told"


def show(database: Database, actor: Actor, round_id: int) -> None:
    """Show what waits for the person's approval; nothing at all when nothing does."""
    with database.reading() as session:
        rows = [
            row
            for row in waiting_for(session, actor, today=database.today())
            if row.submission.round_id == round_id and row.duty is Duty.APPROVE
        ]
    told = st.session_state.pop(_TOLD, None)
    if not rows and not told:
        return
    st.header(_("Att granska"), anchor=False)
    with pieces.card("review"):
        for line in told or []:
            st.warning(line)
        if rows:
            _review(database, actor, rows)


def _review(database: Database, actor: Actor, rows: list[WaitingRow]) -> None:
    last = day_words(min(row.due for row in rows), database.today())
    pieces.show(
        pieces.heading(
            ngettext(
                "{units} väntar på ditt godkännande", "{units} väntar på ditt godkännande", len(rows)
            ).format(units=count_units(len(rows)))
        ),
        pieces.muted(
            _("Sista dag {day}. Läs dem som avviker, och godkänn resten på en gång.").format(day=last)
        ),
    )
    if actor.read_only:
        return
    seen = "_".join(f"{row.submission.id}.{row.submission.rev}" for row in rows)
    chosen = st.multiselect(
        _("Godkänn"), rows, default=rows, format_func=lambda row: row.submission.unit_name,
        placeholder=_("Välj enheter"), key=f"review_{seen}",
    )  # fmt: skip
    if chosen and st.button(_("Godkänn {units}").format(units=count_units(len(chosen)))):
        _approve(database, actor, chosen)


def _approve(database: Database, actor: Actor, rows: list[WaitingRow]) -> None:
    chosen = [(row.submission.id, row.submission.rev) for row in rows]
    form = f"approve_{sorted(chosen)}"
    names = {row.submission.id: row.submission.unit_name for row in rows}
    with shown_errors():
        with transaction(database, actor) as session:
            done = approve_many(session, actor, chosen=chosen, key=forms.request_key(form))
        forms.renew_key(form)
        st.session_state[_TOLD] = [f"{names[number]}: {why}" for number, why in done.told]
        st.toast(_("{units} godkända.").format(units=count_units(len(done.done))))
        st.rerun()
