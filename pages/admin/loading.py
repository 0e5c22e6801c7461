"""Inläsning, for finance: read a file, see what it would change, load it, take it back."""

import streamlit as st

from core.db import current_database
from core.enums import BatchState, SourceKind
from core.periods import local_time
from core.queries import loads, sources
from core.queries.sources import SourceRow
from core.rules.access import Action, may_anywhere
from core.services import loading
from core.services.transaction import transaction
from core.texts import _
from pages.admin import batch_history, batch_preview, file_sources, load_job, months
from pages.ui import address, context, forms, guard, pieces
from pages.ui.feedback import shown_errors
from pages.ui.markup import fill

_FILE_TYPES = ["se", "si", "sie", "csv", "txt"]
_PART = "del"
_FILES, _SOURCES, _MONTHS = "filer", "kallor", "manader"

actor = guard.require_actor(Action.LOAD_FILES)
database = current_database()


def _head() -> None:
    with database.reading() as session:
        applied = [row for row in loads.list_loads(session, actor) if row.state is BatchState.APPLIED]
    latest = max(applied, key=lambda row: (row.applied_at, row.id), default=None)
    answer: object = _("Ingenting är inläst än.")
    if latest is not None and latest.applied_at is not None:
        answer = fill(
            _("Senast lästes {name} in, {when}."),
            name=pieces.strong(latest.file_name),
            when=local_time(latest.applied_at),
        )
    context.help_bar("inlasning")
    pieces.head(_("Inläsning"), _("Vad är inläst, och vad ändras om jag läser in en fil till?"), answer)


def _chosen_part() -> str:
    """Return the part of the page that the address names, and let another be chosen."""
    words = {_FILES: _("Läs in"), _SOURCES: _("Källor")}
    if may_anywhere(actor, Action.MANAGE_PERIODS):
        words[_MONTHS] = _("Månader")
    return address.choose(_("Visa"), words, name=_PART, key="part")


def _plan_choice() -> int | None:
    with database.reading() as session:
        plans = sources.list_open_plan_versions(session, actor)
    if not plans:
        st.info(_("Det finns ingen öppen budget att läsa in i. Lägg upp en under Källor."))
        return None
    plan = st.selectbox(_("Läs in i"), plans, format_func=lambda row: row.name)
    return plan.id if plan else None


def _read_form() -> None:
    st.header(_("Läs in en fil"), anchor=False)
    with database.reading() as session:
        known = sources.list_sources(session, actor)
    if not known:
        pieces.empty(
            _("Det finns ingen källa att läsa från"),
            _("Lägg upp en under Källor: den säger vad filens dimensioner betyder."),
        )
        return
    known.sort(key=lambda row: row.kind is SourceKind.BUDGET)
    with pieces.card("read"):
        source = st.selectbox(
            _("Källa"),
            known,
            format_func=lambda row: f"{row.name} ({file_sources.kind_word(row.kind).lower()})",
        )
        plan_id = _plan_choice() if source and source.kind is SourceKind.BUDGET else None
        key = f"file_{forms.request_key('file')}"
        file = st.file_uploader(_("Fil: SIE typ 1–4 eller CSV"), type=_FILE_TYPES, key=key)
        wanted = st.button(
            _("Läs filen och visa vad den ändrar"), disabled=file is None or source is None, type="primary"
        )
    if wanted and file is not None and source is not None:
        with shown_errors(), st.spinner(_("Läser filen …")):
            _read(source, plan_id, file.name, file.getvalue())


def _read(source: SourceRow, plan_id: int | None, name: str, data: bytes) -> None:
    with transaction(database, actor) as session:
        batch_id = loading.read_batch(
            session, actor, profile_id=source.id, name=name, data=data, version_id=plan_id
        )
    forms.renew_key("file")
    batch_preview.open_batch(batch_id)


def _files() -> None:
    if load_job.is_open():
        load_job.show(database, actor)
    elif batch_preview.is_open():
        batch_preview.show(database, actor)
    else:
        load_job.show_running(database, actor)
        _read_form()
    batch_history.show(database, actor)


_head()
part = _chosen_part()
with shown_errors():
    if part == _SOURCES:
        file_sources.show(database, actor)
    elif part == _MONTHS:
        months.show(database, actor)
    else:
        _files()
