"""Budgetläget, for finance and heads: does the whole budget hold, who is late, and what is to be changed?"""

import streamlit as st

from core.db import current_database
from core.reports import budget_overview
from core.reports.budget_overview import SHOW_ALL, Overview
from core.rules.access import Action
from core.texts import _
from pages.budget import overview_actions, overview_views, sheet_choice
from pages.budget.sheet_choice import BUDGET, Chosen
from pages.ui import context, downloads, guard, menu, pieces, sentences, tables
from pages.ui.feedback import shown_errors

_VIEW, _ALL = "vy", "alla"
_UNITS, _CROSS, _INTERNAL = "enheter", "konton", "interna"

actor = guard.require_actor(Action.VIEW_PLAN)
database = current_database()


def _write(key: str, value: str | None) -> None:
    if value is None:
        st.query_params.pop(key, None)
    else:
        st.query_params[key] = value
    st.rerun()


def _view() -> str:
    named = st.query_params.get(_VIEW, "")
    return named if named in {_CROSS, _INTERNAL} else _UNITS


def _choose_view(held: str) -> None:
    labels = {
        _UNITS: _("Enhet för enhet"),
        _CROSS: _("Konton och enheter"),
        _INTERNAL: _("Interna poster"),
    }
    chosen = st.segmented_control(
        _("Visa"), list(labels), default=held, required=True, format_func=labels.__getitem__,
        label_visibility="collapsed", key=f"view_{held}",
    )  # fmt: skip
    if chosen is not None and chosen != held:
        _write(_VIEW, None if chosen == _UNITS else chosen)


def _units(found: Overview, chosen: Chosen) -> None:
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        title = _("Det som behöver dig först") if found.folded else _("Alla enheter")
        st.header(title, anchor=False, width="content")
        if st.query_params.get(_ALL) == "ja" and st.button(
            _("Vik ihop dem som är i ordning"), icon=":material/filter_list:", type="tertiary"
        ):
            _write(_ALL, None)
    with pieces.card("units"):
        picked = tables.render(found.on_screen(), "overview", phone_columns=["trouble", "left"])
        downloads.buttons(found.table, name_parts=(_("budgetläget"), chosen.here.unit.name, chosen.plan.year))
    if picked == SHOW_ALL:
        _write(_ALL, "ja")
    unit = found.unit_of(picked or "")
    if unit is not None:
        where = {context.UNIT: unit.code, BUDGET: str(chosen.plan.id)}
        st.switch_page(menu.file_of("budget"), query_params={**context.carried(), **where})


def _show(chosen: Chosen) -> None:
    held = _view()
    with database.reading() as session:
        found = budget_overview.build_overview(
            session,
            actor,
            version_id=chosen.plan.id,
            unit_id=chosen.here.unit.id,
            money=chosen.here.money,
            show_all=st.query_params.get(_ALL) == "ja",
        )
    pieces.head(
        _("Budgetläget"),
        _("Håller hela budgeten, och vem behöver hjälp?"),
        sentences.markup(found.answer),
        _("{name}, så som den står just nu.").format(name=chosen.plan.name),
    )
    overview_actions.show(database, actor, found)
    _choose_view(held)
    if held == _CROSS:
        overview_views.cross(database, actor, chosen)
    elif held == _INTERNAL:
        overview_views.internal(database, actor, chosen)
    elif found.rows:
        _units(found, chosen)
    else:
        pieces.empty(
            _("Ingen budget här än"),
            _("När en omgång frågar enheterna, eller någon skriver i budgeten, visas den här."),
        )


with shown_errors():
    read = sheet_choice.read(actor, Action.VIEW_PLAN)
    if read is None:
        context.help_bar("budgetlaget")
        pieces.head(_("Budgetläget"), _("Håller hela budgeten?"), _("Det finns ingen budget att visa än."))
        pieces.empty(
            _("Ingen budget finns"), _("När ekonomi har skapat en budget för nästa år visas den här.")
        )
    else:
        sheet_choice.bar(read, actor, help_page="budgetlaget", money=True)
        _show(read)
