"""Kontrollista, for managers: what in a month may be wrongly booked or missing, one answer at a time."""

import streamlit as st

from core.db import current_database
from core.queries.access import may
from core.queries.control_findings import MOST_ANSVAR, ansvar_below
from core.queries.control_list import unit_progress
from core.queries.loads import latest_load
from core.reports import control_list, control_progress, words
from core.reports.control_list import Part
from core.rules.access import Action
from core.texts import _, ngettext
from pages.economy import control_rows, control_settings
from pages.ui import context, downloads, guard, pieces, saving, sentences, tables
from pages.ui.feedback import shown_errors

actor = guard.require_actor(Action.VIEW_TRANSACTIONS)
database = current_database()


def _list(here: context.Context) -> None:
    with database.reading() as session:
        found = control_list.build(session, actor, unit_id=here.unit.id, period=here.period)
        answers = may(session, actor, Action.EDIT_SUBMISSION, here.unit.id).allowed and not actor.read_only
        freshness = words.freshness(here.period, latest_load(session, here.period.year))
    question = _("Stämmer bokföringen för {unit}?").format(unit=here.unit.name)
    pieces.head(_("Kontrollista"), question, sentences.markup(found.sentence), freshness)
    if found.preliminary:
        text = _("Internhyra, PO och annat som bokförs sist kan saknas. Gör listan när månaden är stängd.")
        month = here.period.words()
        pieces.show(pieces.muted(_("{month} är inte stängd. ").format(month=month.capitalize()) + text))
    saving.show_conflict()
    for part in (Part.MISCODED, Part.MISSING, Part.LARGE):
        control_rows.show_part(actor, found, part, answers=answers)
    _earlier(found, answers=answers)
    control_rows.show_part(actor, found, Part.POINTS, answers=answers)
    control_rows.show_answered(actor, found, answers=answers)
    downloads.buttons(found.table, name_parts=(_("kontrollista"), here.unit.name, here.period.year))


def _earlier(found: control_list.ControlList, *, answers: bool) -> None:
    """Show what nobody has answered in the year's earlier months."""
    if not found.earlier:
        return
    count = len(found.earlier)
    st.header(_("Från tidigare månader i år"), anchor=False)
    line = ngettext("{n} sak har inget svar än.", "{n} saker har inget svar än.", count)
    pieces.show(pieces.muted(line.format(n=count)))
    for row in found.earlier[: control_rows.MOST]:
        control_rows.show(actor, row, answers=answers)


def _units(here: context.Context) -> None:
    """Show a large part of the organisation unit by unit, each with how far it has come."""
    with database.reading() as session:
        rows = unit_progress(session, actor, unit_id=here.unit.id, period=here.period)
    pieces.head(
        _("Kontrollista"),
        _("Hur långt har enheterna kommit?"),
        sentences.markup(control_progress.sentence_of(rows, here.period)),
    )
    large = {row.unit.id for row in rows if len(ansvar_below(here.units, row.unit.id)) > MOST_ANSVAR}
    table = control_progress.table_of(rows, here.period, too_large=large)
    with pieces.card("units"):
        picked = tables.render(table, "units", phone_columns=["answered"])
    if picked is not None:
        context.open_unit(next(unit for unit in here.units if str(unit.id) == picked))


def _page(here: context.Context) -> None:
    if len(ansvar_below(here.units, here.unit.id)) > MOST_ANSVAR:
        _units(here)
    else:
        _list(here)
    control_settings.show(actor)


with shown_errors():
    shown = context.read(actor, Action.VIEW_TRANSACTIONS)
    if shown is None:
        pieces.head(_("Kontrollista"), _("Stämmer bokföringen?"), _("Ingen huvudbok är inläst än."))
    else:
        context.bar(shown, actor, help_page="kontrollista", money=False)
        _page(shown)
