"""Which forecast and which unit Prognosläget shows: in the address, so that a copied link opens the same."""

from dataclasses import dataclass

import streamlit as st

from core.db import current_database
from core.queries.forecast_desk import list_forecasts, usual_forecast
from core.queries.plans import Plan
from core.rules.access import Action, Actor
from core.texts import _
from pages.ui import context
from pages.ui.context import Context

FORECAST, VIEW, ALL, OPENED, COLUMNS = "prognos", "vy", "alla", "oppnad", "kolumner"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The context with the forecast, and all forecasts that may be chosen."""

    here: Context
    plan: Plan
    plans: tuple[Plan, ...]


def read(actor: Actor) -> Chosen | None:
    """Return what the address names, the usual ones where it says nothing; None without any forecast."""
    here = context.read(actor, Action.VIEW_PLAN)
    if here is None:
        return None
    with current_database().reading() as session:
        plans = tuple(list_forecasts(session, actor))
        usual = usual_forecast(session, actor, plans=plans, unit_id=here.unit.id)
    named = st.query_params.get(FORECAST, "")
    plan = next((one for one in plans if str(one.id) == named), usual)
    return Chosen(here, plan, plans) if plan is not None else None


def bar(chosen: Chosen, actor: Actor) -> None:
    """Draw the choice of unit, forecast and unit of money, and the page's help."""
    context.bar(
        chosen.here, actor, help_page="prognoslaget", comparison=False,
        instead_of_period=lambda: _plan_choice(chosen),
    )  # fmt: skip


def write(key: str, value: str | None) -> None:
    """Put a choice in the address, or take it away, and run the page again."""
    if value is None:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = value
    st.rerun()


def segments(key: str, labels: dict[str, str], title: str) -> str:
    """Draw a choice of a few things that stands in the address, the first one where it says nothing."""
    first = next(iter(labels))
    named = st.query_params.get(key, "")
    held = named if named in labels else first
    chosen = st.segmented_control(
        title, list(labels), default=held, required=True, format_func=labels.__getitem__,
        label_visibility="collapsed", key=f"{key}_{held}",
    )  # fmt: skip
    if chosen is not None and chosen != held:
        write(key, None if chosen == first else chosen)
    return held


def _plan_choice(chosen: Chosen) -> None:
    with st.popover(_words(chosen.plan), icon=":material/calendar_month:", type="tertiary"):
        picked = st.radio(
            _("Prognos"), chosen.plans, index=chosen.plans.index(chosen.plan), format_func=_words,
            key=f"forecast_{chosen.plan.id}",
        )  # fmt: skip
        if picked is not None and picked.id != chosen.plan.id:
            st.query_params.pop(OPENED, None)
            write(FORECAST, str(picked.id))


def _words(plan: Plan) -> str:
    return _("{name}, stängd").format(name=plan.name) if plan.closed else plan.name
