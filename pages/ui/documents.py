"""A document as files to take along: Word and an accessible web page, made only when somebody asks."""

from collections.abc import Callable

import streamlit as st

from core.db import current_database
from core.exports.document import Document
from core.exports.docx import document_to_docx
from core.exports.file_names import file_name
from core.exports.web_page import document_to_html
from core.texts import _

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HTML = "text/html"


def buttons(made: Callable[[], Document], *, name_parts: tuple[str, str, int]) -> None:
    """Write the two buttons; `name_parts` are document, unit and year, unique on the page."""
    name, unit, year = name_parts
    day = current_database().today()
    formats: tuple[tuple[str, str, str, Callable[[Document], bytes]], ...] = (
        ("docx", _("Word"), _WORD, document_to_docx),
        ("html", _("Webbsida"), _HTML, lambda document: document_to_html(document).encode("utf-8")),
    )
    for suffix, label, mime, make in formats:
        st.download_button(
            label,
            _maker(made, make),
            file_name=file_name(name, unit, year, day, suffix),
            mime=mime,
            key=f"document_{suffix}_{name}_{unit}_{year}",
            icon=":material/download:",
            on_click="ignore",
            type="tertiary",
        )


def _maker(made: Callable[[], Document], make: Callable[[Document], bytes]) -> Callable[[], bytes]:
    return lambda: make(made())
