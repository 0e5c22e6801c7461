"""What finance sets for the control list: the month's points here, the limits on the page of all limits."""

import streamlit as st

from core.db import current_database
from core.queries.access import may
from core.queries.control_list import control_settings
from core.rules.access import Action, Actor
from core.rules.control_settings import BEFORE, THIS, ControlSettings
from core.services.control_list import change_points
from core.texts import _
from pages.ui import forms, links, pieces, saving

_FORM = "control_settings"


def show(actor: Actor) -> None:
    """Show the points, folded, to whoever may change them."""
    with current_database().reading() as session:
        allowed = may(session, actor, Action.MANAGE_PERIODS, actor.top_unit_id).allowed
        held = control_settings(session)
    if not allowed or actor.read_only:
        return
    with st.expander(_("Punkter och gränser för hela kommunen"), icon=":material/tune:"):
        _form(actor, held)
        links.link("/granser?del=kontrollista", _("Från vilka belopp det frågas"))


def _form(actor: Actor, held: ControlSettings) -> None:
    stamp = forms.request_key(_FORM)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        note = _("En punkt per rad. {this} och {before} byts mot månadens namn och månaden före.")
        pieces.show(pieces.muted(note.format(this=THIS, before=BEFORE)))
        points = st.text_area(
            _("Månadens punkter"), value="\n".join(point.text for point in held.points),
            key=f"points_{stamp}", height=140,
        )  # fmt: skip
        wanted = st.form_submit_button(_("Spara"))
    if wanted:
        saving.save(
            actor,
            _FORM,
            lambda session: change_points(session, actor, points=points.splitlines(), key=stamp),
            told=_("Kontrollistans punkter är ändrade för alla enheter."),
        )
