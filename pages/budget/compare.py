"""Jämför versioner, for finance, managers and elected members: what differs between two versions, and why?"""

import streamlit as st

from core.db import current_database
from core.queries.comparable_versions import list_comparable
from core.reports import compare_versions
from core.reports.follow_up_view import SHOW_ALL, read_drill
from core.rules.access import Action
from core.texts import _
from pages.budget import compare_choice, compare_rows
from pages.budget.compare_choice import Choice
from pages.ui import context, downloads, guard, pieces, sentences, tables
from pages.ui.feedback import shown_errors

actor = guard.require_actor(Action.VIEW_ECONOMY)
database = current_database()
_QUESTION = _("Vad skiljer mellan två versioner, och varför?")


def _open(choice: Choice, here: context.Context, drill: str) -> None:
    if drill == SHOW_ALL:
        compare_choice.toggle_all(choice)
    opened = read_drill(drill)
    if opened.kind == "unit" and int(opened.value) != here.unit.id:
        context.open_unit(next(unit for unit in here.units if unit.id == int(opened.value)))
    compare_choice.open_row(choice, drill)


def _show(here: context.Context) -> None:
    head = st.container()
    with database.reading() as session:
        versions = list_comparable(session, actor)
        choice = compare_choice.read(here, versions)
        answer = compare_versions.build(session, actor, view=choice.view) if choice else None
    if choice is None or answer is None:
        with head:
            pieces.head(_("Jämför versioner"), _QUESTION, _("Det finns inte två versioner att jämföra än."))
        return
    with head:
        pieces.head(_("Jämför versioner"), _QUESTION, sentences.markup(answer.answer))
    compare_choice.bar(choice, versions)
    with pieces.card("compare"):
        picked = tables.render(
            answer.table, "compare", phone_columns=["change"], bar_column="change",
            selected=choice.opened or None,
        )  # fmt: skip
        downloads.buttons(answer.table, name_parts=(_("jämförelse"), here.unit.name, here.period.year))
    if picked is not None:
        _open(choice, here, picked)
    if choice.opened:
        compare_rows.show(database, actor, choice, (answer.one, answer.other))


with shown_errors():
    found = context.read(actor)
    if found is None:
        pieces.head(_("Jämför versioner"), _QUESTION, _("Det finns inga siffror att jämföra än."))
        pieces.empty(
            _("Ingen huvudbok är inläst"),
            _("När ekonomi har läst in budget och huvudbok går de att jämföra."),
        )
    else:
        context.bar(found, actor, help_page="jamfor", comparison=False)
        _show(found)
