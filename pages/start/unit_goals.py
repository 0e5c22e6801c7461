"""The Goals box of Min enhet: how many goals are reached, and the way to Måluppfyllelse."""

from core.db import Database
from core.periods import Period
from core.reports.goal_box import build_goal_box
from core.rules.access import Actor
from core.texts import _
from pages.ui import context, menu, pieces
from pages.ui.pieces import Box


def box(database: Database, actor: Actor, *, unit_id: int, period: Period) -> None:
    """Write the box of a unit; nothing where it has no goals."""
    with database.reading() as session:
        found = build_goal_box(
            session, actor, unit_id=unit_id, year=period.year, month=period.month, today=database.today()
        )
    if found is None:
        return
    content = Box(
        title=_("Mål"),
        status=found.status,
        label=_("Mål som nås"),
        value=found.number,
        line=found.line,
        picture=pieces.muted(found.following),
        word=found.word,
    )
    pieces.box(
        "goals",
        content,
        page=menu.file_of("maluppfyllelse"),
        link=_("Öppna målen"),
        params=context.carried(),
    )
