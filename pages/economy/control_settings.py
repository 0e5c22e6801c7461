"""What finance sets for the control list: from what size lines are asked about, and the month's points."""

import streamlit as st

from core.db import current_database
from core.money import AmountError, MoneyUnit, format_money, parse_amount
from core.queries.access import may
from core.queries.control_list import control_settings
from core.rules.access import Action, Actor
from core.rules.control_lines import Limits
from core.rules.control_settings import BEFORE, THIS, ControlSettings, points_of
from core.services.control_list import change_settings
from core.texts import _
from pages.ui import forms, pieces, saving

_FORM = "control_settings"


def show(actor: Actor) -> None:
    """Show the settings, folded, to whoever may change them."""
    with current_database().reading() as session:
        allowed = may(session, actor, Action.MANAGE_PERIODS, actor.top_unit_id).allowed
        held = control_settings(session)
    if not allowed or actor.read_only:
        return
    with st.expander(_("Gränser och punkter för hela kommunen"), icon=":material/tune:"):
        _form(actor, held)


def _form(actor: Actor, held: ControlSettings) -> None:
    stamp = forms.request_key(_FORM)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        ask = _amount(_("Fråga om rader från (kr)"), held.limits.ask, f"ask_{stamp}")
        missing = _amount(_("Sakna fakturor från (kr)"), held.limits.missing, f"missing_{stamp}")
        large = _amount(_("Stora poster från (kr)"), held.limits.large, f"large_{stamp}")
        note = _("En punkt per rad. {this} och {before} byts mot månadens namn och månaden före.")
        pieces.show(pieces.muted(note.format(this=THIS, before=BEFORE)))
        points = st.text_area(
            _("Månadens punkter"), value="\n".join(point.text for point in held.points),
            key=f"points_{stamp}", height=140,
        )  # fmt: skip
        wanted = st.form_submit_button(_("Spara"))
    if not wanted:
        return
    try:
        limits = Limits(parse_amount(ask), parse_amount(missing), parse_amount(large))
    except AmountError as error:
        st.error(str(error))
        return
    settings = ControlSettings(limits, points_of(points.splitlines()))
    saving.save(
        actor,
        _FORM,
        lambda session: change_settings(session, actor, settings=settings, key=stamp),
        told=_("Kontrollistan är ändrad för alla enheter."),
    )


def _amount(label: str, ore: int, key: str) -> str:
    return str(st.text_input(label, value=format_money(ore, MoneyUnit.KR), key=key))
