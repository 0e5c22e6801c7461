"""The nämnd table on the screen: full year or closed months, and whether it agrees with the ledger."""

import streamlit as st

from core.db import Database
from core.enums import ReportKind
from core.reports.forecast_committees import Committees, build_committees
from core.rules.access import Actor
from core.table import Status
from core.texts import _
from pages.forecast import overview_choice
from pages.forecast.overview_choice import COLUMNS, Chosen
from pages.ui import context, downloads, pieces, subscribing, tables

_YEAR, _PERIOD = "helar", "perioden"


def show(database: Database, actor: Actor, chosen: Chosen) -> None:
    """Show the table; a nämnd opens its own."""
    with database.reading() as session:
        found = build_committees(
            session, actor, version_id=chosen.plan.id, unit_id=chosen.here.unit.id, money=chosen.here.money
        )
    st.header(_("Nämnder och resultat"), anchor=False)
    labels = {_YEAR: _("Hela året"), _PERIOD: _("Stängda månader")}
    period = overview_choice.segments(COLUMNS, labels, _("Kolumner")) == _PERIOD
    with pieces.card("committees"):
        phone = ["outcome", "period_variance"] if period else ["after", "variance"]
        picked = tables.render(found.on_screen(period=period), "committees", phone_columns=phone)
        downloads.buttons(
            found.table, name_parts=(_("prognos nämnder"), chosen.here.unit.name, chosen.plan.year)
        )
        subscribing.choice(actor, ReportKind.COMMITTEE_TABLE, chosen.here.unit)
    _agreement(found)
    unit = next((unit for unit in chosen.here.units if f"unit:{unit.id}" == picked), None)
    if unit is not None and unit.id != chosen.here.unit.id:
        context.open_unit(unit)


def _agreement(found: Committees) -> None:
    """Say whether the outcome of the table is that of the ledger."""
    if found.agrees:
        pieces.notice(Status.OK, _("Summan av utfallet stämmer med huvudboken på öret."))
        return
    pieces.notice(
        Status.BAD,
        _("Summan stämmer inte med huvudboken"),
        _("Tabellen visar inte allt som är bokfört på enheten. Be driften köra kontrollen av saldon."),
    )
