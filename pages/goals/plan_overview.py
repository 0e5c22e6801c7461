"""How far the plans of the units under a unit have come, each a way to its own."""

from collections.abc import Sequence

from core.queries.plan_overview import PlanState
from core.reports.plan_overview import overview_sentence, overview_table
from core.texts import _
from pages.ui import context, pieces, sentences, tables
from pages.ui.context import Context


def show(here: Context, states: Sequence[PlanState], year: int) -> None:
    """Show the units right below; a click leads to the unit's own plan."""
    if not states:
        return
    with pieces.card("plan_overview"):
        pieces.show(
            pieces.heading(_("Planerna för {year} under {unit}").format(year=year, unit=here.unit.name)),
            pieces.muted(sentences.markup(overview_sentence(states))),
        )
        chosen = tables.render(
            overview_table(states, year=year), key="plan_overview_table", phone_columns=("state",)
        )
    unit = next((one for one in here.units if one.code == chosen), None)
    if unit is not None:
        context.open_unit(unit)
