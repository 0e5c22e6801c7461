"""The units of an open round: one that was forgotten is added, one that has not begun is let off."""

import streamlit as st

from core.db import Database
from core.enums import SubmissionState
from core.queries.access import UnitRow
from core.queries.rounds import RoundRow
from core.queries.submissions import list_submissions
from core.rules.access import Actor
from core.services.round_members import add_to_open_round, remove_from_open_round
from core.services.transaction import transaction
from core.texts import _
from pages.ui import forms, pieces
from pages.ui.context import label_of
from pages.ui.feedback import shown_errors
from pages.ui.process_words import count_units


def show(database: Database, actor: Actor, row: RoundRow, units: list[UnitRow]) -> None:
    """Show the two ways to change which units an open round asks, folded together."""
    with st.popover(_("Lägg till eller ta ut enheter"), icon=":material/group_add:"):
        _add(database, actor, row, units)
        _remove(database, actor, row, units)


def _add(database: Database, actor: Actor, row: RoundRow, units: list[UnitRow]) -> None:
    asked = {unit_id for unit_id, _day in row.units}
    more = st.multiselect(
        _("Lägg till"), [unit for unit in units if unit.id not in asked], format_func=label_of,
        placeholder=_("Sök namn eller kod"), key=f"more_{row.id}_{len(asked)}",
    )  # fmt: skip
    pieces.show(pieces.muted(_("De får en inlämning nu, samma sista dag som de andra, och får veta det.")))
    if not st.button(_("Lägg till i omgången"), key="add_open", type="primary") or not more:
        return
    form = f"add_{row.id}"
    with shown_errors():
        with transaction(database, actor) as session:
            add_to_open_round(
                session, actor, round_id=row.id, unit_ids=[unit.id for unit in more],
                key=forms.request_key(form),
            )  # fmt: skip
        forms.renew_key(form)
        st.toast(_("{units} tillagda.").format(units=count_units(len(more))))
        st.rerun()


def _remove(database: Database, actor: Actor, row: RoundRow, units: list[UnitRow]) -> None:
    with database.reading() as session:
        answers = list_submissions(
            session, actor, round_id=row.id, unit_id=actor.top_unit_id, today=database.today()
        )
    waiting = {
        one.unit_id for one in answers if one.standing.state is SubmissionState.NOT_STARTED and not one.rev
    }
    if not waiting or len(row.units) == 1:
        pieces.show(pieces.muted(_("Ingen enhet kan tas ut: alla har börjat.")))
        return
    out = st.selectbox(
        _("Ta ut en som inte har börjat"), [unit for unit in units if unit.id in waiting],
        format_func=label_of, index=None, placeholder=_("Sök namn eller kod"),
        key=f"out_open_{row.id}_{len(row.units)}",
    )  # fmt: skip
    if st.button(_("Ta ut ur omgången"), key="remove_open") and out is not None:
        with shown_errors():
            with transaction(database, actor) as session:
                remove_from_open_round(session, actor, round_id=row.id, unit_id=out.id)
            st.toast(_("{name} är inte längre med i omgången.").format(name=out.name))
            st.rerun()
