"""Which forecast and which units Prognos shows: in the address, so that a copied link opens the same."""

from dataclasses import dataclass

import streamlit as st

from core.db import current_database
from core.queries.access import UnitRow, units_in_scope
from core.queries.forecast_desk import list_asked, list_forecasts, usual_forecast
from core.queries.plans import Plan
from core.rules.access import Action, Actor
from core.texts import _
from pages.ui import context
from pages.ui.help import show_help

FORECAST, CELL = "prognos", "cell"
_BAR = "context"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The forecast and all that may be chosen; `unit` is None when all of one's own units are shown."""

    plan: Plan
    plans: tuple[Plan, ...]
    unit: UnitRow | None
    asked: tuple[UnitRow, ...]
    choices: tuple[UnitRow, ...]
    unknown: bool


def read(actor: Actor) -> Chosen | None:
    """Return what the address names, the usual ones where it says nothing; None without any forecast."""
    code = st.query_params.get(context.UNIT, "")
    with current_database().reading() as session:
        seen = units_in_scope(session, actor, Action.VIEW_ECONOMY)
        unit = next((one for one in seen if one.code == code), None)
        unit_id = unit.id if unit is not None else None
        plans = tuple(list_forecasts(session, actor))
        usual = usual_forecast(session, actor, plans=plans, unit_id=unit_id)
        named = st.query_params.get(FORECAST, "")
        plan = next((one for one in plans if str(one.id) == named), usual)
        if plan is None:
            return None
        asked = tuple(list_asked(session, actor, version_id=plan.id, unit_id=unit_id))
        choices = tuple(list_asked(session, actor, version_id=plan.id))
    return Chosen(plan, plans, unit, asked, choices, unknown=bool(code) and unit is None)


def bar(chosen: Chosen, *, help_page: str) -> None:
    """Draw the choice of unit and forecast, and the page's help."""
    with st.container(key=_BAR, horizontal=True, vertical_alignment="center", gap="xsmall"):
        _unit_choice(chosen)
        _plan_choice(chosen)
        show_help(help_page)
    if chosen.unknown:
        st.warning(_("Enheten i adressen finns inte, eller är inte din att se. Här visas det som är ditt."))


def words(plan: Plan) -> str:
    """Return what a forecast is called, with its state where that matters."""
    return _("{name}, stängd").format(name=plan.name) if plan.closed else plan.name


def open_unit(code: str) -> None:
    """Choose a unit, all with an empty code, and run the page again."""
    if code:
        st.query_params[context.UNIT] = code
    else:
        st.query_params.pop(context.UNIT, None)
    st.query_params.pop(CELL, None)
    st.rerun()


def _unit_choice(chosen: Chosen) -> None:
    everything = _("Alla mina enheter")
    held = chosen.unit
    options: list[UnitRow | None] = [None, *chosen.choices]
    if held is not None and held not in options:
        options.append(held)
    label = held.name if held is not None else everything
    with st.popover(label, icon=":material/apartment:", type="tertiary"):
        picked = st.selectbox(
            _("Enhet"), options, index=options.index(held), placeholder=_("Sök namn eller kod"),
            format_func=lambda unit: everything if unit is None else context.label_of(unit),
            key=f"forecast_unit_{held.id if held else 0}",
        )  # fmt: skip
        if picked != held:
            open_unit(picked.code if picked is not None else "")


def _plan_choice(chosen: Chosen) -> None:
    with st.popover(words(chosen.plan), icon=":material/calendar_month:", type="tertiary"):
        picked = st.radio(
            _("Prognos"), chosen.plans, index=chosen.plans.index(chosen.plan), format_func=words,
            key=f"forecast_{chosen.plan.id}",
        )  # fmt: skip
        if picked is not None and picked.id != chosen.plan.id:
            st.query_params[FORECAST] = str(picked.id)
            st.rerun()
