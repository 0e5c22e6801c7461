"""The picture of a key figure over the years, with its target and notes, or the table behind it."""

from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from core.enums import Sex
from core.reports import indicator_words as words
from core.reports.indicator_page import YEARS_BACK, OnePage
from core.reports.indicator_tables import months_table
from core.texts import _, ngettext
from pages.goals import indicator_address as address
from pages.ui import charts, downloads, look, pieces, tables
from pages.ui.chart_trend import Trend, trend, trend_in_words

_HEIGHT = 260


def show(one: OnePage) -> None:
    """Show the picture; the table is one click away."""
    if not one.values and not one.problems:
        return
    choices = {"bild": _("Bild"), "tabell": _("Tabell")}
    if one.has_sexes:
        choices = {"bild": _("Bild"), "konen": _("Kvinnor och män"), "tabell": _("Tabell")}
    chosen = address.choose(
        _("Visa"), choices, name=address.SEX, key=f"picture_{one.indicator.id}_{one.unit_id}"
    )
    if chosen == "tabell":
        table = months_table(one)
        tables.plain(table)
        downloads.buttons(table, name_parts=(one.indicator.definition.code, one.unit, one.year))
        return
    data = _trend(one, sexes=chosen == "konen")
    charts.show(
        trend(data, dark=look.is_dark()), trend_in_words(data),
        f"trend_{one.indicator.id}_{one.unit_id}_{chosen}", _HEIGHT,
    )  # fmt: skip
    if one.reckoned:
        pieces.show(pieces.muted(_how_reckoned(one)))
    if one.notes:
        pieces.show(pieces.log((note.day.isoformat(), note.text) for note in one.notes))


def _how_reckoned(one: OnePage) -> str:
    if not one.indicator.definition.formula:
        return _("Räknat ur enheternas värden, månad för månad.")
    told = _("Räknat med formeln för varje månad, av de värden som gällde då.")
    if one.problems:
        told += " " + ngettext(
            "{n} månad går inte att räkna ut, se tabellen.",
            "{n} månader går inte att räkna ut, se tabellen.",
            len(one.problems),
        ).format(n=len(one.problems))
    return told


def _trend(one: OnePage, *, sexes: bool) -> Trend:
    said = one.indicator.definition
    others = {words.SEXES[sex]: _line(one, sex) for sex in (Sex.WOMEN, Sex.MEN)} if sexes else {}
    return Trend(
        name=said.title, unit=said.measure_unit, values=_line(one, Sex.TOTAL), targets=one.targets,
        notes=[(note.day, note.text) for note in one.notes], years=(one.year - YEARS_BACK, one.year),
        others=others,
    )  # fmt: skip


def _line(one: OnePage, sex: Sex) -> Sequence[tuple[date, Decimal]]:
    """Return the values of somebody up to the month that is shown."""
    return [
        (date(year, month, monthrange(year, month)[1]), row.measured.value)
        for row in one.values
        if row.sex is sex and row.measured.value is not None
        for year, month in [row.measured.at]
        if (year, month) <= (one.year, one.month)
    ]
