"""Which budget and which unit the sheet shows: in the address, so that a copied link opens the same."""

from dataclasses import dataclass

import streamlit as st

from core.db import current_database
from core.queries.plans import Plan, list_plans, usual_plan
from core.rules.access import Action, Actor
from core.texts import _
from pages.ui import address, context
from pages.ui.context import Context

BUDGET, CELL, VIEW = "budget", "cell", "vy"


@dataclass(frozen=True, slots=True)
class Chosen:
    """The context with the plan, and all plans that may be chosen."""

    here: Context
    plan: Plan
    plans: tuple[Plan, ...]


def read(actor: Actor, action: Action = Action.VIEW_ECONOMY) -> Chosen | None:
    """Return what the address names, the usual ones where it says nothing; None without any budget."""
    here = context.read(actor, action)
    if here is None:
        return None
    with current_database().reading() as session:
        plans = tuple(list_plans(session, actor))
        usual = usual_plan(session, actor, unit_id=here.unit.id)
    named = st.query_params.get(BUDGET, "")
    chosen = next((plan for plan in plans if str(plan.id) == named), usual)
    return Chosen(here, chosen, plans) if chosen is not None else None


def bar(chosen: Chosen, actor: Actor, *, help_page: str, money: bool = False) -> None:
    """Draw the choice of unit and budget, and the page's help."""
    context.bar(
        chosen.here,
        actor,
        help_page=help_page,
        comparison=False,
        money=money,
        instead_of_period=lambda: _plan_choice(chosen),
    )


def words(plan: Plan) -> str:
    """Return what a plan is called, with its state where that matters."""
    return _("{name}, antagen").format(name=plan.name) if plan.closed else plan.name


def _plan_choice(chosen: Chosen) -> None:
    with st.popover(words(chosen.plan), icon=":material/calendar_month:", type="tertiary"):
        picked = st.radio(
            _("Budget"),
            chosen.plans,
            index=chosen.plans.index(chosen.plan),
            format_func=words,
            key=f"plan_{chosen.plan.id}",
        )
        if picked is not None and picked.id != chosen.plan.id:
            st.query_params[BUDGET] = str(picked.id)
            st.rerun()


def chosen_cell() -> tuple[int, int | None] | None:
    """Return the coding and month that the address points at: `12/3`, or `12` for the row."""
    coding, _slash, month = st.query_params.get(CELL, "").partition("/")
    coding_id = address.as_number(coding)
    if coding_id is None:
        return None
    return coding_id, address.as_number(month) if len(month) <= 2 else None  # noqa: PLR2004 1–12
