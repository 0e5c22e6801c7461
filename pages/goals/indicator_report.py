"""Rapportera nyckeltal, for managers: which figures are to be told now?"""

from dataclasses import replace

import streamlit as st

from core.db import current_database
from core.errors import RodretError
from core.queries.access import may
from core.reports import indicator_sheet
from core.reports import indicator_words as words
from core.reports.indicator_sheet import IndicatorSheet, SheetRow
from core.rules.access import Action
from core.services.indicator_values import ValueEdit, save_values
from core.services.transaction import transaction
from core.table import Status
from core.texts import _, ngettext
from pages.goals import indicator_fields, indicator_file, indicator_slips
from pages.goals.indicator_slips import Told
from pages.ui import context, forms, guard, links, pieces
from pages.ui.context import Context
from pages.ui.feedback import shown_errors

actor = guard.require_actor(Action.EDIT_GOALS)
database = current_database()


def _head(row: SheetRow) -> None:
    said = row.indicator.definition
    latest = row.latest
    was = (
        _("Senast {value}, {month}").format(
            value=words.value_words(said, latest.value), month=words.period_words(latest.at)
        )
        if latest
        else _("Inget värde än")
    )
    target = words.target_words(said, row.target)
    asked = None
    if row.asked and said.next_update:
        asked = pieces.chip(Status.PARTLY, _("Väntas {day}").format(day=said.next_update))
    elif row.lacks:
        asked = pieces.chip(Status.NONE, _("Saknas"))
    about = pieces.muted(said.text) if said.text else None
    pieces.show(pieces.heading(said.title), asked, about, pieces.muted(f"{was}. {_('Mål')}: {target}."))


def _rows(sheet: IndicatorSheet, form: str) -> list[SheetRow]:
    """Return the rows with the values that stood when the form was drawn: what the writer changes from."""
    seen = forms.as_seen(form, {row.indicator.id: row.held for row in sheet.rows})
    return [replace(row, held=seen.get(row.indicator.id, row.held)) for row in sheet.rows]


def _fields(rows: list[SheetRow], here: Context, sheet: IndicatorSheet, stamp: str) -> list[Told]:
    """Write the rows, last and folded those that wait for nothing, and return what is told of each."""

    def write(row: SheetRow) -> Told:
        with pieces.card(f"figure_{row.indicator.id}"):
            _head(row)
            return Told(row, indicator_fields.fields(row, here.unit.id, sheet.period, stamp))

    told = [write(row) for row in rows if row.waits]
    later = [row for row in rows if not row.waits]
    if later:
        folded = ngettext("{n} nyckeltal till", "{n} nyckeltal till", len(later)).format(n=len(later))
        with st.expander(folded):
            told += [write(row) for row in later]
    return told


def _form(here: Context, sheet: IndicatorSheet) -> None:
    form = f"indicator_report_{here.unit.id}_{sheet.period}"
    rows, stamp = _rows(sheet, form), forms.request_key(form)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        told = _fields(rows, here, sheet, stamp)
        sure = indicator_slips.ask(stamp)
        wanted = st.form_submit_button(_("Spara värdena"), type="primary")
    if not wanted:
        return
    problems = [problem for one in told for problem in one.problems]
    edits = [edit for one in told for edit in one.edits]
    if problems:
        st.error(_("Inget är sparat än. {problems}").format(problems=" ".join(problems)))
    elif not edits:
        st.info(_("Du har inte ändrat något värde."))
    elif indicator_slips.is_sure(stamp, told, sure=sure):
        _save(form, told, edits, stamp)
    else:
        st.rerun()


def _save(form: str, told: list[Told], edits: list[ValueEdit], stamp: str) -> None:
    try:
        with transaction(database, actor) as session:
            saved = save_values(session, actor, edits=edits, key=stamp)
    except RodretError as refusal:
        st.error(refusal.message)
        return
    indicator_slips.keep(told, saved)
    if saved.written:
        st.toast(
            ngettext("{n} värde är sparat.", "{n} värden är sparade.", saved.written).format(n=saved.written)
        )
    forms.renew_key(form)
    st.rerun()


def _by_itself(sheet: IndicatorSheet) -> None:
    if not sheet.by_itself:
        return
    names = ", ".join(row.definition.title for row in sheet.by_itself)
    pieces.show(pieces.muted(_("Kommer av sig självt: {names}.").format(names=names)))


def _page() -> None:
    here = context.read(actor, Action.EDIT_GOALS)
    if here is None:
        context.help_bar("nyckeltalsvarden")
        pieces.head(
            _("Rapportera nyckeltal"), _("Vad ska rapporteras nu?"), _("Det finns inget att rapportera än.")
        )
        return
    context.bar(here, actor, help_page="nyckeltalsvarden", comparison=False, money=False)
    with database.reading() as session:
        sheet = indicator_sheet.build(session, actor, unit_id=here.unit.id, period=here.period)
        allowed = not actor.read_only and may(session, actor, Action.EDIT_GOALS, here.unit.id).allowed
    pieces.head(
        _("Rapportera nyckeltal"),
        _("Vad ska {unit} rapportera till och med {month}?").format(
            unit=here.unit.name, month=here.period.words()
        ),
        pieces.strong(sheet.answer),
    )
    indicator_slips.show(here.unit.code)
    links.link(f"nyckeltal?enhet={here.unit.code}", _("Enhetens nyckeltal"))
    if not sheet.rows:
        pieces.empty(
            _("Inget att rapportera här"),
            _("Välj en annan enhet ovanför, eller lägg till ett nyckeltal på sidan Nyckeltal."),
        )
    elif allowed:
        _form(here, sheet)
    _by_itself(sheet)
    if allowed:
        indicator_file.show(actor)


with shown_errors():
    _page()
