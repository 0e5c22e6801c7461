"""What finance does from Budgetläget with many units at once: approves what waits, reminds what is left."""

from core.db import Database
from core.reports.budget_overview import Overview, Trouble
from core.rules.access import Actor
from pages.ui import round_actions
from pages.ui.round_actions import RoundUnits


def show(database: Database, actor: Actor, found: Overview) -> None:
    """Show the two buttons for whoever may press them; nothing at all for others."""
    units = RoundUnits(
        node_id=found.source.unit.id,
        round_ids=found.source.round_ids,
        unit_ids={row.unit.id for row, _trouble in found.rows},
        calm_ids={row.unit.id for row, trouble in found.rows if trouble is Trouble.NONE},
    )
    round_actions.show(database, actor, units)
