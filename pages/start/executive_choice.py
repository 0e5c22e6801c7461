"""Which measures an area is talked about by: chosen by finance, three to five an area."""

import streamlit as st

from core.db import current_database
from core.queries.access import may
from core.reports.executive import Executive
from core.rules.access import Action, Actor
from core.rules.executive_measures import MEASURES, MOST, MeasureKey
from core.services.executive_measures import choose_measures
from core.texts import _
from pages.ui import saving


def show(actor: Actor, found: Executive) -> None:
    """Offer the choice of measures for each branch, to whoever may choose."""
    with current_database().reading() as session:
        branches = [
            branch
            for branch in found.parts
            if not actor.read_only and may(session, actor, Action.MANAGE_BUDGET, branch.unit.id).allowed
        ]
    if not branches:
        return
    with st.popover(_("Välj mått"), icon=":material/tune:", type="tertiary"):
        branch = st.selectbox(
            _("Område"), branches, format_func=lambda one: one.unit.name, key="measure_area"
        )
        with st.form(f"measures_{branch.unit.id}", border=False, enter_to_submit=False):
            keys: list[MeasureKey] = st.multiselect(
                _("Tre till fem mått"), list(MEASURES), default=list(branch.chosen), max_selections=MOST,
                format_func=lambda key: MEASURES[key].title, placeholder=_("Välj mått"),
                key=f"measure_keys_{branch.unit.id}",
            )  # fmt: skip
            wanted = st.form_submit_button(_("Spara måtten"))
        if wanted:
            saving.save(
                actor,
                f"measures_{branch.unit.id}",
                lambda session: choose_measures(session, actor, unit_id=branch.unit.id, keys=keys),
                told=_("Måtten är sparade."),
            )
