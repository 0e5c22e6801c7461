"""Ansvariga: who answers for each unit, and which units have no manager of their own."""

import streamlit as st

from core.db import Database
from core.enums import UnitKind, UnitState
from core.queries.access import units_in_scope
from core.queries.responsible import load_responsible
from core.reports import responsible_units
from core.reports.responsible_units import ResponsibleUnits
from core.rules.access import Action, Actor
from core.rules.trees import OUTSIDE_CODE
from core.texts import _, ngettext
from pages.admin import user_address
from pages.ui import address, downloads, pieces, tables
from pages.ui.markup import fill

_ONLY = "utan"


def show(database: Database, actor: Actor) -> None:
    """Show every unit with those who answer for it; a unit opens who may do what there."""
    st.header(_("Ansvariga per enhet"), anchor=False)
    only = st.query_params.get(_ONLY, "") == "ja"
    with database.reading() as session:
        units = [
            unit
            for unit in units_in_scope(session, actor, Action.MANAGE_USERS)
            if unit.kind is not UnitKind.COST_CENTER
            and unit.state is UnitState.OPEN
            and unit.code != OUTSIDE_CODE
        ]
        people = load_responsible(session, tree_id=actor.tree_id, today=database.today())
    report = responsible_units.build(units, people, only_without=only)
    pieces.show(fill('<p class="r-answer">{text}</p>', text=_answer(report)))
    wanted = st.toggle(_("Visa bara enheter utan egen chef"), only, key=f"only_{only}")
    if wanted != only:
        address.put(_ONLY, "ja" if wanted else "")
        st.rerun()
    if not report.table.rows:
        return
    with pieces.card("responsible"):
        picked = tables.render(report.table, "responsible", phone_columns=["manager"])
        downloads.buttons(report.table, name_parts=(_("ansvariga"), _("kommunen"), database.today().year))
    if picked is not None:
        address.put("enhet", picked)
        user_address.go(to_part=user_address.RIGHTS)


def _answer(report: ResponsibleUnits) -> str:
    if not report.without:
        return _("Alla enheter har en egen chef.")
    words = ngettext(
        "{n} av {all} enheter har ingen egen chef. Då svarar närmaste chef ovanför.",
        "{n} av {all} enheter har ingen egen chef. Då svarar närmaste chef ovanför.",
        report.without,
    )
    return words.format(n=report.without, all=report.units)
