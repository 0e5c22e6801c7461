"""What was done with a key figure: its definition, and its place at the unit."""

from core.db import Database
from core.periods import local_time
from core.reports.indicator_changes import change_words
from core.reports.indicator_page import OnePage
from core.rules.access import Actor
from core.texts import _
from pages.ui import pieces
from pages.ui.context import Context


def show(_database: Database, _actor: Actor, _here: Context, one: OnePage) -> None:
    """Show each change with who made it and when, the latest first."""
    if not one.changes:
        pieces.empty(_("Inget har ändrats här än"), _("Ändringar, mål och värden samlas här."))
        return
    pieces.show(
        pieces.log(
            (
                _("{at}, {user}").format(at=local_time(row.at), user=row.user or _("systemet")),
                change_words(row, one.indicator.definition, one.names),
            )
            for row in one.changes
        )
    )
