"""The form for a new measure, on the unit that is shown or on one below it."""

from datetime import date, timedelta

import streamlit as st

from core.db import Database
from core.enums import UnitKind
from core.periods import MONTHS
from core.queries.access import UnitRow, units_in_scope
from core.queries.measures import row_titles
from core.queries.subjects import PersonRow, list_people
from core.rules.access import Action, Actor
from core.services.measures import NewMeasure, add_measure
from core.texts import _
from pages.forecast.action_plan_fields import fields, usual_fields
from pages.ui import forms, saving
from pages.ui.context import Context, label_of

_DAYS = 30


def show(database: Database, actor: Actor, here: Context, year: int) -> None:
    """Show the form; saved, the measure is in the table and in its owner's tasks."""
    form = f"new_measure_{here.unit.id}_{year}"
    stamp, today = forms.request_key(form), database.today()
    unit = _unit(database, actor, here, stamp)
    with database.reading() as session:
        people = list_people(session, actor, unit_id=unit.id, action=Action.VIEW_ECONOMY)
        rows = row_titles(session)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        usual = usual_fields(today + timedelta(days=_DAYS), _from_month(year, today))
        told = fields(stamp, usual, rows)
        owner: PersonRow | None = st.selectbox(
            _("Ansvarig"), people, index=_place(people, actor), format_func=lambda one: one.name,
            placeholder=_("Sök namn"), key=f"owner_{stamp}_{unit.id}",
        )  # fmt: skip
        wanted = st.form_submit_button(_("Lägg till åtgärden"), type="primary")
    if wanted and owner is None:
        st.error(_("Välj vem som är ansvarig."))
    if wanted and owner is not None:
        owner_id = owner.user_id
        saving.save(
            actor,
            form,
            lambda session: add_measure(
                session, actor, key=stamp,
                measure=NewMeasure(
                    unit.id, told.row_key, year, told.title, owner_id, told.due, told.effect(),
                    told.from_month, told.body,
                ),
            ),
            told=_("Åtgärden är tillagd."),
        )  # fmt: skip


def _unit(database: Database, actor: Actor, here: Context, stamp: str) -> UnitRow:
    """Return the unit that the measure belongs to: the one shown, or another below it."""
    with database.reading() as session:
        below = [
            unit
            for unit in units_in_scope(session, actor, Action.MANAGE_TASKS)
            if here.unit.lft < unit.lft <= here.unit.rgt and unit.kind is not UnitKind.COST_CENTER
        ]
    if not below:
        return here.unit
    chosen: UnitRow | None = st.selectbox(
        _("Enhet"), [here.unit, *below], format_func=label_of, key=f"unit_{stamp}"
    )
    return chosen or here.unit


def _from_month(year: int, today: date) -> int:
    """Return the month after this one, or the first or last of another year."""
    if year != today.year:
        return MONTHS[0] if year > today.year else MONTHS[-1]
    return min(today.month + 1, MONTHS[-1])


def _place(people: list[PersonRow], actor: Actor) -> int | None:
    """Return the place of the actor among the people; None when she is not there."""
    return next((n for n, one in enumerate(people) if one.user_id == actor.user_id), None)
