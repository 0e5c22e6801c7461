"""Mötesunderlag, for a manager and her boss: what do we need to talk about, and what do we promise?"""

from functools import partial

import streamlit as st

from core.db import current_database
from core.exports.document import Document
from core.reports.meeting import Meeting, build_meeting
from core.reports.meeting_document import meeting_document
from core.rules.access import Action
from core.texts import _
from pages.reports import meeting_parts
from pages.ui import context, documents, guard, pieces, saving, sentences
from pages.ui.feedback import shown_errors

QUESTION = _("Vad behöver vi tala om, och vad lovar vi varandra?")

actor = guard.require_actor(Action.VIEW_PROCESS)
database = current_database()


def _read(here: context.Context) -> Meeting:
    with database.reading() as session:
        return build_meeting(session, actor, unit=here.unit, year=here.period.year, today=database.today())


def _show(here: context.Context) -> None:
    context.bar(here, actor, help_page="motesunderlag", comparison=False, instead_of_period=lambda: None)
    found = _read(here)
    title = _("Mötesunderlag: {unit}").format(unit=found.unit.name)
    answer: object = (
        sentences.markup(found.answer) if found.answer else _("Det finns ingen prognos att tala om än.")
    )
    pieces.head(title, QUESTION, answer, found.freshness)
    saving.show_conflict()
    if found.empty:
        pieces.empty(
            _("Inget underlag än"),
            _(
                "När ekonomi öppnar en prognos fylls sidan av sig själv. "
                "Det ni lovar varandra kan ni skriva redan nu."
            ),
        )
    left, right = st.columns([5, 3], gap="small")
    with left:
        meeting_parts.deviations(found, here.money)
        meeting_parts.promised(actor, found)
    with right:
        meeting_parts.questions(found)
        meeting_parts.measures(found)
    meeting_parts.promise(actor, found)
    with st.container(horizontal=True, gap="xsmall", key="take_along"):
        documents.buttons(
            partial(_document, here), name_parts=(_("mötesunderlag"), found.unit.name, found.year)
        )


def _document(here: context.Context) -> Document:
    return meeting_document(_read(here), here.money, made_at=database.now())


def _page() -> None:
    here = context.read(actor, Action.VIEW_PROCESS)
    if here is None:
        pieces.head(_("Mötesunderlag"), QUESTION, _("Det finns inget utfall än."))
        pieces.empty(
            _("Inget underlag än"), _("När ekonomi har läst in huvudboken och gjort prognos fylls sidan.")
        )
        return
    _show(here)


with shown_errors():
    _page()
