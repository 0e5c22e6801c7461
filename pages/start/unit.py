"""Min enhet, for every role: how is the unit doing right now, and what deviates most?"""

import streamlit as st

from core.db import current_database
from core.queries.access import units_in_scope
from core.reports import my_unit
from core.reports.follow_up_view import read_drill
from core.reports.my_unit import EconomyBox, MyUnit
from core.reports.words import listed
from core.rules.access import Action, may_anywhere, roots
from core.table import Table
from core.texts import _
from pages.start import todo, unit_goals, unit_year
from pages.ui import context, guard, menu, pieces, sentences, tables
from pages.ui.feedback import shown_errors
from pages.ui.markup import Markup, fill, join
from pages.ui.pieces import Box
from pages.ui.sparks import vspark

_MONTHS = 12

actor = guard.require_actor(Action.VIEW_UNIT)
database = current_database()


def _box(found: MyUnit) -> None:
    economy = found.economy
    picture = join(
        [
            vspark(_spark(economy), _("Avvikelse per månad: nedåt är sämre än budget, uppåt bättre.")),
            _axis(),
        ]
    )
    if found.year is not None:
        unit_year.box(found, found.year, picture)
        return
    content = Box(
        title=_("Ekonomi"),
        status=economy.status,
        label=_("Mot budget t.o.m. {period}").format(period=found.period.words()),
        value=economy.number,
        line=economy.line,
        picture=picture,
        word=economy.word,
    )
    pieces.box(
        "economy",
        content,
        page=menu.file_of("uppfoljning"),
        link=_("Öppna ekonomin"),
        params=context.carried(),
    )


def _axis() -> Markup:
    """Return what the small bars are: the months of the year, from the first to the last."""
    return fill(
        '<div class="r-axis"><span>{first}</span><span>{what}</span><span>{last}</span></div>',
        first=_("jan"), what=_("avvikelse per månad"), last=_("dec"),
    )  # fmt: skip


def _spark(economy: EconomyBox) -> list[int | None]:
    return [*economy.spark, *[None] * (_MONTHS - len(economy.spark))]


def _deviations(found: MyUnit) -> None:
    """Show the rows with the largest variances; the bars say what a status would."""
    if found.year is not None:
        unit_year.deviations(found, found.year)
        return
    if not found.deviations.rows:
        pieces.empty(
            _("Ingenting att jämföra med"),
            _("När det finns en budget för året visas de största avvikelserna här."),
        )
        return
    with pieces.card("deviations"):
        picked = tables.render(
            found.deviations.without("status"),
            "deviations",
            phone_columns=["variance"],
            bar_column="variance",
        )
    if picked is not None:
        st.switch_page(menu.file_of("uppfoljning"), query_params={**context.carried(), "rad": picked})


def _units(table: Table, here: context.Context) -> None:
    with pieces.card("units"):
        picked = tables.render(table, "units", phone_columns=["variance"], bar_column="variance")
    if picked is not None:
        wanted = int(read_drill(picked).value)
        context.open_unit(next(unit for unit in here.units if unit.id == wanted))


def _show(here: context.Context) -> None:
    context.bar(here, actor, help_page="start", comparison=False)
    with database.reading() as session:
        found = my_unit.build(session, actor, unit_id=here.unit.id, period=here.period, money_unit=here.money)
    pieces.head(
        found.unit_name,
        _("Hur går det just nu?"),
        sentences.markup(found.answer if found.year is None else found.year.answer),
        unit_year.freshness(found, found.year),
    )
    if found.preliminary:
        pieces.show(pieces.muted(found.preliminary))
    left, right = st.columns([3, 5], gap="small")
    with left:
        st.header(_("Läget"), anchor=False)
        _box(found)
        unit_goals.box(database, actor, unit_id=here.unit.id, period=here.period)
    with right:
        todo.on_start_page(actor)
    left, right = st.columns([5, 3], gap="small")
    with left:
        st.header(_("Störst avvikelse"), anchor=False)
        _deviations(found)
    with right:
        unit_year.news(actor, found.unit_id)
    units = found.units if found.year is None or found.year.units is None else found.year.units
    if units is not None:
        st.header(_("Enheterna"), anchor=False)
        _units(units, here)


def _without_figures() -> None:
    """Show a person without the right to figures which units are hers, and the pages that she has."""
    with database.reading() as session:
        units = units_in_scope(session, actor, Action.VIEW_UNIT)
    tops = [unit for unit in units if unit.id in roots(actor, Action.VIEW_UNIT)]
    context.help_bar("start")
    pieces.head(
        listed([unit.name for unit in tops]),
        _("Vad finns här för mig?"),
        _("Det som väntar på dig, och dina sidor."),
    )
    todo.on_start_page(actor)
    own = [entry for group in menu.groups_for(actor) for entry in group.entries if entry.url_path]
    with pieces.card("own_pages"):
        pieces.show(pieces.heading(_("Dina sidor"), level=2))
        for entry in own:
            st.page_link(
                entry.file, label=entry.title, icon=":material/arrow_forward:", icon_position="right"
            )


def _page() -> None:
    if not may_anywhere(actor, Action.VIEW_ECONOMY):
        _without_figures()
        return
    here = context.read(actor)
    if here is None:
        pieces.head(_("Min enhet"), _("Hur går det just nu?"), _("Det finns inget utfall än."))
        pieces.empty(_("Ingen huvudbok är inläst"), _("När ekonomi har läst in huvudboken visas läget här."))
        return
    _show(here)


with shown_errors():
    _page()
