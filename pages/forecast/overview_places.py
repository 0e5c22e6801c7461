"""Where a unit's rows are stored, for finance: another ansvar or account for a row, or a new row opened."""

import streamlit as st

from core.db import Database
from core.enums import Dimension, UnitKind
from core.queries.access import UnitRow, may, units_in_scope
from core.queries.codes import CodeRow, list_codes
from core.queries.forecast_overview import OverviewRow, OverviewSource
from core.queries.forecast_places import PlaceRow, list_places
from core.rules.access import Action, Actor
from core.rules.plan_signs import RESULT_CLASSES
from core.services.forecast_places import choose_place
from core.texts import _
from pages.ui import forms, pieces, saving
from pages.ui.context import label_of


def show(database: Database, actor: Actor, source: OverviewSource, row: OverviewRow) -> None:
    """Show where the rows lie, folded; nothing for those who do not manage the unit's budget."""
    with database.reading() as session:
        allowed = may(session, actor, Action.MANAGE_BUDGET, row.unit.id).allowed
        places = list_places(session, actor, unit_id=row.unit.id) if allowed else []
    if not allowed or source.closed or actor.read_only:
        return
    with st.expander(_("Var raderna ligger")):
        for place in places:
            if place.is_open:
                pieces.show(pieces.strong(place.title), " ", pieces.muted(place.where))
        _form(database, actor, source, row, places)


def _form(
    database: Database, actor: Actor, source: OverviewSource, row: OverviewRow, places: list[PlaceRow]
) -> None:
    form = f"place_{source.version_id}_{row.unit.id}"
    ansvar, accounts, functions = _choices(database, actor, row.unit)
    with st.form(form, border=False, enter_to_submit=False):
        place = st.selectbox(
            _("Rad att flytta eller öppna"), places, index=None, format_func=_place_words,
            placeholder=_("Välj en rad"),
        )  # fmt: skip
        unit = st.selectbox(_("Ansvar"), ansvar, format_func=label_of, index=0 if ansvar else None)
        account = st.selectbox(
            _("Konto"), accounts, index=None, format_func=_words, placeholder=_("Sök namn eller nummer")
        )
        function = st.selectbox(
            _("Verksamhet (frivilligt)"), functions, index=None, format_func=_words,
            placeholder=_("Sök namn eller nummer"),
        )  # fmt: skip
        wanted = st.form_submit_button(_("Spara var raden ligger"))
    if not wanted:
        return
    if place is None or unit is None or account is None:
        st.error(_("Välj rad, ansvar och konto."))
        return
    codes = {Dimension.ACCOUNT: account.code}
    if function is not None:
        codes[Dimension.FUNCTION] = function.code
    key, chosen = forms.request_key(form), (row.unit.id, place.row_key)
    saving.save(
        actor,
        form,
        lambda session: choose_place(
            session, actor, version_id=source.version_id, place=chosen, ansvar_unit_id=unit.id, codes=codes,
            key=key,
        ),
        told=_("Raden ligger där nu."),
    )  # fmt: skip


def _choices(
    database: Database, actor: Actor, unit: UnitRow
) -> tuple[list[UnitRow], list[CodeRow], list[CodeRow]]:
    with database.reading() as session:
        ansvar = [
            one
            for one in units_in_scope(session, actor, Action.MANAGE_BUDGET)
            if one.kind is UnitKind.COST_CENTER and unit.lft <= one.lft <= unit.rgt
        ]
        accounts = [
            code for code in list_codes(session, Dimension.ACCOUNT) if code.code[:1] in RESULT_CLASSES
        ]
        functions = list_codes(session, Dimension.FUNCTION)
    return ansvar, accounts, functions


def _place_words(place: PlaceRow) -> str:
    return place.title if place.is_open else _("{row}, öppna raden").format(row=place.title)


def _words(code: CodeRow) -> str:
    return f"{code.name} ({code.code})" if code.name else code.code
