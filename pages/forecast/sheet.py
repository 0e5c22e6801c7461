"""Prognos, for everybody with a budget: how will the year end, and is there something to say about it?"""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.db import current_database
from core.money import MoneyUnit, format_money
from core.reports.forecast_answer import answer
from core.reports.forecast_sheet import UnitForecast, build_forecasts, forecast_subject
from core.reports.forecast_table import outcome_title, units_table
from core.rules.access import Action, may_anywhere
from core.services.submission_bulk import submit_many
from core.table import Status
from core.texts import _, ngettext
from pages.forecast import sheet_choice, sheet_forms, sheet_unit
from pages.ui import forms, guard, pieces, saving, side
from pages.ui.feedback import shown_errors
from pages.ui.pieces import Figure
from pages.ui.sentences import markup
from pages.ui.tables import render

_MOST_CARDS = 12
_LEFT = "forecast_left"

actor = guard.require_actor(Action.VIEW_ECONOMY)
database = current_database()
QUESTION = _("Hur slutar året, och är det något att säga till om?")


def _figures(units: Sequence[UnitForecast]) -> None:
    held = [unit.previous for unit in units if unit.previous is not None]
    effect = sum(unit.effect.effect for unit in units)
    variance = sum(unit.variance for unit in units)
    figures = [
        Figure(_("Budget"), _tkr(sum(unit.budget for unit in units))),
        Figure(outcome_title(units[0].months), _tkr(sum(unit.outcome for unit in units))),
        Figure(_("Förra prognosen"), _tkr(sum(held) if held else None)),
        Figure(_("Prognos"), _tkr(sum(unit.value for unit in units))),
        Figure(
            _("Avvikelse"),
            _tkr(variance, signed=True),
            _("efter åtgärder {after}").format(after=_tkr(variance + effect, signed=True)) if effect else "",
            deviates=variance < 0,
        ),
    ]
    with pieces.card("figures"):
        pieces.show(
            pieces.strip(figures), pieces.muted(_("Tusental kronor, intäkter plus och kostnader minus."))
        )


def _tkr(ore: int | None, *, signed: bool = False) -> str:
    return format_money(ore, MoneyUnit.TKR, signed=signed)


def _cards(chosen: sheet_choice.Chosen) -> None:
    with database.reading() as session:
        units = build_forecasts(
            session, actor, version_id=chosen.plan.id, unit_ids=[unit.id for unit in chosen.asked]
        )
    alone = len(units) == 1
    title = f"{chosen.plan.name}, {units[0].unit.name}" if alone else chosen.plan.name
    pieces.head(title, QUESTION, markup(answer(units)))
    saving.show_conflict()
    _told()
    if alone:
        _unknown_row(units[0])
    _figures(units)
    ready = [unit for unit in units if unit.may_submit and not unit.missing]
    for unit in units:
        sheet_unit.show(actor, unit, alone=alone)
    if len(ready) > 1:
        _hand_in_all(ready)
    if alone:
        side.show(actor, forecast_subject(chosen.plan.id, units[0].unit.id))


def _hand_in_all(ready: Sequence[UnitForecast]) -> None:
    """Hand in every unit where nothing is missing with one press; the others are told with their reason."""
    form = "hand_in_all"
    label = ngettext("Lämna in {n} enhet", "Lämna in {n} enheter", len(ready)).format(n=len(ready))
    if not st.button(label, key=form, type="primary"):
        return
    key, names = forms.request_key(form), {unit.editing.submission_id: unit.unit.name for unit in ready}

    def write(session: Any) -> None:
        chosen = [(unit.editing.submission_id or 0, unit.rev) for unit in ready]
        done = submit_many(session, actor, chosen=chosen, key=key)
        st.session_state[_LEFT] = [f"{names[number]}: {why}" for number, why in done.told]

    saving.save(actor, form, write, told=_("Prognoserna är inlämnade."))


def _told() -> None:
    for words in st.session_state.pop(_LEFT, []):
        pieces.notice(Status.PARTLY, words)


def _list(chosen: sheet_choice.Chosen) -> None:
    """Show the units to choose between, where they are too many for a page."""
    with database.reading() as session:
        table = units_table(
            session, actor, version_id=chosen.plan.id, unit_ids=[unit.id for unit in chosen.asked]
        )
    words = _("{n} enheter är tillfrågade. Välj en för att läsa den.")
    if not chosen.plan.closed and may_anywhere(actor, Action.EDIT_SUBMISSION) and not actor.read_only:
        words = _("{n} enheter är tillfrågade. Välj en för att läsa eller ändra den.")
    pieces.head(chosen.plan.name, QUESTION, words.format(n=len(chosen.asked)))
    with pieces.card("units"):
        picked = render(table, "forecast_units", phone_columns=("variance",), bar_column="variance")
    if picked:
        sheet_choice.open_unit(picked)


def _nobody(chosen: sheet_choice.Chosen) -> None:
    pieces.head(chosen.plan.name, QUESTION, _("Ingen enhet här är tillfrågad i prognosen."))
    pieces.empty(
        _("Inget att göra här"),
        _("Ekonomi väljer vilka enheter som ska göra prognos. Välj en annan enhet eller en annan prognos."),
    )


def _unknown_row(unit: UnitForecast) -> None:
    """Say that the address points at a row that the unit's forecast does not have."""
    row_key = st.query_params.get(sheet_choice.CELL, "")
    if row_key and row_key not in {row.key for row in unit.rows}:
        st.warning(_("Raden i adressen finns inte i enhetens prognos. Här visas alla rader."))


def _open_from_address(units: Sequence[int]) -> None:
    """Open the conversation of the row that the address points at, once."""
    row_key = st.query_params.get(sheet_choice.CELL, "")
    if len(units) == 1 and row_key and st.session_state.get("forecast_address") != (units[0], row_key):
        st.session_state["forecast_address"] = (units[0], row_key)
        sheet_forms.open_at(units[0], row_key)


def _show(chosen: sheet_choice.Chosen) -> None:
    sheet_choice.bar(chosen, help_page="prognos")
    _open_from_address([unit.id for unit in chosen.asked])
    if not chosen.asked:
        _nobody(chosen)
    elif len(chosen.asked) > _MOST_CARDS:
        _list(chosen)
    else:
        _cards(chosen)


with shown_errors():
    found = sheet_choice.read(actor)
    if found is None:
        pieces.head(_("Prognos"), QUESTION, _("Det finns ingen prognos än."))
        pieces.empty(
            _("Ingen prognos är öppnad"),
            _("När ekonomi öppnar en prognosomgång visas förslagen här, enhet för enhet."),
        )
    else:
        _show(found)
