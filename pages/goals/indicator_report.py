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
from core.services.indicator_values import Place, SavedValues, ValueEdit, save_values
from core.services.transaction import transaction
from core.table import Status
from core.texts import _, ngettext
from pages.goals import indicator_fields, indicator_file
from pages.ui import context, forms, guard, links, pieces
from pages.ui.context import Context
from pages.ui.feedback import shown_errors

actor = guard.require_actor(Action.EDIT_GOALS)
database = current_database()
_TOLD, _SEEN = "indicator_report_told", "indicator_report_seen_"


def _told() -> None:
    """Say once, over the fields as they stand now, whose value stands where somebody else was first."""
    for line in st.session_state.pop(_TOLD, []):
        pieces.notice(Status.PARTLY, _("Någon annan hann före. "), line)


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
    pieces.show(pieces.heading(said.title), asked, pieces.muted(f"{was}. {_('Mål')}: {target}."))


def _as_seen(sheet: IndicatorSheet, stamp: str) -> list[SheetRow]:
    """Return the rows with the values that stood when the form was drawn: what the writer changes from."""
    seen = st.session_state.setdefault(f"{_SEEN}{stamp}", {row.indicator.id: row.held for row in sheet.rows})
    return [replace(row, held=seen.get(row.indicator.id, row.held)) for row in sheet.rows]


def _form(here: Context, sheet: IndicatorSheet) -> None:
    form = f"indicator_report_{here.unit.id}_{sheet.period}"
    stamp = forms.request_key(form)
    rows = _as_seen(sheet, stamp)
    read = []
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        for row in rows:
            with pieces.card(f"figure_{row.indicator.id}"):
                _head(row)
                read += indicator_fields.fields(row, here.unit.id, sheet.period, stamp)
        wanted = st.form_submit_button(_("Spara värdena"), type="primary")
    if not wanted:
        return
    problems = [field.problem for field in read if field.problem]
    edits = [field.edit for field in read if field.edit is not None]
    if problems:
        st.error(_("Inget är sparat än. {problems}").format(problems=" ".join(problems)))
    elif not edits:
        st.info(_("Du har inte ändrat något värde."))
    else:
        _save(form, sheet, edits, stamp)


def _save(form: str, sheet: IndicatorSheet, edits: list[ValueEdit], stamp: str) -> None:
    try:
        with transaction(database, actor) as session:
            saved = save_values(session, actor, edits=edits, key=stamp)
    except RodretError as refusal:
        st.error(refusal.message)
        return
    st.session_state[_TOLD] = _conflicts(sheet, edits, saved)
    if saved.written:
        st.toast(
            ngettext("{n} värde är sparat.", "{n} värden är sparade.", saved.written).format(n=saved.written)
        )
    forms.renew_key(form)
    st.rerun()


def _conflicts(sheet: IndicatorSheet, edits: list[ValueEdit], saved: SavedValues) -> list[str]:
    """Return each value that is another than the writer saw, with both values."""
    definitions = {row.indicator.id: row.indicator.definition for row in sheet.rows}
    lines = []
    for edit in edits:
        place: Place = edit.place
        if place in saved.conflicts:
            said = definitions[place.indicator_id]
            lines.append(
                _("{title}: nu står {theirs}. Du skrev {yours}, som inte är sparat.").format(
                    title=said.title, theirs=words.value_words(said, saved.conflicts[place]),
                    yours=indicator_fields.edit_words(said, edit),
                )
            )  # fmt: skip
    return lines


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
    _told()
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
