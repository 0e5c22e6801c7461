"""The measures of a unit's forecast: what is done about a deficit, by whom, when, and what it gives."""

from datetime import date, timedelta

import streamlit as st

from core.db import current_database
from core.enums import TaskStatus
from core.money import MoneyUnit, format_money
from core.periods import MONTHS, month_name
from core.queries.measures import MeasureRow
from core.queries.subjects import PersonRow, list_people
from core.reports.forecast_sheet import UnitForecast
from core.rules.access import Action, Actor
from core.rules.forecast_checks import Lack
from core.rules.typed_tkr import parse_tkr
from core.services.measures import NewMeasure, add_measure
from core.texts import _
from pages.ui import forms, links, pieces, saving
from pages.ui.markup import Markup, join

_DAYS = 30
_OPEN = "forecast_new_measure"


def show(actor: Actor, unit: UnitForecast) -> None:
    """List the measures; the form for a new one stands open where one is missing."""
    live = [one for one in unit.measures if one.status is not TaskStatus.DROPPED]
    lacking = any(one.lack is Lack.MEASURE for one in unit.missing)
    if not live and not lacking and not unit.editing.allowed:
        return
    if live:
        pieces.show(pieces.heading(_("Åtgärder")), join(_line(one) for one in live))
    if not unit.editing.allowed:
        return
    opened = st.session_state.get(_OPEN) == unit.unit.id
    if lacking or opened:
        _form(actor, unit)
    with st.container(horizontal=True, gap="small"):
        if not lacking and st.button(
            _("Stäng") if opened else _("Ny åtgärd"), key=f"measure_{unit.unit.id}", type="tertiary",
            icon=":material/close:" if opened else ":material/add:",
        ):  # fmt: skip
            st.session_state[_OPEN] = None if opened else unit.unit.id
            st.rerun()
        if live:
            links.link(f"/atgardsplan?enhet={unit.unit.code}", _("Åtgärdsplan"))


def _line(one: MeasureRow) -> Markup:
    effect = format_money(one.effect, MoneyUnit.TKR, signed=True, word=one.effect is not None)
    words = _("{owner}, senast {day}, {effect} från {month}").format(
        owner=one.owner, day=one.due.isoformat(), effect=effect, month=month_name(one.from_month)
    )
    return join([pieces.strong(one.title), pieces.muted(words)])


def _form(actor: Actor, unit: UnitForecast) -> None:
    name = f"new_measure_{unit.version_id}_{unit.unit.id}"
    key = forms.request_key(name)
    form = f"{name}_{key}"  # a new form after each save, so that its fields are empty again
    with current_database().reading() as session:
        people = list_people(session, actor, unit_id=unit.unit.id, action=Action.VIEW_ECONOMY)
    pieces.show(pieces.heading(_("Vad gör ni åt det?")))
    with st.form(form, border=False, enter_to_submit=False):
        title, owner = _what_and_who(form, people, actor)
        effect, month, due, row_key = _how_much_and_when(unit, form)
        wanted = st.form_submit_button(_("Lägg till åtgärden"), key=f"{form}_go")
    if wanted and owner is not None:
        saving.save(
            actor,
            name,
            lambda session: add_measure(
                session, actor, key=key,
                measure=NewMeasure(
                    unit.unit.id, row_key, unit.year, title, owner.user_id, due,
                    parse_tkr(effect, what=_("Ger i år")), month,
                ),
            ),
            told=_("Åtgärden är tillagd."),
        )  # fmt: skip


def _own(people: list[PersonRow], actor: Actor) -> int:
    """Return the place of the actor among the people, the first one when she is not there."""
    return next((n for n, one in enumerate(people) if one.user_id == actor.user_id), 0)


def _what_and_who(form: str, people: list[PersonRow], actor: Actor) -> tuple[str, PersonRow | None]:
    left, right = st.columns([5, 2], gap="small")
    with left:
        title = st.text_input(
            _("Åtgärd"), max_chars=200, key=f"{form}_title",
            placeholder=_("Till exempel: inga vikarier i december"),
        )  # fmt: skip
    with right:
        owner = st.selectbox(
            _("Ansvarig"), people, index=_own(people, actor), format_func=lambda one: one.name,
            key=f"{form}_owner",
        )  # fmt: skip
    return title, owner


def _how_much_and_when(unit: UnitForecast, form: str) -> tuple[str, int, date, str]:
    """Draw the effect, the first month, the last day and the row (empty: the net); return them."""
    titles = {"": _("Hela enheten")} | {row.key: row.title for row in unit.rows}
    columns = st.columns([2, 2, 2, 3], gap="small")
    with columns[0]:
        effect = st.text_input(
            _("Ger i år, tkr"), key=f"{form}_effect", max_chars=24, placeholder=_("Till exempel 200")
        )
    with columns[1]:
        month = st.selectbox(
            _("Från"), list(MONTHS), index=min(unit.months, len(MONTHS) - 1), format_func=month_name,
            key=f"{form}_month",
        )  # fmt: skip
    with columns[2]:
        due = st.date_input(
            _("Klart senast"), value=current_database().today() + timedelta(days=_DAYS), format="YYYY-MM-DD",
            key=f"{form}_due",
        )  # fmt: skip
    with columns[3]:
        row = st.selectbox(_("Rad"), list(titles), format_func=titles.__getitem__, key=f"{form}_row")
    return effect, month, due, row or ""
