"""Kolada, for everybody who sees goals: how do we stand against other municipalities?"""

from typing import Any

import streamlit as st

from core.db import current_database
from core.queries.kolada import (
    Chosen,
    Found,
    Kpi,
    Place,
    chosen_places,
    kpi,
    list_fetched,
    list_municipalities,
    search_kpis,
)
from core.queries.kolada_values import Series, values_of
from core.reports import kolada as report
from core.rules.access import Action
from core.rules.kolada import SOURCE, years_to_fetch
from core.table import Table
from core.texts import _
from pages.goals import kolada_address as address
from pages.goals import kolada_job, kolada_kpi, kolada_places
from pages.ui import context, guard, pieces, sentences, tables
from pages.ui.feedback import shown_errors
from pages.ui.saving import show_conflict

_SHOWN = 20
_TASK = _("Sök bland nyckeltalen och se er egen kommun bredvid andra.")
_TRY = (_("sjukfrånvaro"), _("meritvärde"), _("nettokostnad"), _("äldreomsorg"))

actor = guard.require_actor(Action.VIEW_GOALS)
database = current_database()


def _search(found: Found, fetched: tuple[Kpi, ...]) -> None:
    words = st.text_input(
        _("Sök nyckeltal"), value=address.searched(), max_chars=100, key=f"search_{address.searched()}",
        placeholder=_("Till exempel sjukfrånvaro, meritvärde eller N00003"), icon=":material/search:",
    )  # fmt: skip
    if words.strip() != address.searched():
        address.search(words)
    if address.searched():
        pieces.show(pieces.muted(report.found_words(found)))
        _list(report.found_table(found.kpis))
        return
    with st.container(horizontal=True, gap="xsmall"):
        for word in _TRY:
            if st.button(word, key=f"try_{word}", type="tertiary"):
                address.search(word)
    if fetched:
        pieces.show(pieces.heading(_("Hämtade nyckeltal"), level=2))
        _list(report.found_table(fetched))


def _list(table: Table) -> None:
    if not table.rows:
        return
    picked = tables.render(table, "kolada_found", phone_columns=[])
    if picked is not None:
        address.open_kpi(picked)


def _members(session: Any, chosen: Chosen) -> tuple[Place, ...]:
    """Return the places that are set beside each other: the own one and the members of the group."""
    wanted = {place.id for place in (chosen.own, chosen.compared) if place is not None and not place.is_group}
    wanted |= set(chosen.compared.members if chosen.compared else ())
    return tuple(one for one in list_municipalities(session, actor) if one.id in wanted)


def _series(session: Any, one: Kpi, chosen: Chosen, members: tuple[Place, ...]) -> Series:
    asked = dict.fromkeys(place.id for place in (chosen.own, chosen.compared, *members) if place is not None)
    return values_of(
        session, actor, kpi_id=one.id, place_ids=tuple(asked), years=years_to_fetch(database.today())
    )


def _page() -> None:
    context.help_bar("kolada")
    with database.reading() as session:
        chosen = chosen_places(session, actor)
        found = search_kpis(session, actor, words=address.searched(), limit=_SHOWN)
        fetched = list_fetched(session, actor)
        opened = kpi(session, actor, kpi_id=address.kpi_id()) if address.kpi_id() else None
        members = _members(session, chosen)
        series = _series(session, opened, chosen, members) if opened else None
    answer = sentences.markup(report.answer(opened, series, chosen)) if opened and series else _TASK
    fresh = report.source_line(opened, series) if opened and series else SOURCE
    pieces.head(_("Kolada"), _("Hur står vi oss mot andra kommuner?"), answer, fresh)
    show_conflict()
    kolada_job.show(actor)
    if address.kpi_id() and opened is None:
        st.warning(_("Nyckeltalet i adressen finns inte här. Sök efter ett annat."))
    if opened and series:
        kolada_kpi.show(actor, opened, series, chosen, members)
    else:
        with pieces.card("search"):
            _search(found, fetched)
    kolada_places.show(actor, chosen)


with shown_errors():
    _page()
