"""One key figure of Kolada: its latest values, the picture over the years, and the tables behind."""

from decimal import Decimal

import streamlit as st

from core.db import current_database
from core.enums import Sex
from core.queries.kolada import Chosen, Kpi, Place
from core.queries.kolada_values import Series
from core.reports import kolada as report
from core.rules.access import Actor
from core.rules.kolada import is_made_for_somebody, rounded, short_name, suffix_of, value_words
from core.services import kolada
from core.table import Status
from core.texts import _
from pages.goals import kolada_address as address
from pages.goals import kolada_job, kolada_places, kolada_use
from pages.ui import chart_lines, charts, downloads, look, pieces, tables
from pages.ui.chart_data import KeyFigure, key_figure_in_words

_HEIGHT = 280
_FETCH = "kolada_values"


def show(actor: Actor, kpi: Kpi, series: Series, chosen: Chosen, members: tuple[Place, ...]) -> None:
    """Show a key figure with everything that is kept of it."""
    st.header(kpi.title, anchor=False)
    with pieces.card("kpi"):
        pieces.show(pieces.muted(_facts(kpi)), pieces.muted(kpi.text) if kpi.text else None)
        _warning(series)
        if series.values:
            _figures(kpi, series, chosen)
            _picture(kpi, series, chosen)
        else:
            pieces.empty(_("Inga värden är hämtade än"), _how_filled(actor, chosen))
        with st.container(horizontal=True, gap="xsmall"):
            if kolada_places.may_choose(actor) and (chosen.own or chosen.compared):
                kolada_job.button(
                    _("Hämta nu"), _FETCH, actor,
                    lambda session, key: kolada.ask_for_values(session, actor, kpi_id=kpi.id, key=key),
                )  # fmt: skip
            if st.button(_("Sök ett annat"), icon=":material/search:", key="close_kpi"):
                address.open_kpi("")
        kolada_use.show(actor, kpi)
    if series.values:
        _tables(kpi, series, chosen, members)


def _facts(kpi: Kpi) -> str:
    parts = [kpi.id, kpi.area]
    if kpi.retired:
        parts.append(_("används inte längre, får inga nya värden"))
    elif kpi.publication:
        come = kpi.publication <= current_database().today().isoformat()
        words = _("publicerades {day}") if come else _("publiceras {day}")
        parts.append(words.format(day=kpi.publication))
    return " · ".join(filter(None, parts))


def _warning(series: Series) -> None:
    if series.failed_at is not None:
        pieces.notice(
            Status.PARTLY, f"{series.age}. ",
            _("{why} Det som visas är det som hämtades sist.").format(why=series.problem),
        )  # fmt: skip
    elif series.problem:
        pieces.notice(Status.PARTLY, _("Allt kom inte med. "), series.problem)


def _how_filled(actor: Actor, chosen: Chosen) -> str:
    if not kolada_places.may_choose(actor):
        return _("Ekonomiavdelningen hämtar dem från Kolada. När de är hämtade finns de kvar här.")
    if chosen.own is None and chosen.compared is None:
        return _("Välj egen kommun eller jämförelse nedan på sidan, och tryck sedan på Hämta nu.")
    return _("Tryck på Hämta nu. Det som hämtas finns kvar här även när nätet är borta.")


def _figures(kpi: Kpi, series: Series, chosen: Chosen) -> None:
    """Show the latest values: the first place with women and men, then the one beside it."""
    suffix = suffix_of(kpi.title)
    figures = []
    for at, place in enumerate(report.places_of(chosen)):
        year = series.latest_year(place.id)
        names = {Sex.TOTAL: short_name(place.title), Sex.WOMEN: _("Kvinnor"), Sex.MEN: _("Män")}
        for sex in names if at == 0 else (Sex.TOTAL,):
            value = series.at(place.id, year, sex) if year is not None else None
            if value is not None:
                figures.append(pieces.Figure(names[sex], value_words(value, suffix), str(year)))
    if figures:
        pieces.show(pieces.strip(figures))


def _picture(kpi: Kpi, series: Series, chosen: Chosen) -> None:
    sex = _sex_choice(series)
    places = report.places_of(chosen)
    years = report.in_years(series, places)
    lines = [(_line_name(place), [_rounded(series, place, year, sex) for year in years]) for place in places]
    known = [line for line in lines if any(value is not None for value in line[1])]
    if not known or len(years) < 2:  # noqa: PLR2004 a line has two ends
        return
    (own_name, own), (other_name, other) = (*known, ("", []))[:2]
    data = KeyFigure(years, own, own_name, other, other_name, suffix=suffix_of(kpi.title))
    charts.show(
        chart_lines.line_with_target(data, dark=look.is_dark()), key_figure_in_words(data),
        f"kolada_{kpi.id}_{sex}", _HEIGHT,
    )  # fmt: skip


def _line_name(place: Place) -> str:
    """Return what stands at the end of a line, where a phone has little room."""
    return _("Liknande") if is_made_for_somebody(place.title) else short_name(place.title)


def _sex_choice(series: Series) -> Sex:
    """Return whose line is drawn; asked only where women and men have values of their own."""
    by_sex = any(one.sex is not Sex.TOTAL and one.value is not None for one in series.values.values())
    if not by_sex:
        return Sex.TOTAL
    words = {Sex.TOTAL: _("Alla"), Sex.WOMEN: _("Kvinnor"), Sex.MEN: _("Män")}
    now = address.sex()
    picked = st.segmented_control(
        _("Visa"), list(words), default=now, required=True, format_func=words.__getitem__,
        key=f"kolada_sex_{now}",
    )  # fmt: skip
    if picked is not None and picked is not now:
        address.choose_sex(picked)
    return now


def _rounded(series: Series, place: Place, year: int, sex: Sex) -> Decimal | None:
    value = series.at(place.id, year, sex)
    return None if value is None else rounded(value)


def _tables(kpi: Kpi, series: Series, chosen: Chosen, members: tuple[Place, ...]) -> None:
    table = report.years_table(kpi, series, chosen)
    totals = [f"total_{place.id}" for place in report.places_of(chosen)]
    with pieces.card("years"):
        pieces.show(pieces.heading(_("År för år"), level=3))
        tables.render(table, f"kolada_years_{kpi.id}", phone_columns=totals)
        downloads.buttons(table, name_parts=(_("kolada"), kpi.id, current_database().today().year))
    year = report.year_of_places(series, members)
    if year is None:
        return
    with pieces.card("places"):
        pieces.show(pieces.heading(_("Kommun för kommun, {year}").format(year=year), level=3))
        tables.render(
            report.places_table(kpi, series, members, year), f"kolada_places_{kpi.id}",
            phone_columns=["total"],
        )  # fmt: skip
