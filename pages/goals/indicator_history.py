"""What was done with a key figure: its definition, and its place at the unit."""

from core.db import Database
from core.periods import local_time
from core.queries.indicator_story import ChangeRow
from core.reports.indicator_page import OnePage
from core.reports.log_indicator_words import INDICATOR_WORDS
from core.reports.log_values import in_words
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
                _what(row),
            )
            for row in one.changes
        )
    )


def _what(row: ChangeRow) -> str:
    words = INDICATOR_WORDS.get(row.event, row.event)
    if isinstance(row.old, dict) or isinstance(row.new, dict) or (row.old is None and row.new is None):
        text = words
    else:
        text = _("{what}: från {old} till {new}").format(
            what=words, old=in_words(row.old), new=in_words(row.new)
        )
    return f"{text}. {row.cause}".strip() if row.cause else text
