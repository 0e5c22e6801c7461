"""The targets of a key figure at a unit, and where the unit started."""

from dataclasses import dataclass
from decimal import Decimal

import streamlit as st

from core.db import Database
from core.reports.indicator_page import OnePage
from core.reports.indicator_tables import targets_table
from core.rules.access import Actor
from core.rules.indicator_numbers import read_number, typed
from core.services.indicator_targets import Start, set_baseline, set_target
from core.texts import _
from pages.ui import forms, pieces, saving, tables
from pages.ui.context import Context

_YEARS_BACK, _YEARS_AHEAD = 3, 4


@dataclass(frozen=True, slots=True)
class _Read:
    """What somebody wrote, and what stood there (year and value) when the field was drawn."""

    value: Decimal | None
    seen: Start


def targets(_database: Database, actor: Actor, _here: Context, one: OnePage) -> None:
    """Show the targets, and the forms for one and for where the unit started."""
    if one.place is None:
        pieces.empty(_("Nyckeltalet mäts inte på enheten"), _("Lägg till enheten först."))
        return
    if one.targets:
        tables.plain(targets_table(one))
    years = list(range(one.year - _YEARS_BACK, one.year + _YEARS_AHEAD))
    left, right = st.columns(2, gap="medium")
    with left:
        _target(actor, one, years)
    with right:
        _baseline(actor, one, years, (one.place.baseline_year, one.place.baseline))


def _target(actor: Actor, one: OnePage, years: list[int]) -> None:
    indicator = one.indicator
    year = st.selectbox(_("Mål för"), years, index=years.index(one.year), key=f"target_year_{indicator.id}")
    form = f"target_{indicator.id}_{one.unit_id}_{year}"
    label = _("Mål, {unit}").format(unit=indicator.definition.measure_unit)
    read = _number(label, (year, one.targets.get(year)), form)
    if read is not None:
        saving.save(
            actor, form,
            lambda session: set_target(
                session, actor, indicator_id=indicator.id, unit_id=one.unit_id, year=year,
                value=read.value, seen=read.seen[1],
            ),
            told=_("Målet för {year} är sparat.").format(year=year),
        )  # fmt: skip


def _baseline(actor: Actor, one: OnePage, years: list[int], now: Start) -> None:
    options = sorted({*years, *([now[0]] if now[0] else [])})
    form = f"base_{one.indicator.id}_{one.unit_id}"
    year = st.selectbox(
        _("Började"), options, index=options.index(now[0] or one.year), key=f"base_year_{one.indicator.id}"
    )
    read = _number(_("Startvärde"), now, form)
    if read is not None:
        saving.save(
            actor, form,
            lambda session: set_baseline(
                session, actor, indicator_id=one.indicator.id, unit_id=one.unit_id,
                start=(year, read.value), seen=read.seen,
            ),
            told=_("Startvärdet är sparat."),
        )  # fmt: skip


def _number(label: str, now: Start, form: str) -> _Read | None:
    """Write a field for a number with its button; return what is to be saved when it is pressed.

    A field that nobody has touched follows what others save; one that is being written in does not.
    """
    field, seen = f"number_{forms.request_key(form)}", forms.as_seen(form, now)
    if seen != now and st.session_state.get(field, typed(seen[1])) == typed(seen[1]):
        forms.renew_key(form)
        field, seen = f"number_{forms.request_key(form)}", forms.as_seen(form, now)
    with st.form(f"form_{field}", border=False, enter_to_submit=True):
        text = st.text_input(label, typed(seen[1]), key=field, max_chars=30)
        wanted = st.form_submit_button(_("Spara"))
    if not wanted:
        return None
    try:
        return _Read(read_number(text), seen)
    except ValueError as error:
        st.error(str(error))
        return None
