"""The year on Min enhet: the economy box with the forecast, the manager's own words, and what is new."""

import streamlit as st

from core.db import current_database
from core.reports import words
from core.reports.my_unit import EconomyBox, MyUnit
from core.reports.since_last import SinceLast, since_last
from core.reports.unit_year import UnitYear
from core.rules.access import Actor
from core.services import visits
from core.services.transaction import transaction
from core.texts import _
from pages.ui import context, links, menu, pieces, tables
from pages.ui.markup import Markup, join
from pages.ui.pieces import Box

_FORECAST, _CELL = "prognos", "cell"


def box(found: MyUnit, year: UnitYear, picture: Markup) -> None:
    """Write the economy box: the year against its budget, how it has moved, and what has come so far."""
    lines = [year.change, _measures(year), _so_far(found.economy, found)]
    content = Box(
        title=_("Ekonomi"),
        status=year.status,
        label=_("Helårsprognos mot budget"),
        value=words.large_amount(year.node.variance, signed=True),
        line=year.line,
        picture=join([*(pieces.muted(line) for line in lines if line), picture]),
        word=words.status_words(year.status),
    )
    page = "prognos" if year.running is not None else "uppfoljning"
    label = _("Öppna prognosen") if year.running is not None else _("Öppna ekonomin")
    pieces.box("economy", content, page=menu.file_of(page), link=label, params=context.carried())


def deviations(found: MyUnit, year: UnitYear) -> None:
    """Show the largest deviations of the year with the manager's own words; a row opens what lies behind."""
    if not year.deviations.rows:
        pieces.empty(
            _("Ingen avvikelse i prognosen"),
            _("Prognosen följer budgeten på varje rad. Det som avviker visas här, med chefens egna ord."),
        )
        return
    with pieces.card("deviations"):
        picked = tables.render(
            year.deviations, "deviations", phone_columns=["variance"], bar_column="variance"
        )
    if picked is not None:
        _open(found, year, picked)


def news(actor: Actor, unit_id: int) -> None:
    """Show what has happened since the last visit of an earlier day, and note that one is here."""
    database = current_database()
    with database.reading() as session:
        fresh = visits.is_new_day(session, actor)
    if fresh:
        with transaction(database, actor) as session:
            visits.note_visit(session, actor)
    with database.reading() as session:
        found = since_last(session, actor, unit_id=unit_id, since=visits.last_visit(session, actor))
    st.header(_("Sedan sist"), anchor=False)
    with pieces.card("since_last"):
        _lines(found)


def freshness(found: MyUnit, year: UnitYear | None) -> str:
    """Return what the figures are from, the forecast first."""
    if year is None:
        return found.freshness
    state = _("pågår") if year.forecast.running else _("fastställd")
    if year.forecast.closed_at is None and not year.forecast.running:
        state = _("under arbete")
    return _("{forecast}, {state}. {ledger}").format(
        forecast=year.forecast.name, state=state, ledger=found.freshness
    )


def _lines(found: SinceLast) -> None:
    if not found.lines:
        pieces.show(pieces.muted(_("Inget nytt sedan {day}.").format(day=found.since)))
        return
    for at, line in enumerate(found.lines):
        with st.container(key=f"news_{at}", gap=None):
            pieces.show(pieces.muted(line.when))
            links.link(line.address, line.text, arrow=False)
    if found.more:
        pieces.show(pieces.muted(found.more))


def _measures(year: UnitYear) -> str:
    if not year.measures.effect:
        return ""
    return _("Med åtgärder {after}").format(
        after=words.large_amount(year.node.variance + year.measures.effect, signed=True)
    )


def _so_far(economy: EconomyBox, found: MyUnit) -> str:
    if economy.total.variance is None:
        return economy.line
    return _("Utfall t.o.m. {period} {variance} mot budget").format(
        period=found.period.words(), variance=words.large_amount(economy.total.variance, signed=True)
    )


def _open(found: MyUnit, year: UnitYear, picked: str) -> None:
    """Open a row in the forecast, or a unit where its manager's words are read."""
    kind, _colon, value = picked.partition(":")
    where = {**context.carried(), _FORECAST: str(year.forecast.version_id)}
    if kind == "unit":
        where[context.UNIT] = year.codes[picked]
        st.switch_page(menu.file_of("ledningsvy"), query_params=where)
    where |= {context.UNIT: found.unit_code, _CELL: value}
    st.switch_page(menu.file_of("prognos"), query_params=where)
