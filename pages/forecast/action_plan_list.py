"""The measures of a unit and all below it, what needs somebody first, and the plan unit by unit."""

import streamlit as st

from core.db import Database
from core.enums import ReportKind
from core.queries.access import may
from core.reports import action_plan_table
from core.reports.action_plan import ActionPlanReport
from core.rules.access import Action, Actor
from core.texts import _, ngettext
from pages.forecast import action_plan_choice, action_plan_new
from pages.ui import context, downloads, pieces, subscribing, tables
from pages.ui.context import Context


def show(database: Database, actor: Actor, found: ActionPlanReport, here: Context, year: int) -> None:
    """Show the table with its downloads, and for whoever may the form for a new measure."""
    st.header(_title(found, database), anchor=False)
    with database.reading() as session:
        allowed = not actor.read_only and may(session, actor, Action.MANAGE_TASKS, here.unit.id).allowed
    if found.rows:
        with pieces.card("measures"):
            opened = action_plan_choice.measure_id()
            picked = tables.render(
                found.table.without("from", "row"), "measures", phone_columns=["effect", "state"],
                selected=None if opened is None else str(opened),
            )  # fmt: skip
            downloads.buttons(found.table, name_parts=(_("åtgärder"), here.unit.name, year))
            subscribing.choice(actor, ReportKind.ACTION_PLAN, here.unit)
        if picked is not None:
            action_plan_choice.open_measure(int(picked))
    else:
        how = _("När enheten har valt vad den ska göra står det här, med ansvarig, dag och effekt.")
        if allowed:
            how = _("Lägg till den första här, eller i Prognos. Den ansvariga får den i Mina uppgifter.")
        pieces.empty(_("Inga åtgärder än"), how)
    if allowed:
        with st.expander(_("Ny åtgärd"), icon=":material/add:"):
            action_plan_new.show(database, actor, here, year)


def units(found: ActionPlanReport, here: Context, year: int) -> None:
    """Show before, measures and after for the units below; a click opens one."""
    if found.units is None:
        return
    st.header(_("Enhet för enhet"), anchor=False)
    with pieces.card("units"):
        picked = tables.render(found.units, "plan_units", phone_columns=["effect", "after"])
        downloads.buttons(found.units, name_parts=(_("åtgärder per enhet"), here.unit.name, year))
    unit = next((one for one in here.units if one.code == picked), None)
    if unit is not None:
        context.open_unit(unit)


def _title(found: ActionPlanReport, database: Database) -> str:
    count = action_plan_table.exceptions(found.rows, database.today())
    if not count:
        return _("Åtgärderna")
    return ngettext("Åtgärderna: {n} att göra något åt", "Åtgärderna: {n} att göra något åt", count).format(
        n=count
    )
