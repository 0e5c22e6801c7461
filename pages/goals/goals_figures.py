"""The key figures that measure a goal at its unit."""

from core.db import Database
from core.queries.goal_figures import list_figures
from core.queries.goals import GoalRow
from core.reports.goal_figures import figures_table
from core.reports.goal_page import GoalPage
from core.rules.access import Actor
from core.texts import _
from pages.ui import pieces, tables


def show(database: Database, actor: Actor, page: GoalPage, goal: GoalRow) -> None:
    """Show each key figure with its target and latest value at the goal's unit."""
    with database.reading() as session:
        figures = list_figures(session, actor, goal=goal, year=page.year, month=page.month)
    if not figures:
        pieces.empty(
            _("Inga nyckeltal mäter målet än"),
            _("När ett nyckeltal kopplas till målet visas det här med sitt målvärde och senaste utfall."),
        )
        return
    tables.plain(figures_table(figures, page.year))
