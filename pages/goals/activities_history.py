"""All that was done with an activity, the latest first."""

from core.db import Database
from core.queries.activities import ActivityRow
from core.queries.activity_history import history_of
from core.reports import activity_story
from core.reports.activities import ActivityPage
from core.rules.access import Actor
from core.texts import _
from pages.ui import pieces


def show(database: Database, actor: Actor, _page: ActivityPage, row: ActivityRow) -> None:
    """Show each event with when, who and what."""
    with database.reading() as session:
        events = history_of(session, actor, activity_id=row.id)
    if not events:
        pieces.empty(_("Inget är ändrat än"), _("Det som händer med aktiviteten samlas här."))
        return
    pieces.show(pieces.log((activity_story.when(event), activity_story.what(event)) for event in events))
