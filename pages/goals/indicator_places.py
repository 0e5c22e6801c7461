"""Where a key figure is measured: who reports it, and its units."""

import streamlit as st

from core.db import Database
from core.queries.subjects import list_people
from core.reports.indicator_page import ListPage, OnePage
from core.rules.access import Action, Actor
from core.services.indicator_places import (
    name_owner,
    place_indicator,
    remove_from_unit,
)
from core.texts import _
from pages.goals import indicator_room
from pages.ui import forms, pieces, saving
from pages.ui.context import Context, label_of


def owner(database: Database, actor: Actor, _here: Context, one: OnePage) -> None:
    """Show the choice of who reports the figure at the unit."""
    if one.place is None:
        pieces.empty(_("Nyckeltalet mäts inte på enheten"), _("Lägg till enheten först."))
        return
    with database.reading() as session:
        people = list_people(session, actor, unit_id=one.unit_id, action=Action.VIEW_GOALS)
    names = {person.user_id: person.name for person in people}
    held = one.place.owner_id
    options = [None, *names]
    if held is not None and held not in names:
        options.append(held)
        names[held] = _("{name} (har ingen roll här längre)").format(name=one.names.get(held, ""))
    form = f"indicator_owner_{one.indicator.id}_{one.unit_id}"
    stamp = forms.request_key(form)
    with st.form(f"form_{stamp}", border=False):
        chosen = st.selectbox(
            _("Vem rapporterar nyckeltalet här?"), options, index=options.index(held), key=f"owner_{stamp}",
            format_func=lambda one: _("Nyckeltalets ägare") if one is None else names[one],
        )  # fmt: skip
        wanted = st.form_submit_button(_("Spara"), type="primary")
    if wanted:
        saving.save(
            actor, form,
            lambda session: name_owner(
                session, actor, indicator_id=one.indicator.id, unit_id=one.unit_id, owner_id=chosen
            ),
            told=_("Sparat."),
        )  # fmt: skip


def units(database: Database, actor: Actor, here: Context, one: OnePage) -> None:
    """Show the choice of more units that follow the same definition, and the way out for this one."""
    held = {line.unit_id for line in one.places}
    others = [unit for unit in here.units if unit.id not in held]
    form = f"indicator_units_{one.indicator.id}"
    stamp = forms.request_key(form)
    chosen = st.multiselect(
        _("Mät nyckeltalet även på"), others, format_func=label_of, key=f"units_{stamp}",
        placeholder=_("Välj en eller flera enheter"),
        help=_("Alla enheter delar definition. Ändras den ändras den för alla."),
    )  # fmt: skip
    why = indicator_room.why(database, actor, [(unit.id, unit.name) for unit in chosen], stamp=stamp)
    with st.form(f"form_{stamp}", border=False):
        wanted = st.form_submit_button(_("Lägg till"), type="primary")
    if wanted:
        saving.save(
            actor, form,
            lambda session: place_indicator(
                session, actor, indicator_id=one.indicator.id, unit_ids=[unit.id for unit in chosen], why=why
            ),
            told=_("Enheterna är tillagda."),
        )  # fmt: skip
    if one.place is not None and st.button(
        _("Mät inte nyckeltalet på {unit} längre").format(unit=here.unit.name), key=f"remove_{stamp}"
    ):
        saving.save(
            actor, form,
            lambda session: remove_from_unit(
                session, actor, indicator_id=one.indicator.id, unit_id=one.unit_id
            ),
            told=_("Nyckeltalet mäts inte här längre. Värdena finns kvar."),
        )  # fmt: skip


def follow(database: Database, actor: Actor, here: Context, page: ListPage) -> None:
    """Show the choice of a figure that is defined already, for the unit to be measured by too."""
    held = {line.indicator.id for line in page.own}
    rows = [row for row in page.all if row.id not in held]
    if not rows:
        pieces.show(pieces.muted(_("Enheten följer alla nyckeltal som finns.")))
        return
    form = f"indicator_follow_{here.unit.id}"
    stamp = forms.request_key(form)
    why = indicator_room.why(database, actor, [(here.unit.id, here.unit.name)], stamp=stamp)
    with st.form(f"form_{stamp}", border=False):
        chosen = st.selectbox(
            _("Nyckeltal"), rows, index=None, format_func=lambda row: row.definition.title,
            key=f"follow_{stamp}", placeholder=_("Sök namn"),
        )  # fmt: skip
        wanted = st.form_submit_button(_("Följ här"), type="primary")
    if wanted and chosen is None:
        st.error(_("Välj ett nyckeltal."))
    elif wanted and chosen is not None:
        saving.save(
            actor, form,
            lambda session: place_indicator(
                session, actor, indicator_id=chosen.id, unit_ids=[here.unit.id], why=why
            ),
            told=_("Nyckeltalet följs nu här."),
        )  # fmt: skip
