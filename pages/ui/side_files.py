"""The files of a subject: fetched, added, removed with a reason."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from core.db import current_database
from core.periods import local_time
from core.queries import attachments as queries
from core.queries.attachments import AttachmentRow
from core.rules.access import Actor
from core.rules.subjects import Subject
from core.services import attachments
from core.texts import _
from pages.ui import forms, pieces, saving
from pages.ui.markup import fill, join

_KILO, _MEGA = 1_000, 1_000_000


def show(
    actor: Actor, subject: Subject, rows: Sequence[AttachmentRow], *, may_add: bool, may_manage: bool
) -> None:
    """Show the files, each with its download, and the field for one more."""
    if not rows:
        pieces.show(pieces.muted(_("Inga filer är bifogade.")))
    for row in rows:
        _one(actor, row, may_remove=may_manage or (may_add and row.own))
    if may_add:
        _new(actor, subject)


def size_words(size: int) -> str:
    """Return a size in bytes as people say it: `84 kB`, `1,2 MB`."""
    if size < _MEGA:
        return _("{n} kB").format(n=max(1, round(size / _KILO)))
    return _("{n} MB").format(n=f"{size / _MEGA:.1f}".replace(".", ","))


def _one(actor: Actor, row: AttachmentRow, *, may_remove: bool) -> None:
    line = _("{size}, {name} {when}").format(
        size=size_words(row.size), name=row.user, when=local_time(row.at)
    )
    pieces.show(
        join([fill('<b style="overflow-wrap:anywhere">{name}</b>', name=row.file_name), pieces.muted(line)])
    )
    with st.container(horizontal=True, gap="xsmall"):
        st.download_button(
            _("Hämta"), partial(_bytes, actor, row.id), file_name=row.file_name, mime=row.media_type,
            key=f"fetch_{row.id}", icon=":material/download:", on_click="ignore", type="tertiary",
        )  # fmt: skip
        if may_remove:
            with st.popover(_("Ta bort"), type="tertiary", icon=":material/delete:", key=f"remove_{row.id}"):
                _remove(actor, row)


def _bytes(actor: Actor, attachment_id: int) -> bytes:
    with current_database().reading() as session:
        return queries.download(session, actor, attachment_id=attachment_id).data


def _remove(actor: Actor, row: AttachmentRow) -> None:
    with st.form(f"remove_file_{row.id}", border=False, enter_to_submit=False):
        reason = st.text_input(_("Varför tas filen bort?"))
        wanted = st.form_submit_button(_("Ta bort filen"))
    if wanted:
        saving.save(
            actor,
            f"remove_file_{row.id}",
            lambda session: attachments.remove_attachment(
                session, actor, attachment_id=row.id, reason=reason
            ),
            told=_("{name} är borttagen.").format(name=row.file_name),
        )


def _new(actor: Actor, subject: Subject) -> None:
    form = f"file:{subject.kind}:{subject.id}"
    stamp = forms.request_key(form)
    with current_database().reading() as session:
        most = queries.most_megabytes(session)
    file = st.file_uploader(
        _("Bifoga en fil: PDF, Word, Excel, bild, text. Högst {n} MB.").format(n=most), key=f"upload_{stamp}"
    )
    # The button comes with the file: pressed while the file is still on its way it would do nothing.
    if file is not None and st.button(_("Bifoga"), key=f"attach_{stamp}", type="primary"):
        saving.save(
            actor,
            form,
            lambda session: attachments.attach_file(
                session, actor, key=stamp, subject=subject, file_name=file.name, data=file.getvalue()
            ),
            told=_("{name} är bifogad.").format(name=file.name),
        )
