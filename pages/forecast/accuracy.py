"""Prognossäkerhet, first for the unit itself: how right did our forecasts use to be, and which way?"""

import streamlit as st

from core.db import current_database
from core.reports.forecast_accuracy import AccuracyReport, build_accuracy
from core.rules.access import Action
from core.texts import _
from pages.ui import chart_accuracy, charts, context, downloads, guard, look, pieces, sentences, tables
from pages.ui.context import Context
from pages.ui.feedback import shown_errors

PATH = "prognossakerhet"
QUESTION = _("Hur rätt brukar prognoserna bli?")
_PICTURE, _TABLE = "bild", "tabell"

actor = guard.require_actor(Action.VIEW_PLAN)
database = current_database()


def _history(found: AccuracyReport, here: Context) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.header(_("Prognos efter prognos, och hur året slutade"), anchor=False, width="content")
        labels = {_PICTURE: _("Bild"), _TABLE: _("Tabell")}
        shown = st.segmented_control(
            _("Visa som"), list(labels), default=_PICTURE, required=True, format_func=labels.__getitem__,
            label_visibility="collapsed", key="accuracy_as",
        )  # fmt: skip
    with pieces.card("history"):
        if shown == _TABLE:
            tables.plain(found.table)
            downloads.buttons(
                found.table, name_parts=(_("prognossäkerhet"), here.unit.name, here.period.year)
            )
            return
        spec = chart_accuracy.accuracy_lines(found.years, found.band, unit=here.money, dark=look.is_dark())
        pieces.show(
            pieces.muted(_("Avvikelse mot årets budget, {unit}. Uppåt är bättre.").format(unit=here.money)),
            chart_accuracy.accuracy_legend(found.years, found.band),
        )
        words = chart_accuracy.accuracy_in_words(found.years, here.money)
        charts.show(spec, words, "accuracy_lines", chart_accuracy.HEIGHT)


def _late(found: AccuracyReport) -> None:
    if not found.late:
        return
    st.header(_("När syntes underskotten?"), anchor=False)
    with pieces.card("late"):
        pieces.show(*(pieces.muted(words) for words in found.late))


def _below(found: AccuracyReport, here: Context) -> None:
    if found.below is None:
        return
    st.header(_("Enhet för enhet"), anchor=False)
    with pieces.card("below"):
        picked = tables.render(found.below, "accuracy_units", phone_columns=["typical", "habit"])
        name = (_("prognossäkerhet per enhet"), here.unit.name, here.period.year)
        downloads.buttons(found.below, name_parts=name)
    unit = found.unit_of(picked, here.units)
    if unit is not None:
        context.open_unit(unit)


def _show(here: Context) -> None:
    context.bar(here, actor, help_page=PATH, comparison=False, instead_of_period=lambda: None)
    with database.reading() as session:
        found = build_accuracy(session, actor, unit=here.unit, money=here.money)
    pieces.head(
        _("Prognossäkerhet"),
        QUESTION,
        sentences.markup(found.answer),
        _("Stängda prognoser mot bokslut, utan centrala justeringar."),
    )
    if found.empty:
        pieces.empty(
            _("Ingen stängd prognos än"),
            _("När en prognos stängs sparas den som den var, och jämförs med bokslutet när året är slut."),
        )
        return
    _history(found, here)
    _late(found)
    _below(found, here)


def _page() -> None:
    here = context.read(actor, Action.VIEW_PLAN)
    if here is None:
        context.help_bar(PATH)
        pieces.head(_("Prognossäkerhet"), QUESTION, _("Det finns inget att visa än."))
        pieces.empty(
            _("Ingen huvudbok är inläst"),
            _("När ekonomi har läst in huvudboken och en prognos är stängd visas den här."),
        )
        return
    _show(here)


with shown_errors():
    _page()
