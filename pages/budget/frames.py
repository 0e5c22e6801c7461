"""Ramar, for finance, executives and managers: what does everybody get next year, and does it add up?"""

from collections.abc import Callable

import streamlit as st

from core.db import current_database
from core.queries.access import units_in_scope
from core.queries.frames import FrameRow, budget_version_of, list_frames
from core.reports import frames as reports
from core.reports.frames import FramesReport
from core.rules.access import Action, may_anywhere
from core.texts import _
from pages.budget import frame_adoption, frame_budgets, frame_changes, frame_distribution, frame_new
from pages.ui import address, context, downloads, guard, pieces, saving, sentences, tables
from pages.ui.feedback import shown_errors

_YEAR, _VIEW = "ar", "del"
_COUNCIL, _RESULT, _BELOW, _BUDGETS = "namnder", "resultat", "fordelning", "internbudget"

actor = guard.require_actor(Action.VIEW_ECONOMY)
database = current_database()
manages = may_anywhere(actor, Action.MANAGE_FRAMES) and not actor.read_only


def _chosen_frame(rows: list[FrameRow]) -> FrameRow:
    named = st.query_params.get(_YEAR, "")
    return next((row for row in rows if str(row.year) == named), rows[0])


def _choose_year(rows: list[FrameRow], held: FrameRow) -> None:
    years = [row.year for row in sorted(rows, key=lambda row: row.year)]
    chosen = st.segmented_control(_("År"), years, default=held.year, required=True, key=f"year_{held.year}")
    if chosen is not None and chosen != held.year:
        st.query_params[_YEAR] = str(chosen)
        st.rerun()


def _choose_view(offered: dict[str, str]) -> str:
    usual = _COUNCIL if may_anywhere(actor, Action.MANAGE_FRAMES) or _BELOW not in offered else _BELOW
    return address.choose(_("Visa"), offered, name=_VIEW, key="view", usual=usual)


def _council(report: FramesReport) -> None:
    """Show what each nämnd gets and why, its investments, and the fields of whoever may change it."""
    st.header(_("Nämndernas ramar"), anchor=False)
    with pieces.card("frames"):
        tables.render(report.frames, "frames", phone_columns=[str(report.row.year)])
        downloads.buttons(report.frames, name_parts=(_("ramar"), _("kommunen"), report.row.year))
    st.header(_("Investeringar"), anchor=False)
    with pieces.card("investments"):
        tables.render(report.investments, "investments", phone_columns=[str(report.row.year)])
        downloads.buttons(report.investments, name_parts=(_("investeringar"), _("kommunen"), report.row.year))
    _work_on(report)


def _result(report: FramesReport) -> None:
    st.header(_("Resultatbudget"), anchor=False)
    with pieces.card("result"):
        tables.render(report.result, "result", phone_columns=[str(report.row.year)])
        downloads.buttons(report.result, name_parts=(_("resultatbudget"), _("kommunen"), report.row.year))
    _work_on(report)


def _work_on(report: FramesReport) -> None:
    if manages and not report.row.adopted:
        frame_changes.show(actor, report)
        frame_adoption.show(actor, report)


def _page() -> None:
    context.help_bar("ramar")
    with database.reading() as session:
        rows = list_frames(session, actor)
    if not rows:
        pieces.head(_("Ramar"), _("Vad får var och en nästa år?"), _("Det finns inga ramar att visa än."))
        pieces.empty(_("Inga ramar"), _("Ekonomi skapar ramarna, och fullmäktige antar dem."))
        if manages:
            frame_new.show(actor, rows)
        return
    held = _chosen_frame(rows)
    with database.reading() as session:
        report = reports.build(session, actor, frame_id=held.id)
        version = budget_version_of(session, held.year)
        version_id = version.id if version else None
        seen = units_in_scope(session, actor, Action.VIEW_PLAN)
    answers_for_committee = any(unit.parent_id == actor.top_unit_id for unit in seen)
    pieces.head(
        _("Ramar"), _("Vad får var och en {year}, och går det ihop?").format(year=held.year),
        sentences.markup(report.answer), held.name,
    )  # fmt: skip
    saving.show_conflict()
    _choose_year(rows, held)
    offered = {_COUNCIL: _("Nämnder"), _RESULT: _("Resultatbudget")}
    if version_id is not None and may_anywhere(actor, Action.VIEW_PLAN):
        offered[_BELOW] = _("Fördelning")
    if version_id is not None and answers_for_committee:
        offered[_BUDGETS] = _("Internbudget")
    drawn: dict[str, Callable[[], None]] = {
        _COUNCIL: lambda: _council(report),
        _RESULT: lambda: _result(report),
        _BELOW: lambda: frame_distribution.show(actor, version_id or 0),
        _BUDGETS: lambda: frame_budgets.show(actor, version_id or 0, held.year),
    }
    drawn[_choose_view(offered)]()
    if manages:
        frame_new.show(actor, rows)


with shown_errors():
    _page()
