"""A unit's key figures, the worst first; those below that are not reached; a new one."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from core.db import Database
from core.queries.access import may
from core.reports.indicator_page import Line, ListPage
from core.reports.indicator_tables import lines_table
from core.rules.access import Action, Actor
from core.table import Status
from core.texts import _, ngettext
from pages.goals import indicator_address as address
from pages.goals import indicator_define, indicator_places
from pages.ui import downloads, links, pieces, tables
from pages.ui.context import Context

_MOST = 12


def show(database: Database, actor: Actor, here: Context, page: ListPage) -> None:
    """Show the tables; a click opens a figure at its unit."""
    with database.reading() as session:
        allowed = not actor.read_only and may(session, actor, Action.EDIT_GOALS, here.unit.id).allowed
    with st.container(horizontal=True, gap="small"):
        if allowed:
            links.link(f"nyckeltalsvarden?enhet={here.unit.code}", _("Rapportera värden"))
        links.link(f"agare?enhet={here.unit.code}", _("Nyckeltal utan ägare"))
    picked = _own(page, here, allowed=allowed) or _below(page, here)
    if allowed:
        with st.expander(_("Nytt nyckeltal"), icon=":material/add:"):
            indicator_define.add(database, actor, here)
        with st.expander(_("Följ ett nyckeltal som redan finns"), icon=":material/playlist_add:"):
            indicator_places.follow(database, actor, here, page)
    _closed(page)
    if picked is not None:
        opened, unit_id = picked.split("/")
        code = next((unit.code for unit in here.units if unit.id == int(unit_id)), "")
        address.open_indicator(int(opened), code)


def _own(page: ListPage, here: Context, *, allowed: bool) -> str | None:
    if not page.own:
        how = _("När enheten följer ett nyckeltal står det här.")
        if allowed:
            how = _("Lägg till ett här under, eller följ ett som redan finns.")
        pieces.empty(_("Enheten följer inga nyckeltal än"), how)
        return None
    table = lines_table(page.own, _("Enhetens nyckeltal"), with_unit=False, with_name=True)
    with pieces.card("own"):
        picked = tables.render(table, "indicators_own", phone_columns=["value", "status"])
        downloads.buttons(table, name_parts=(_("nyckeltal"), here.unit.name, here.period.year))
    return picked


def _below(page: ListPage, here: Context) -> str | None:
    """Show the figures below that are not reached; all of them with one click."""
    if not page.below:
        return None
    worst = [line for line in page.below if line.status is Status.BAD]
    everything = address.ALL_BELOW in st.query_params
    shown: Sequence[Line] = page.below if everything else worst[:_MOST]
    st.header(_("På enheterna under"), anchor=False)
    picked = None
    with pieces.card("below"):
        missing = sum(line.missing for line in page.below)
        words = ngettext(
            "{n} av {all} når inte sitt mål.", "{n} av {all} når inte sina mål.", len(worst)
        ).format(n=len(worst), all=len(page.below))
        if missing:
            words += " " + ngettext("{n} saknar analys.", "{n} saknar analys.", missing).format(n=missing)
        pieces.show(pieces.muted(words))
        if shown:
            table = lines_table(shown, _("Nyckeltal på enheterna"), with_unit=True, with_name=True)
            picked = tables.render(table, "indicators_below", phone_columns=["unit", "status"])
        label = _("Visa alla {n}").format(n=len(page.below))
        rest = not everything and len(shown) < len(page.below)
        if rest and st.button(label, type="tertiary", key="all_below"):
            st.query_params[address.ALL_BELOW] = "ja"
            st.rerun()
        downloads.buttons(
            partial(
                lines_table, page.below, _("Nyckeltal på enheterna"), with_unit=True, with_name=True
            ),
            name_parts=(_("enheternas nyckeltal"), here.unit.name, here.period.year),
        )  # fmt: skip
    return picked


def _closed(page: ListPage) -> None:
    if not page.closed:
        return
    label = ngettext("{n} avslutat nyckeltal", "{n} avslutade nyckeltal", len(page.closed))
    with st.expander(label.format(n=len(page.closed)), icon=":material/task_alt:"):
        for row in page.closed:
            with st.container(horizontal=True, gap="small", vertical_alignment="center"):
                if st.button(row.definition.title, key=f"closed_{row.id}", type="tertiary"):
                    address.open_indicator(row.id)
                pieces.show(pieces.muted(f"{row.closed_on}: {row.closed_why}"))
