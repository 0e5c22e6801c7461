"""What has been loaded: newest first, each with its way back."""

import streamlit as st

from core.db import Database
from core.enums import BatchState, SourceKind
from core.periods import local_time
from core.queries import loads
from core.queries.loads import LoadRow
from core.reports import loading as report
from core.rules.access import Actor
from core.services import batch_apply
from core.services.transaction import transaction
from core.texts import _
from pages.admin import batch_preview, load_job
from pages.ui import forms, pieces, tables
from pages.ui.feedback import shown_errors


def show(database: Database, actor: Actor) -> None:
    """Show the history, or how it gets its first row."""
    with database.reading() as session:
        rows = loads.list_loads(session, actor)
    st.header(_("Historik"), anchor=False)
    if not rows:
        pieces.empty(
            _("Inget är inläst än"), _("När du har läst in en fil visas den här, och går att ångra.")
        )
        return
    with pieces.card("history"):
        chosen = tables.render(report.history_table(rows), "history", phone_columns=["state"])
    if chosen is not None:
        _open(rows, int(chosen))
    with shown_errors():
        _undo(database, actor, [row for row in rows if row.state is BatchState.APPLIED])


def _open(rows: list[LoadRow], batch_id: int) -> None:
    row = next((one for one in rows if one.id == batch_id), None)
    if row is not None and row.state is BatchState.PREVIEW:
        batch_preview.open_batch(row.id)


def _undo(database: Database, actor: Actor, applied: list[LoadRow]) -> None:
    if not applied:
        return
    with st.popover(_("Ångra en inläsning"), icon=":material/undo:"):
        row = st.selectbox(_("Inläsning"), applied, format_func=_name)
        pieces.show(pieces.muted(_("Filens rader tas bort, och det som fanns före läses in igen.")))
        if st.button(_("Ångra inläsningen"), type="primary") and row is not None:
            key = forms.request_key(f"undo_{row.id}")
            with transaction(database, actor) as session:
                job_id = batch_apply.request_undo(session, actor, batch_id=row.id, key=key)
            load_job.open_job(job_id)


def _name(row: LoadRow) -> str:
    when = local_time(row.applied_at) if row.applied_at else ""
    what = row.version_name if row.kind is SourceKind.BUDGET else report.months_in_words(row.months)
    return f"{row.file_name}, {what}, {when}"
