"""A unit in Ledningsvy: its manager's own words row by row, the measures, and the talk about it."""

import streamlit as st

from core.db import current_database
from core.enums import TaskStatus
from core.money import MoneyUnit, format_money
from core.queries.access import UnitRow, may
from core.queries.comments import Thread, list_threads
from core.queries.measures import MeasureRow, list_measures
from core.reports.executive import Executive
from core.reports.executive_table import voices_table
from core.reports.forecast_sheet import forecast_subject
from core.rules.access import Action, Actor
from core.rules.tasks import day_words
from core.services import lifted_words
from core.texts import _
from pages.start import executive_explain
from pages.ui import context, links, pieces, saving, tables
from pages.ui.comments import said


def show(actor: Actor, here: context.Context, found: Executive) -> None:
    """Show why the unit deviates, what is done about it, and what has been said."""
    measures, threads, above = _read(actor, here, found)
    left, right = st.columns([5, 3], gap="small")
    with left:
        st.header(_("Chefens förklaring"), anchor=False)
        _own(actor, found, above)
        table = voices_table(found, here.money, most=None)
        if table.rows:
            with pieces.card("rows"):
                tables.render(table, "rows", phone_columns=["variance"], bar_column="variance")
    with right:
        st.header(_("Åtgärder"), anchor=False)
        _measures(measures)
        if threads:
            st.header(_("Kommentarer"), anchor=False)
            _threads(threads)
        _onward(actor, found)


def _read(
    actor: Actor, here: context.Context, found: Executive
) -> tuple[list[MeasureRow], list[Thread], UnitRow | None]:
    unit, forecast = found.unit, found.forecast
    with current_database().reading() as session:
        measures = list_measures(session, actor, unit_id=unit.id, year=forecast.year)
        threads = []
        if may(session, actor, Action.VIEW_PLAN, unit.id).allowed:
            subject = forecast_subject(forecast.version_id, unit.id)
            threads = list_threads(session, actor, subject=subject, every_cell=True)
        above = next((one for one in here.own if one.lft < unit.lft and one.rgt > unit.rgt), None)
        if above is None or not lifted_words.may_explain(session, actor, unit_id=above.id):
            above = None
    return measures, threads, above if forecast.closed_at is None else None


def _own(actor: Actor, found: Executive, above: UnitRow | None) -> None:
    """Show what the manager says of the whole, and let the level above lift it with its source."""
    own = found.own
    if own is None and found.earlier is not None:
        with pieces.card("earlier"):
            pieces.show(
                pieces.muted(
                    _("Inget är sagt i den här prognosen än. I {before}:").format(before=found.before)
                ),
                executive_explain.words(found.earlier),
            )
        return
    if own is None:
        if not any(voice.said for voice in found.voices):
            pieces.empty(
                _("Ingen förklaring än"),
                _("När chefen anger orsak i prognosen står den här, med hennes egna ord."),
            )
        return
    with pieces.card("own"):
        pieces.show(executive_explain.words(own))
        if above is not None and own.text:
            label = _("Lyft till {unit}").format(unit=above.name)
            if st.button(label, icon=":material/north_west:", type="tertiary", key="lift"):
                saving.save(
                    actor,
                    "lift",
                    lambda session: lifted_words.lift_words(
                        session, actor, version_id=found.forecast.version_id, unit_id=above.id,
                        from_unit_id=found.unit.id,
                    ),
                    told=_("Orden står nu hos {unit}, med källan.").format(unit=above.name),
                )  # fmt: skip


def _measures(rows: list[MeasureRow]) -> None:
    if not rows:
        pieces.empty(
            _("Inga åtgärder än"), _("När chefen väljer en åtgärd visas den här, med ägare och effekt.")
        )
        return
    today = current_database().today()
    for row in rows:
        with pieces.card(f"measure_{row.task_id}"):
            late = row.status is TaskStatus.OPEN and row.due < today
            pieces.show(pieces.task(row.due, row.title, _measure_line(row), late=late))


def _measure_line(row: MeasureRow) -> str:
    effect = _("effekten är inte bedömd")
    if row.effect is not None:
        effect = _("{effect} i år").format(
            effect=format_money(row.effect, MoneyUnit.TKR, signed=True, word=True)
        )
    parts = [row.owner, effect]
    if row.realised is not None:
        came = format_money(row.realised, MoneyUnit.TKR, word=True)
        parts.append(_("{realised} har kommit").format(realised=came))
    return ", ".join(parts)


def _threads(threads: list[Thread]) -> None:
    with pieces.card("threads"):
        entries = [
            (
                f"{comment.user}, {day_words(comment.at.date(), current_database().today())}",
                said(comment.body),
            )
            for thread in threads
            for comment in thread.comments
        ]
        pieces.show(pieces.log(entries))


def _onward(actor: Actor, found: Executive) -> None:
    """Link to the talk about the unit and to the forecast itself, for those who take part."""
    with current_database().reading() as session:
        talks = may(session, actor, Action.VIEW_PROCESS, found.unit.id).allowed
    if not talks:
        return
    links.link(f"/motesunderlag?enhet={found.unit.code}", _("Underlag till ett möte"))
    address = f"/prognos?enhet={found.unit.code}&prognos={found.forecast.version_id}"
    links.link(address, _("Öppna prognosen"))
