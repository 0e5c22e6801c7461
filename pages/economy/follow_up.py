"""Uppföljning, for managers, finance and executives: does the unit keep its budget, and what deviates?"""

import streamlit as st

from core.db import current_database
from core.reports import follow_up
from core.reports.follow_up_view import SHOW_ALL, UNITS, FollowUpView, read_drill
from core.rules.access import Action
from core.texts import _
from pages.economy import choices, row_detail
from pages.ui import context, downloads, guard, pieces, sentences, tables
from pages.ui.feedback import shown_errors

actor = guard.require_actor(Action.VIEW_ECONOMY)
database = current_database()


def _open(view: FollowUpView, here: context.Context, drill: str) -> None:
    if drill == SHOW_ALL:
        choices.toggle_all(view)
        return
    opened = read_drill(drill)
    if opened.kind == "unit":
        context.open_unit(next(unit for unit in here.units if unit.id == int(opened.value)))
    choices.open_row(drill)


def _table(answer: follow_up.FollowUp, here: context.Context) -> None:
    by_units = answer.view.rows == UNITS
    st.header(_("Enheterna") if by_units else _("Det som avviker"), anchor=False)
    with pieces.card("rows"):
        phone, bar = choices.columns_to_show(answer.table)
        picked = tables.render(
            answer.table, "follow_up", phone_columns=phone, bar_column=bar, selected=choices.opened_row()
        )
        downloads.buttons(answer.table, name_parts=(_("uppföljning"), here.unit.name, here.period.year))
    if picked is not None:
        _open(answer.view, here, picked)


def _show(here: context.Context) -> None:
    title_place = st.container()
    view = choices.read_view(here)
    with database.reading() as session:
        answer = follow_up.build(session, actor, view=view)
    with title_place:
        pieces.head(
            _("Uppföljning"),
            _("Håller {unit} sin budget?").format(unit=here.unit.name),
            sentences.markup(answer.answer),
            answer.freshness,
        )
        if answer.preliminary:
            pieces.show(pieces.muted(answer.preliminary))
    choices.bar(view, here)
    row_detail.overview(answer, here)
    _table(answer, here)
    row_detail.show(database, actor, answer, here)


with shown_errors():
    found = context.read(actor)
    if found is None:
        pieces.head(
            _("Uppföljning"), _("Håller enheten sin budget?"), _("Det finns inget utfall att visa än.")
        )
        pieces.empty(_("Ingen huvudbok är inläst"), _("När ekonomi har läst in huvudboken visas den här."))
    else:
        context.bar(found, actor, help_page="uppfoljning")
        _show(found)
