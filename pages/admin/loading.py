"""Inläsning, for finance: read a file, see what it would change, load it, take it back."""

import streamlit as st

from core.db import current_database
from core.enums import BatchState, SourceKind
from core.periods import local_time
from core.queries import loads, sources
from core.rules.access import Action
from core.services import loading
from core.services.transaction import transaction
from core.texts import _
from pages.admin import batch_history, batch_preview, load_job
from pages.ui import context, forms, guard, pieces
from pages.ui.feedback import shown_errors
from pages.ui.markup import fill

_FILE_TYPES = ["se", "si", "sie", "csv", "txt"]

actor = guard.require_actor(Action.LOAD_FILES)
database = current_database()


def _head() -> None:
    with database.reading() as session:
        applied = [row for row in loads.list_loads(session, actor) if row.state is BatchState.APPLIED]
    latest = max(applied, key=lambda row: (row.applied_at, row.id), default=None)
    answer: object = _("Ingenting är inläst än. Välj en fil här nedanför.")
    if latest is not None and latest.applied_at is not None:
        answer = fill(
            _("Senast lästes {name} in, {when}."),
            name=pieces.strong(latest.file_name),
            when=local_time(latest.applied_at),
        )
    context.help_bar("inlasning")
    pieces.head(_("Inläsning"), _("Vad är inläst, och vad ändras om jag läser in en fil till?"), answer)


def _read_form() -> None:
    st.header(_("Läs in en fil"), anchor=False)
    with database.reading() as session:
        known = sources.list_sources(session, actor)
        plans = sources.list_open_plan_versions(session, actor)
    with pieces.card("read"):
        source = st.selectbox(_("Källa"), known, format_func=lambda row: row.name)
        version_id = None
        if source is not None and source.kind is SourceKind.BUDGET:
            plan = st.selectbox(_("Läs in i"), plans, format_func=lambda row: row.name)
            version_id = plan.id if plan else None
        key = f"file_{forms.request_key('file')}"
        file = st.file_uploader(_("Fil: SIE typ 1–4 eller CSV"), type=_FILE_TYPES, key=key)
        wanted = st.button(_("Läs filen och visa vad den ändrar"), disabled=file is None, type="primary")
    if not wanted or file is None or source is None:
        return
    with shown_errors(), st.spinner(_("Läser filen …")):
        with transaction(database, actor) as session:
            batch_id = loading.read_batch(
                session,
                actor,
                profile_id=source.id,
                name=file.name,
                data=file.getvalue(),
                version_id=version_id,
            )
        forms.renew_key("file")
        batch_preview.open_batch(batch_id)


_head()
if load_job.is_open():
    load_job.show(database, actor)
elif batch_preview.is_open():
    batch_preview.show(database, actor)
else:
    _read_form()
batch_history.show(database, actor)
