"""Ledningsvy, for executives and elected members: how does the year end, and what must be talked about?"""

import streamlit as st

from core.db import current_database
from core.queries.forecast_list import StoredForecast, list_forecasts, said_forecast
from core.reports.executive import Executive, build_executive
from core.reports.executive_words import state_words
from core.rules.access import Action
from core.texts import _
from pages.start import executive_files, executive_parts, executive_unit
from pages.ui import context, guard, pieces, sentences
from pages.ui.feedback import shown_errors

_FORECAST = "prognos"
QUESTION = _("Hur slutar året, och vad behöver vi tala om?")

actor = guard.require_actor(Action.VIEW_ECONOMY)
database = current_database()


def _forecasts(here: context.Context) -> list[StoredForecast]:
    """Return every forecast that may be read on the unit, the latest first."""
    with database.reading() as session:
        return [
            one
            for year in here.years
            for one in list_forecasts(session, actor, unit_id=here.unit.id, year=year)
        ]


def _chosen(forecasts: list[StoredForecast]) -> StoredForecast:
    """Return the forecast of the address, else what is said of the latest year."""
    named = st.query_params.get(_FORECAST, "")
    latest = [one for one in forecasts if one.year == forecasts[0].year]
    usual = said_forecast(latest) or forecasts[0]
    return next((one for one in forecasts if str(one.version_id) == named), usual)


def _choice(forecasts: list[StoredForecast], held: StoredForecast) -> None:
    with st.popover(held.name, icon=":material/calendar_month:", type="tertiary"):
        picked = st.radio(
            _("Prognos"), forecasts, index=forecasts.index(held),
            format_func=lambda one: f"{one.name}, {state_words(one)}", key=f"forecast_{held.version_id}",
        )  # fmt: skip
        if picked is not None and picked.version_id != held.version_id:
            st.query_params[_FORECAST] = str(picked.version_id)
            st.rerun()


def _show(here: context.Context, held: StoredForecast) -> None:
    with database.reading() as session:
        found = build_executive(
            session, actor, unit=here.unit, year=held.year, today=database.today(),
            version_id=held.version_id,
        )  # fmt: skip
    if found is None:
        _empty(here)
        return
    pieces.head(_title(found), QUESTION, sentences.markup(found.answer), found.freshness)
    executive_parts.way_back(here, found)
    executive_parts.figures(found)
    if found.is_unit:
        executive_unit.show(actor, here, found)
    else:
        executive_parts.show(actor, here, found)
    executive_files.take_along(actor, here, found)


def _title(found: Executive) -> str:
    if found.unit.parent_id is None:
        return _("Ledningsvy")
    return _("Ledningsvy: {unit}").format(unit=found.unit.name)


def _empty(here: context.Context) -> None:
    pieces.head(_("Ledningsvy"), QUESTION, _("Det finns ingen prognos att läsa för {unit} än.").format(
        unit=here.unit.name
    ))  # fmt: skip
    pieces.empty(
        _("Ingen prognos än"),
        _("När ekonomi har öppnat en prognos visas den här. Förtroendevalda ser den när den är fastställd."),
    )


def _page() -> None:
    here = context.read(actor)
    if here is None:
        pieces.head(_("Ledningsvy"), QUESTION, _("Det finns inget utfall än."))
        pieces.empty(
            _("Ingen huvudbok är inläst"),
            _("När ekonomi har läst in huvudboken och gjort prognos visas den här."),
        )
        return
    forecasts = _forecasts(here)
    if not forecasts:
        context.bar(here, actor, help_page="ledningsvy", comparison=False, instead_of_period=lambda: None)
        _empty(here)
        return
    held = _chosen(forecasts)
    context.bar(
        here, actor, help_page="ledningsvy", comparison=False,
        instead_of_period=lambda: _choice(forecasts, held),
    )  # fmt: skip
    _show(here, held)


with shown_errors():
    _page()
