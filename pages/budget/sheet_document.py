"""The budget as a document to read and keep: a Word file, and an accessible web page."""

import streamlit as st

from core.db import current_database
from core.exports.document import Document
from core.reports.budget_document import budget_document
from core.reports.budget_sheet import Sheet
from core.rules.access import Actor
from core.texts import _
from pages.ui import documents


def show(actor: Actor, sheet: Sheet) -> None:
    """Write the two buttons; the document is made when somebody asks for it."""

    def made() -> Document:
        with current_database().reading() as session:
            return budget_document(session, actor, version_id=sheet.version_id, unit_id=sheet.unit.id)

    with st.container(horizontal=True, gap="xsmall", key="sheet_document"):
        documents.buttons(made, name_parts=(_("budget"), sheet.unit.name, sheet.year))
