"""The budget as a document to read and keep: a Word file, and an accessible web page."""

from collections.abc import Callable

import streamlit as st

from core.db import current_database
from core.exports.document import Document
from core.exports.docx import document_to_docx
from core.exports.file_names import file_name
from core.exports.web_page import document_to_html
from core.reports.budget_document import budget_document
from core.reports.budget_sheet import Sheet
from core.rules.access import Actor
from core.texts import _

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HTML = "text/html"


def show(actor: Actor, sheet: Sheet) -> None:
    """Write the two buttons; the document is made when somebody asks for it."""
    day = current_database().today()
    formats: tuple[tuple[str, str, str, Callable[[Document], bytes]], ...] = (
        ("docx", _("Word"), _WORD, document_to_docx),
        ("html", _("Webbsida"), _HTML, lambda document: document_to_html(document).encode("utf-8")),
    )
    with st.container(horizontal=True, gap="xsmall", key="sheet_document"):
        for suffix, label, mime, make in formats:
            st.download_button(
                label,
                _maker(actor, sheet, make),
                file_name=file_name(_("budget"), sheet.unit.name, sheet.year, day, suffix),
                mime=mime,
                key=f"document_{suffix}",
                icon=":material/download:",
                on_click="ignore",
                type="tertiary",
            )


def _maker(actor: Actor, sheet: Sheet, make: Callable[[Document], bytes]) -> Callable[[], bytes]:
    def made() -> bytes:
        with current_database().reading() as session:
            document = budget_document(session, actor, version_id=sheet.version_id, unit_id=sheet.unit.id)
        return make(document)

    return made
