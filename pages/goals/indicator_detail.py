"""One key figure at a unit: how it stands, its picture, its card, its units, and what may be done with it."""

import streamlit as st

from core.db import Database
from core.enums import Sex
from core.queries.access import may
from core.reports import indicator_words as words
from core.reports.indicator_page import OnePage
from core.reports.indicator_tables import lines_table
from core.rules.access import Action, Actor
from core.rules.indicator_numbers import number_words
from core.table import Status
from core.texts import _
from pages.goals import indicator_address as address
from pages.goals import (
    indicator_assess,
    indicator_card,
    indicator_define,
    indicator_end,
    indicator_goals,
    indicator_history,
    indicator_picture,
    indicator_places,
    indicator_targets,
)
from pages.ui import downloads, links, pieces, tables
from pages.ui.comments import said
from pages.ui.context import Context

_EDITS = {
    "analys": (_("Analys"), indicator_assess.show),
    "mal": (_("Mål och start"), indicator_targets.targets),
    "ansvar": (_("Ansvarig"), indicator_places.owner),
    "handelse": (_("Händelse"), indicator_assess.note),
    "kopplat": (_("Kopplade mål"), indicator_goals.show),
    "enheter": (_("Enheter"), indicator_places.units),
    "andra": (_("Ändra"), indicator_define.change),
    "avsluta": (_("Avsluta"), indicator_end.show),
    "historik": (_("Historik"), indicator_history.show),
}
_READS = ("kopplat", "historik")


def show(database: Database, actor: Actor, here: Context, one: OnePage) -> None:
    """Show the figure, and below it the form that is chosen."""
    with database.reading() as session:
        allowed = not actor.read_only and may(session, actor, Action.EDIT_GOALS, here.unit.id).allowed
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if st.button(_("Alla nyckeltal"), icon=":material/arrow_back:", type="tertiary", key="all"):
            address.open_indicator(None)
        if allowed:
            links.link(f"nyckeltalsvarden?enhet={here.unit.code}", _("Rapportera värden"))
        if one.indicator.definition.kolada_id:
            links.link(
                f"kolada?nyckeltal={one.indicator.definition.kolada_id}", _("Jämför med andra kommuner")
            )
    if one.indicator.closed_on is not None:
        pieces.notice(
            Status.NONE, _("Avslutat {day}. ").format(day=one.indicator.closed_on), one.indicator.closed_why
        )
    with pieces.card("standing"):
        _standing(one, allowed=allowed)
        indicator_picture.show(one)
    picked = _units(one)
    indicator_card.show(one)
    _doing(database, actor, here, one, allowed=allowed)
    if picked is not None:
        unit_id = int(picked.split("/")[1])
        code = next((unit.code for unit in here.units if unit.id == unit_id), "")
        address.open_indicator(one.indicator.id, code)


def _standing(one: OnePage, *, allowed: bool) -> None:
    said_of = one.indicator.definition
    standing = one.standing
    status = standing.status if standing else Status.NONE
    figures = [
        pieces.Figure(
            _("Utfall"), *_value(one, Sex.TOTAL), deviates=status is Status.BAD
        ),
        pieces.Figure(
            _("Mål {year}").format(year=one.year),
            number_words(standing.target if standing else None, said_of.decimals, said_of.measure_unit),
            words.DIRECTIONS[said_of.direction],
        ),
    ]  # fmt: skip
    figures += [
        pieces.Figure(words.SEXES[sex], *_value(one, sex))
        for sex in (Sex.WOMEN, Sex.MEN)
        if any(row.sex is sex and row.measured.at == _at(one) for row in one.values)
    ]
    if one.place and one.place.baseline is not None:
        base = words.value_words(said_of, one.place.baseline)
        figures.append(pieces.Figure(_("Start"), base, str(one.place.baseline_year)))
    word = _("Egen bedömning") if standing and standing.judged else ""
    pieces.show(pieces.chip(status), pieces.muted(word) if word else None, pieces.strip(figures))
    if standing and standing.problem:
        pieces.notice(Status.PARTLY, _("Går inte att räkna ut. "), standing.problem)
    latest = one.latest_words
    if latest:
        about = _("{user}, {month}").format(user=latest.user, month=words.period_words(latest.at))
        pieces.show(said(latest.text), pieces.muted(about))
    elif one.missing:
        how = _("Värdet är rött, och enheten har inte skrivit varför än.")
        if allowed:
            how = _("Värdet är rött. Skriv varför och vad som görs, annars räknas det som ofullständigt.")
        pieces.notice(Status.BAD, f"{words.MISSING}. ", how)


def _at(one: OnePage) -> tuple[int, int]:
    measured = one.standing.measured if one.standing else None
    return measured.at if measured else (0, 0)


def _value(one: OnePage, sex: Sex) -> tuple[str, str]:
    """Return a value and its month in words."""
    said_of, at = one.indicator.definition, _at(one)
    if sex is Sex.TOTAL:
        measured = one.standing.measured if one.standing else None
        value = measured.value if measured else None
    else:
        value = next(
            (row.measured.value for row in one.values if row.sex is sex and row.measured.at == at), None
        )
    return words.value_words(said_of, value), words.period_words(at)


def _units(one: OnePage) -> str | None:
    """Show every unit that the figure is measured at; a click opens it there."""
    if len(one.places) < 2:  # noqa: PLR2004 the one that is shown
        return None
    table = lines_table(one.places, _("Enhet för enhet"), with_unit=True, with_name=False)
    with st.expander(_("Enhet för enhet ({n})").format(n=len(one.places)), icon=":material/list:"):
        picked = tables.render(table, "indicator_units", phone_columns=["value", "status"])
        downloads.buttons(table, name_parts=(one.indicator.definition.code, _("enheter"), one.year))
    return picked


def _doing(database: Database, actor: Actor, here: Context, one: OnePage, *, allowed: bool) -> None:
    keys = list(_EDITS) if allowed else list(_READS)
    if allowed and one.place is None:
        keys = ["enheter", "andra", "avsluta", *_READS]
    if allowed and one.indicator.closed_on is not None:
        keys = ["avsluta", "historik"]
    st.header(_("Vad vill du göra?"), anchor=False)
    chosen = address.choose(
        _("Välj"), {key: _EDITS[key][0] for key in keys}, key=f"does_{one.indicator.id}_{one.unit_id}"
    )
    with pieces.card("does"):
        _EDITS[chosen][1](database, actor, here, one)
