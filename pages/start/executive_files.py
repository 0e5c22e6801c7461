"""Ledningsvy to take along: one printed page as Word or a web page, and its table as Excel or CSV."""

from functools import partial

import streamlit as st

from core.db import current_database
from core.exports.document import Document
from core.money import MoneyUnit
from core.reports.executive import Executive, build_executive
from core.reports.executive_document import executive_document
from core.reports.executive_table import voices_table, whole_table
from core.rules.access import Actor
from core.texts import _
from pages.ui import context, documents, downloads


def take_along(actor: Actor, here: context.Context, found: Executive) -> None:
    """Write the page to take along: one printed page, and the table as files."""
    table = whole_table(found, here.money) if found.parts else voices_table(found, here.money, most=None)
    with st.container(horizontal=True, gap="xsmall", key="take_along"):
        documents.buttons(
            partial(_document, actor, found, here.money),
            name_parts=(_("ledningsvy"), found.unit.name, found.forecast.year),
        )
        downloads.buttons(table, name_parts=(_("ledningsvy"), found.unit.name, found.forecast.year))


def _document(actor: Actor, found: Executive, money: MoneyUnit) -> Document:
    database = current_database()
    with database.reading() as session:
        fresh = build_executive(
            session, actor, unit=found.unit, year=found.forecast.year, today=database.today(),
            version_id=found.forecast.version_id,
        )  # fmt: skip
        return executive_document(fresh or found, money, made_at=database.now())
