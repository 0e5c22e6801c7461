"""What has happened in a round lately: the last thing done with each submission, newest first."""

import streamlit as st

from core.db import Database
from core.periods import local_time
from core.queries.submissions import SubmissionRow, history
from core.rules.access import Actor
from core.rules.process import event_words
from core.texts import _
from pages.ui import pieces
from pages.ui.markup import Markup, fill

_SHOWN = 6


def show(database: Database, actor: Actor, submissions: list[SubmissionRow]) -> None:
    """Show the latest event of each of the submissions that changed last."""
    changed = [(row.changed_at, row) for row in submissions if row.changed_at is not None]
    changed.sort(key=lambda pair: pair[0], reverse=True)
    st.header(_("Senast hänt"), anchor=False)
    if not changed:
        pieces.empty(_("Inget har hänt än"), _("När en enhet börjar eller lämnar in visas det här."))
        return
    with pieces.card("history"):
        pieces.show(
            pieces.log((local_time(moment), _what(database, actor, row)) for moment, row in changed[:_SHOWN])
        )


def _what(database: Database, actor: Actor, row: SubmissionRow) -> Markup:
    with database.reading() as session:
        latest = history(session, actor, submission_id=row.id)[-1]
    done = fill(
        _("{unit}: {name} {did}."),
        unit=pieces.strong(row.unit_name), name=latest.user_name, did=event_words(latest.kind),
    )  # fmt: skip
    return (
        fill('{done}<div class="r-muted">{why}</div>', done=done, why=latest.reason)
        if latest.reason
        else done
    )
