"""What of a round waits for the person herself: read one, or approve several at once."""

import streamlit as st

from core.db import Database
from core.queries.submission_duties import Duty, WaitingRow, waiting_for
from core.rules.access import Actor
from core.rules.tasks import day_words
from core.texts import _, ngettext
from pages.ui import approving, pieces
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
    approving.choose(actor, rows, rows, told=_TOLD)
