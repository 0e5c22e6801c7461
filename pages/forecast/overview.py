"""Prognosläget, for finance and heads: how does the year end, and which units need somebody first?"""

import streamlit as st

from core.db import current_database
from core.reports.forecast_overview import SHOW_ALL, Overview, build_overview
from core.rules.access import Action
from core.texts import _
from pages.forecast import overview_adjust, overview_choice, overview_committees, overview_unit
from pages.forecast.overview_choice import ALL, OPENED, VIEW, Chosen
from pages.ui import context, downloads, guard, pieces, round_actions, saving, sentences, tables
from pages.ui.feedback import shown_errors
from pages.ui.round_actions import RoundUnits

_UNITS, _COMMITTEES = "enheter", "namnder"

actor = guard.require_actor(Action.VIEW_PLAN)
database = current_database()


def _actions(found: Overview) -> None:
    units = RoundUnits(
        node_id=found.source.unit.id,
        round_ids=() if found.source.closed else found.source.round_ids,
        unit_ids={one.row.unit.id for one in found.rows},
        calm_ids={one.row.unit.id for one in found.rows if not one.troubles},
    )
    round_actions.show(database, actor, units)


def _units(found: Overview, chosen: Chosen) -> None:
    opened = st.query_params.get(OPENED)
    shown = next((one.row for one in found.rows if str(one.row.unit.id) == opened), None)
    if shown is not None:
        overview_unit.show(database, actor, found.source, shown, chosen.here.money)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        first = _("Det som har ändrats mest") if found.source.closed else _("Det som behöver dig först")
        title = first if found.folded else _("Alla enheter")
        st.header(title, anchor=False, width="content")
        if st.query_params.get(ALL) == "ja" and st.button(
            _("Vik ihop dem som är i ordning"), icon=":material/filter_list:", type="tertiary"
        ):
            overview_choice.write(ALL, None)
    with pieces.card("units"):
        picked = tables.render(
            found.on_screen(), "overview", phone_columns=["trouble", "variance"],
            selected=f"unit:{opened}" if opened else None,
        )  # fmt: skip
        name = (_("prognosläget"), chosen.here.unit.name, chosen.plan.year)
        downloads.buttons(found.table, name_parts=name)
    if picked == SHOW_ALL:
        overview_choice.write(ALL, "ja")
    unit = found.unit_of(picked or "")
    if unit is not None:
        overview_choice.write(OPENED, None if str(unit.id) == opened else str(unit.id))


def _show(chosen: Chosen) -> None:
    with database.reading() as session:
        found = build_overview(
            session,
            actor,
            version_id=chosen.plan.id,
            unit_id=chosen.here.unit.id,
            money=chosen.here.money,
            show_all=st.query_params.get(ALL) == "ja",
        )
    closed = _("{name}, som den lämnades.") if chosen.plan.closed else _("{name}, så som den står just nu.")
    pieces.head(
        _("Prognosläget"),
        _("Hur slutar året, och vem behöver dig?"),
        sentences.markup(found.answer),
        closed.format(name=chosen.plan.name),
    )
    saving.show_conflict()
    _actions(found)
    labels = {_UNITS: _("Enhet för enhet"), _COMMITTEES: _("Nämnder och resultat")}
    if overview_choice.segments(VIEW, labels, _("Visa")) == _COMMITTEES:
        overview_committees.show(database, actor, chosen)
    elif found.rows:
        _units(found, chosen)
    else:
        pieces.empty(
            _("Ingen prognos här"),
            _("Ingen enhet här är tillfrågad. Välj en annan enhet eller en annan prognos."),
        )
    overview_adjust.show(database, actor, found.source)


with shown_errors():
    read = overview_choice.read(actor)
    if read is None:
        context.help_bar("prognoslaget")
        pieces.head(_("Prognosläget"), _("Hur slutar året?"), _("Det finns ingen prognos att visa än."))
        pieces.empty(
            _("Ingen prognos är öppnad"),
            _("När en prognosomgång öppnas visas enheterna här, de som behöver dig först."),
        )
    else:
        overview_choice.bar(read, actor)
        _show(read)
