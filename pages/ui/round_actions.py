"""What finance does with many units of a round at once: approves what waits, reminds what is left."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.db import Database
from core.enums import RoundState
from core.queries.access import may
from core.queries.rounds import RoundRow, list_rounds
from core.queries.submission_duties import Duty, WaitingRow, list_to_remind, waiting_for
from core.rules.access import Action, Actor
from core.services.reminding import people_to_remind, remind_many
from core.texts import _, ngettext
from pages.ui import approving, forms, pieces, saving

_TOLD = "overview_told"


@dataclass(frozen=True, slots=True)
class RoundUnits:
    """The node of a view, the rounds that it shows, its units, and those of them without any trouble."""

    node_id: int
    round_ids: Collection[int]
    unit_ids: Collection[int]
    calm_ids: Collection[int]


def show(database: Database, actor: Actor, units: RoundUnits) -> None:
    """Show the two buttons for whoever may press them; nothing at all for others."""
    for line in st.session_state.pop(_TOLD, []):
        st.warning(line)
    if actor.read_only or not units.round_ids:
        return
    waiting = _waiting(database, actor, units)
    rounds = _open_rounds(database, actor, units)
    if not waiting and not rounds:
        return
    with st.container(key="overview_actions", horizontal=True, gap="small"):
        if waiting:
            _approve(actor, units, waiting)
        for held in rounds:
            _remind(database, actor, units, held)


def _waiting(database: Database, actor: Actor, units: RoundUnits) -> list[WaitingRow]:
    """Return what waits for the person's approval among the units of the view."""
    with database.reading() as session:
        rows = waiting_for(session, actor, today=database.today())
    return [
        row
        for row in rows
        if row.duty is Duty.APPROVE
        and row.submission.round_id in units.round_ids
        and row.submission.unit_id in units.unit_ids
    ]


def _open_rounds(database: Database, actor: Actor, units: RoundUnits) -> list[RoundRow]:
    """Return the rounds that the person may remind of on the node of the view."""
    with database.reading() as session:
        if not may(session, actor, Action.APPROVE_SUBMISSION, units.node_id).allowed:
            return []
        rounds = list_rounds(session, actor)
    return [row for row in rounds if row.id in units.round_ids and row.state is RoundState.OPEN]


def _approve(actor: Actor, units: RoundUnits, waiting: Sequence[WaitingRow]) -> None:
    """Let the person choose among what waits; those in trouble are not chosen from the start."""
    usual = [row for row in waiting if row.submission.unit_id in units.calm_ids]
    label = ngettext("{n} väntar på ditt godkännande", "{n} väntar på ditt godkännande", len(waiting))
    with st.popover(label.format(n=len(waiting)), icon=":material/task_alt:"):
        pieces.show(
            pieces.muted(_("De som är i ordning är valda. Öppna och läs de andra innan du godkänner dem."))
        )
        approving.choose(actor, waiting, usual, told=_TOLD, primary=True)


def _remind(database: Database, actor: Actor, units: RoundUnits, held: RoundRow) -> None:
    with database.reading() as session:
        rows = list_to_remind(session, actor, round_id=held.id, unit_id=units.node_id, today=database.today())
    people = people_to_remind(rows, actor)
    label = ngettext("Påminn {n} som har något kvar", "Påminn {n} som har något kvar", people)
    if people and st.button(label.format(n=people), icon=":material/mail:", key=f"remind_{held.id}"):
        form = f"remind_{held.id}_{units.node_id}"

        def write(session: Any) -> None:
            remind_many(
                session, actor, round_id=held.id, unit_id=units.node_id, name=held.content.name,
                key=forms.request_key(form),
            )  # fmt: skip

        saving.save(actor, form, write, told=_("En påminnelse ligger nu hos var och en."))
