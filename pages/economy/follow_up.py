"""Uppföljning, for managers, finance and executives: does the unit keep its budget, and what deviates?"""

from dataclasses import replace

import streamlit as st

from core.db import current_database
from core.enums import ReportKind
from core.queries.trees import several_trees
from core.queries.versions import choose_versions
from core.reports import budget_revision, follow_up
from core.reports.follow_up_view import FUNCTIONS, REPORT, SHOW_ALL, UNITS, FollowUpView, read_drill
from core.rules.access import Action
from core.rules.follow_up import Comparison
from core.table import RowRole
from core.texts import _
from pages.economy import choices, row_detail
from pages.ui import context, downloads, guard, menu, pieces, sentences, subscribing, tables
from pages.ui.feedback import shown_errors

actor = guard.require_actor(Action.VIEW_ECONOMY)
database = current_database()


def _open(view: FollowUpView, here: context.Context, drill: str) -> None:
    if drill == SHOW_ALL:
        choices.toggle_all(view)
        return
    opened = read_drill(drill)
    if opened.kind == "unit":
        context.open_unit(next(unit for unit in here.units if unit.id == int(opened.value)))
    choices.open_row(drill)


def _title(answer: follow_up.FollowUp) -> str:
    """Return what the table holds, in words: every row, or only those outside their limit."""
    if answer.view.rows == UNITS:
        return _("Enheterna")
    shortened = any(row.role is RowRole.REST for row in answer.table.rows)
    return _("Det som avviker") if shortened else _("Alla rader")


def _head_of_table(answer: follow_up.FollowUp) -> None:
    """Write the table's title, and the way back from all rows to those that deviate."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.header(_title(answer), anchor=False, width="content")
        if answer.view.show_all and st.button(
            _("Visa bara det som avviker"), icon=":material/filter_list:", type="tertiary"
        ):
            choices.toggle_all(answer.view)


def _table(answer: follow_up.FollowUp, here: context.Context) -> None:
    _head_of_table(answer)
    with pieces.card("rows"):
        phone, bar = choices.columns_to_show(answer.table)
        picked = tables.render(
            answer.table, "follow_up", phone_columns=phone, bar_column=bar, selected=choices.opened_row()
        )
        downloads.buttons(answer.table, name_parts=(_("uppföljning"), here.unit.name, here.period.year))
        subscribing.choice(actor, ReportKind.FOLLOW_UP, here.unit)
    if picked is not None:
        _open(answer.view, here, picked)


def _revision(view: FollowUpView, here: context.Context) -> None:
    """Show the year's budget as adopted, its change and as it is now, row by row, and the way to why."""
    with database.reading() as session:
        table = budget_revision.build(session, actor, view=view)
    st.header(_("Budgetens förändring"), anchor=False)
    with pieces.card("revision"):
        picked = tables.render(table, "revision", phone_columns=["change"])
        downloads.buttons(table, name_parts=(_("budgetens förändring"), here.unit.name, here.period.year))
        st.page_link(
            menu.file_of("budgetbeslut"), label=_("Se besluten"), icon=":material/arrow_forward:",
            icon_position="right", query_params={"ar": str(here.period.year), "enhet": here.unit.code},
        )  # fmt: skip
    if picked is None:
        return
    if picked == SHOW_ALL or picked.startswith("unit:"):
        _open(view, here, picked)
    named = {REPORT: "rapport", FUNCTIONS: "verksamhet"}.get(view.rows)
    behind = {"rader": named, "rad": picked} if named else {"rader": "rapport"}
    st.switch_page(menu.file_of("jamfor"), query_params={**context.carried(), **behind})


def _show(here: context.Context) -> None:
    title_place = st.container()
    view = choices.read_view(here)
    with database.reading() as session:
        if choose_versions(session, here.period.year, view.comparison).compared is None:
            view = replace(view, comparison=Comparison.NONE)
        answer = follow_up.build(session, actor, view=view)
        several = several_trees(session)
        revised = budget_revision.has_revision(session, here.period.year)
    with title_place:
        pieces.head(
            _("Uppföljning"),
            _("Håller {unit} sin budget?").format(unit=here.unit.name),
            sentences.markup(answer.answer),
            answer.freshness,
        )
        if answer.preliminary:
            pieces.show(pieces.muted(answer.preliminary))
    choices.bar(view, here, several_trees=several)
    if revised:
        choices.revision_toggle()
        if choices.shows_revision():
            _revision(view, here)
            return
    row_detail.overview(answer, here)
    _table(answer, here)
    row_detail.show(database, actor, answer, here)


with shown_errors():
    found = context.read(actor)
    if found is None:
        pieces.head(
            _("Uppföljning"), _("Håller enheten sin budget?"), _("Det finns inget utfall att visa än.")
        )
        pieces.empty(_("Ingen huvudbok är inläst"), _("När ekonomi har läst in huvudboken visas den här."))
    else:
        context.bar(found, actor, help_page="uppfoljning")
        _show(found)
