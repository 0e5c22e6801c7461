"""Kolada's figures for reading: what was found, a key figure over the years, and place beside place."""

from collections.abc import Sequence
from decimal import Decimal

from core.enums import Sex
from core.queries.kolada import Chosen, Found, Kpi, Place
from core.queries.kolada_values import Series
from core.reports.words import Sentence, sentence
from core.rules.kolada import SOURCE, is_made_for_somebody, rounded, short_name, suffix_of, value_words
from core.table import Column, Kind, Row, Table
from core.texts import _, ngettext

_SEXES = ((Sex.TOTAL, "total"), (Sex.WOMEN, "women"), (Sex.MEN, "men"))


def found_table(kpis: Sequence[Kpi]) -> Table:
    """Return key figures in their order, each opening by its id."""
    columns = (
        Column("title", _("Nyckeltal"), Kind.TEXT),
        Column("id", _("Id"), Kind.CODE),
        Column("area", _("Område"), Kind.TEXT),
    )
    rows = tuple(
        Row(
            one.id,
            (one.title, one.id, one.area),
            drill=one.id,
            note=_("Används inte längre") if one.retired else "",
        )
        for one in kpis
    )
    table = Table(_("Nyckeltal i Kolada"), columns, rows)
    return table if any(one.area for one in kpis) else table.without("area")


def found_words(found: Found) -> str:
    """Return how many there are, and that not all are shown."""
    if not found.total:
        return _("Inget nyckeltal har alla orden. Pröva färre eller kortare ord.")
    if found.total > len(found.kpis):
        return _("De {n} bästa av {total}. Lägg till ett ord för att få färre.").format(
            n=len(found.kpis), total=found.total
        )
    return ngettext("{n} nyckeltal.", "{n} nyckeltal.", found.total).format(n=found.total)


def answer(kpi: Kpi, series: Series, chosen: Chosen) -> Sentence:
    """Return the latest value of the municipality against whom it is compared with, in one sentence."""
    suffix = suffix_of(kpi.title)
    known = []
    for place in places_of(chosen):
        latest = _latest(series, place)
        if latest is not None:
            known.append((short_name(place.title), *latest))
    if not known:
        return sentence(_("Inga värden är hämtade för nyckeltalet än."))
    name, year, value = known[0]
    if len(known) == 1:
        text = _("{name} har {{value}} {year}.").format(name=name, year=year)
        return sentence(text, value=value_words(value, suffix))
    other, other_year, other_value = known[1]
    text = _("{name} har {{value}} {year}, {other} har {{compared}}{when}.").format(
        name=name, year=year, other=_inside(other), when="" if year == other_year else f" {other_year}"
    )
    return sentence(text, value=value_words(value, suffix), compared=value_words(other_value, suffix))


def years_table(kpi: Kpi, series: Series, chosen: Chosen) -> Table:
    """Return the values by year, the latest first: total, women and men, and of whom is compared with."""
    places = places_of(chosen)
    shown = [(place, sex, name) for place in places for sex, name in _SEXES if _any(series, place, sex)]
    columns = (
        Column("year", _("År"), Kind.TEXT),
        *(
            Column(f"{name}_{place.id}", _heading(place, sex), Kind.COUNT)
            for place, sex, name in shown
        ),
    )  # fmt: skip
    rows = tuple(
        Row(str(year), (str(year), *(_cell(series.at(place.id, year, sex)) for place, sex, _name in shown)))
        for year in reversed(in_years(series, places))
    )
    return Table(_titled(kpi), columns, rows, about=about(kpi, series), footnotes=_notes(series, places))


def places_table(kpi: Kpi, series: Series, places: Sequence[Place], year: int) -> Table:
    """Return place beside place in a year, the highest value first; those without a value last."""
    columns = (
        Column("place", _("Kommun"), Kind.TEXT),
        *(Column(name, _sex_word(sex), Kind.COUNT) for sex, name in _SEXES),
    )
    ordered = sorted(places, key=lambda place: _order(series.at(place.id, year)))
    rows = tuple(
        Row(place.id, (place.title, *(_cell(series.at(place.id, year, sex)) for sex, _name in _SEXES)))
        for place in ordered
    )
    title = _("{title}, {year}").format(title=_titled(kpi), year=year)
    return Table(title, columns, rows, about=about(kpi, series), footnotes=(_source(kpi),))


def places_of(chosen: Chosen) -> list[Place]:
    """Return the places whose values are shown: the own one, then the one it is compared with."""
    return [place for place in (chosen.own, chosen.compared) if place is not None]


def in_years(series: Series, places: Sequence[Place]) -> list[int]:
    """Return the years from the first to the last in which any of the places has a value."""
    ids = {place.id for place in places}
    known = [one.year for one in series.values.values() if one.place_id in ids and one.value is not None]
    return list(range(min(known), max(known) + 1)) if known else []


def year_of_places(series: Series, places: Sequence[Place]) -> int | None:
    """Return the last year in which half of the places have a value; None for fewer than two places."""
    if len(places) < 2:  # noqa: PLR2004 one is not set beside anybody
        return None
    years = in_years(series, places)
    counts = {year: sum(series.at(place.id, year) is not None for place in places) for year in years}
    return max((year for year, count in counts.items() if count * 2 >= len(places)), default=None)


def about(kpi: Kpi, series: Series) -> tuple[tuple[str, str], ...]:
    """Return what a reader of a file must know: the source, the id and how old the values are."""
    return ((_("Källa"), SOURCE), (_("Nyckeltal"), kpi.id), (_("Hämtat"), series.age))


def source_line(kpi: Kpi, series: Series) -> str:
    """Return the source with its period and age: `Källa: Kolada (N00090), 2015–2025. Hämtat 2026-11-02.`"""
    years = sorted({one.year for one in series.values.values() if one.value is not None})
    period = f", {years[0]}–{years[-1]}" if years else ""
    return f"{_source(kpi)[:-1]}{period}. {series.age}."


def _latest(series: Series, place: Place) -> tuple[int, Decimal] | None:
    year = series.latest_year(place.id)
    value = series.at(place.id, year) if year is not None else None
    return (year, value) if year is not None and value is not None else None


def _any(series: Series, place: Place, sex: Sex) -> bool:
    return sex is Sex.TOTAL or any(
        one.value is not None for one in series.values.values() if one.place_id == place.id and one.sex is sex
    )


def _inside(name: str) -> str:
    """Return a place's name inside a sentence."""
    return name[:1].lower() + name[1:] if is_made_for_somebody(name) else name


def _heading(place: Place, sex: Sex) -> str:
    name = short_name(place.title)
    return name if sex is Sex.TOTAL else _("{place}, {sex}").format(place=name, sex=_sex_word(sex).lower())


def _sex_word(sex: Sex) -> str:
    return {Sex.TOTAL: _("Totalt"), Sex.WOMEN: _("Kvinnor"), Sex.MEN: _("Män")}[sex]


def _cell(value: Decimal | None) -> Decimal | None:
    return None if value is None else rounded(value)


def _order(value: Decimal | None) -> tuple[bool, Decimal]:
    return value is None, -value if value is not None else Decimal(0)


def _titled(kpi: Kpi) -> str:
    return f"{kpi.title} ({kpi.id})"


def _source(kpi: Kpi) -> str:
    return f"{SOURCE} ({kpi.id})."


def _notes(series: Series, places: Sequence[Place]) -> tuple[str, ...]:
    """Return the source, and of means that were reckoned here how many they are made of."""
    notes = [f"{SOURCE} ({series.kpi_id})."]
    for place in places:
        counts = {one.mean_of for one in series.values.values() if one.place_id == place.id and one.mean_of}
        if counts:
            low, high = min(counts), max(counts)
            of = str(high) if low == high else f"{low}–{high}"
            notes.append(
                _("{place}: ovägt medel räknat här där Kolada inget har, av {n} av {all} kommuner.").format(
                    place=short_name(place.title), n=of, all=len(place.members)
                )
            )
    return tuple(notes)
