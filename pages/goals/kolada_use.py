"""Making one of Kolada's key figures the municipality's own, or the way to it when it is already."""

import streamlit as st

from core.db import current_database
from core.errors import RodretError
from core.queries.codes import unit_names
from core.queries.indicators import IndicatorRow
from core.queries.kolada import Kpi
from core.queries.kolada_own import own_figure
from core.reports import indicator_words as words
from core.rules.access import Actor
from core.rules.kolada_indicator import likely_direction
from core.services.kolada_indicators import use_as_indicator
from core.services.transaction import transaction
from core.texts import _
from pages.goals import indicator_room, kolada_places
from pages.ui import forms, links, pieces


def show(actor: Actor, kpi: Kpi) -> None:
    """Show the form for using the key figure, or the link to the one that there is."""
    with current_database().reading() as session:
        own = own_figure(session, actor, kpi_id=kpi.id)
        top = unit_names(session, actor.tree_id, (actor.top_unit_id,)).get(actor.top_unit_id)
    unit_code = top.code if top else ""
    if own is not None:
        _there_is(own, unit_code)
    elif kolada_places.may_choose(actor) and not kpi.retired:
        _form(actor, kpi, unit_code, top.name if top else "")


def _there_is(own: IndicatorRow, unit_code: str) -> None:
    told = _("Ni använder nyckeltalet.") if own.closed_on is None else _("Ni har använt nyckeltalet.")
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        pieces.show(pieces.muted(told))
        links.link(_address(own.id, unit_code), own.definition.title)


def _form(actor: Actor, kpi: Kpi, unit_code: str, top_name: str) -> None:
    form = f"kolada_use_{kpi.id}"
    stamp = forms.request_key(form)
    directions = list(words.DIRECTIONS)
    with st.expander(_("Använd som nyckeltal"), icon=":material/add_chart:"):
        pieces.show(
            pieces.muted(
                _(
                    "Nyckeltalet läggs till bland kommunens egna, med namn, beskrivning och enhet från "
                    "Kolada. Värdena hämtas sedan av sig själva. Du kan ändra allt efteråt."
                )
            )
        )
        where = [(actor.top_unit_id, top_name)]
        why = indicator_room.why(current_database(), actor, where, stamp=stamp)
        with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
            direction = st.radio(
                _("Vad är bra?"), directions, index=directions.index(likely_direction(kpi.title)),
                format_func=words.DIRECTIONS.__getitem__, horizontal=True, key=f"direction_{stamp}",
            )  # fmt: skip
            wanted = st.form_submit_button(_("Lägg till nyckeltalet"), type="primary")
    if not wanted:
        return
    try:
        with transaction(current_database(), actor) as session:
            indicator_id = use_as_indicator(
                session, actor, kpi_id=kpi.id, direction=direction, key=stamp, why=why
            )
    except RodretError as refusal:
        st.error(refusal.message)
        return
    forms.renew_key(form)
    st.toast(_("Nyckeltalet är tillagt. Sätt ett mål, så syns läget."))
    file, query = links.target_of(_address(indicator_id, unit_code))
    st.switch_page(file, query_params=query)


def _address(indicator_id: int, unit_code: str) -> str:
    return f"nyckeltal?nyckeltal={indicator_id}&enhet={unit_code}"
