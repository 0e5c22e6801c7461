"""A unit's card in Prognos: its sentence, the open rows, the rest as one line, what is missing, hand in."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.enums import SubmissionState
from core.money import MoneyUnit, format_money
from core.reports.forecast_answer import answer, measure_line, missing_line, quiet_line
from core.reports.forecast_rows import SheetRow
from core.reports.forecast_sheet import UnitForecast
from core.reports.forecast_table import rows_table
from core.reports.process_words import state_word
from core.rules.access import Actor
from core.rules.forecast_checks import Lack, Missing
from core.services import plan_undo, submissions
from core.services.comments import resolve_thread
from core.services.forecast_accept import accept_rows
from core.services.forecast_values import say_reason
from core.table import Status
from core.texts import _
from pages.forecast import sheet_forms, sheet_measures, sheet_row
from pages.ui import forms, links, pieces, saving
from pages.ui.markup import Markup, fill, join
from pages.ui.sentences import markup
from pages.ui.tables import render

_PHONE = ("value", "variance")
_HANDED_IN = frozenset({SubmissionState.SUBMITTED, SubmissionState.APPROVED, SubmissionState.ADOPTED})


def show(actor: Actor, unit: UnitForecast, *, alone: bool) -> None:
    """Show a unit's forecast; one that is alone on the page has the page's own button for handing in."""
    with pieces.card(f"unit_{unit.unit.id}"):
        _head(unit, alone=alone)
        _told(unit)
        _asked(actor, unit)
        if unit.editing.allowed:
            _rows(actor, unit)
        else:
            _read_only(actor, unit)
        _adjustments(unit)
        _net_cause(actor, unit)
        sheet_measures.show(actor, unit)
        if unit.editing.allowed:
            _missing(unit)
        _process(actor, unit, primary=alone)


def save_for(actor: Actor, unit: UnitForecast, form: str, write: Callable[[Any], str], told: str) -> None:
    """Save something of a unit; what `write` returns is said at the unit instead of `told`."""

    def noted(session: Any) -> None:
        left = write(session)
        if left:
            sheet_forms.tell(unit, "", left)

    saving.save(actor, form, noted, told=told)


def _head(unit: UnitForecast, *, alone: bool) -> None:
    pieces.show(
        fill(
            '<div class="r-boxhead r-tight" id="{anchor}"><h2 class="r-h3">{name}</h2>{chip}</div>',
            anchor=sheet_row.anchor_of(unit, ""), name=pieces.name_and_code(unit.unit.name, unit.unit.code),
            chip=_chip(unit),
        ),
        None if alone else fill("<p>{words}</p>", words=markup(answer([unit]))),
        pieces.muted(measure_line(unit.effect)) if unit.effect.effect else None,
    )  # fmt: skip


def _chip(unit: UnitForecast) -> Markup:
    if unit.state in _HANDED_IN:
        return pieces.chip(Status.OK, state_word(unit.state))
    if not unit.editing.allowed:
        return pieces.chip(pieces.RUNNING) if unit.state is not None else Markup("")
    if unit.missing:
        return pieces.chip(Status.PARTLY, missing_line(unit))
    if unit.state is None:
        return pieces.chip(Status.NONE, _("Inte i någon omgång"))
    return pieces.chip(pieces.RUNNING, _("Klar att lämna in"))


def _told(unit: UnitForecast) -> None:
    message = sheet_forms.told(unit, "")
    if message:
        pieces.notice(Status.PARTLY, message)


def _asked(actor: Actor, unit: UnitForecast) -> None:
    """Show what a reviewer wants changed, each with a tick for when it is done."""
    titles = {row.key: row.title for row in unit.rows}
    for thread in unit.asked:
        first = thread.comments[0]
        where = titles.get(thread.subject.cell, _("Hela prognosen"))
        pieces.notice(Status.PARTLY, where, f"{first.user}: {first.body}")
        if unit.editing.allowed:
            _answered(actor, thread.id)


def _answered(actor: Actor, thread_id: int) -> None:
    form = f"answered_{thread_id}"
    if st.button(_("Klart"), key=form, icon=":material/check:", type="tertiary"):
        saving.save(
            actor,
            form,
            lambda session: resolve_thread(session, actor, thread_id=thread_id),
            told=_("Avbockat."),
        )


def _rows(actor: Actor, unit: UnitForecast) -> None:
    shown = [row for row in unit.rows if row.reasons or sheet_forms.is_opened(unit, row.key)]
    for row in shown:
        sheet_row.show(actor, unit, row)
    quiet = [row for row in unit.rows if row not in shown]
    if quiet:
        _quiet(actor, unit, quiet)


def _quiet(actor: Actor, unit: UnitForecast, quiet: list[SheetRow]) -> None:
    """Show the rows that nobody needs to look at as one line, with the press that accepts them."""
    unfolded = f"unfolded_{unit.version_id}_{unit.unit.id}"
    seen = {row.key: row.row.value for row in quiet if row.row.value is not None and not row.row.touched}
    with st.container(key=f"frest_{unit.unit.id}", gap="xsmall"):
        with st.container(horizontal=True, gap="small", vertical_alignment="center"):
            pieces.show(
                fill('<div class="r-rest{css}">{icon}{words}</div>', css="" if seen else " done",
                     icon=pieces.icon("ok"), words=quiet_line(quiet))
            )  # fmt: skip
            if seen:
                _accept(actor, unit, seen)
            opened = bool(st.session_state.get(unfolded))
            if st.button(_("Dölj dem") if opened else _("Visa dem"), key=unfolded + "_go", type="tertiary"):
                st.session_state[unfolded] = not opened
                st.rerun()
        if opened:
            table = rows_table(_("Rader enligt förslaget"), quiet, unit.months, total=False)
            picked = render(table, f"quiet_{unit.unit.id}", phone_columns=_PHONE)
            if picked:
                sheet_forms.open_row(unit, picked)
                st.rerun()


def _accept(actor: Actor, unit: UnitForecast, seen: dict[str, int]) -> None:
    form = f"accept_{unit.version_id}_{unit.unit.id}"
    if not st.button(_("Stämmer"), key=form, icon=":material/check:"):
        return
    key = forms.request_key(form)
    titles = {row.key: row.title for row in unit.rows}

    def write(session: Any) -> str:
        done = accept_rows(
            session, actor, version_id=unit.version_id, unit_id=unit.unit.id, seen=seen, key=key
        )
        if not done.left:
            return ""
        names = ", ".join(titles[row] for row in done.left)
        return _("Någon annan har just ändrat {rows}. Läs och tryck igen.").format(rows=names)

    save_for(actor, unit, form, write, _("Raderna stämmer."))


def _read_only(actor: Actor, unit: UnitForecast) -> None:
    """Show all rows with what is said about them, for who does not change them now."""
    lost = sheet_forms.typed_in_vain(unit)
    if lost is not None:
        words = _("{row}: det du skrev, {text}, sparades inte.").format(row=lost[0], text=lost[1])
        pieces.notice(Status.PARTLY, words, unit.editing.reason)
    pieces.show(pieces.muted(unit.editing.reason))
    table = rows_table(_("Prognosen"), unit.rows, unit.months)
    picked = render(table, f"rows_{unit.unit.id}", phone_columns=_PHONE)
    if picked:
        sheet_forms.talk_about(unit, picked)
        st.rerun()
    for row in unit.rows:
        if sheet_forms.talks(unit, row.key):
            sheet_row.talk(actor, unit, row)


def _adjustments(unit: UnitForecast) -> None:
    """Show the central adjustments, which are apart from what the unit says."""
    if not unit.adjustments:
        return
    lines = (
        fill("<li>{amount}: {text}</li>", amount=pieces.strong(_tkr(one.amount)), text=one.text)
        for one in unit.adjustments
    )
    pieces.show(
        pieces.heading(_("Justerat av ekonomi")), fill('<ul class="r-list">{lines}</ul>', lines=join(lines))
    )


def _net_cause(actor: Actor, unit: UnitForecast) -> None:
    """Ask why the net deviates, where no row says it."""
    lacking = any(one.lack is Lack.CAUSE and not one.row_key for one in unit.missing)
    if unit.sheet.cause is None and not lacking:
        return
    form = f"net_{unit.version_id}_{unit.unit.id}_{unit.sheet.cause}_{len(unit.sheet.text)}"
    if not unit.editing.allowed:
        return
    pieces.show(pieces.heading(_("Hela enheten")))
    with st.form(form, border=False, enter_to_submit=True):
        cause, words, go = sheet_row.cause_fields(form, unit.sheet.cause, unit.sheet.text)
    if go and cause is not None:
        saving.save(
            actor,
            form,
            lambda session: say_reason(
                session, actor, version_id=unit.version_id, unit_id=unit.unit.id, row_key="", cause=cause,
                text=words,
            ),
            told=_("Sparat."),
        )  # fmt: skip


def _missing(unit: UnitForecast) -> None:
    """List what is missing, each with a link to its row."""
    if not unit.missing:
        return
    pieces.show(
        pieces.heading(_("Det här saknas")),
        fill('<ul class="r-list">{lines}</ul>', lines=join(_lack(unit, one) for one in unit.missing)),
    )


def _lack(unit: UnitForecast, one: Missing) -> Markup:
    link = fill(
        ' <a class="r-link" href="#{anchor}">{text}<span class="r-vh"> {row}</span></a>',
        anchor=sheet_row.anchor_of(unit, one.row_key), text=_("Till raden"), row=one.row_key,
    )  # fmt: skip
    return fill("<li>{message}{link}</li>", message=one.message, link=link if one.row_key else None)


def _process(actor: Actor, unit: UnitForecast, *, primary: bool) -> None:
    if unit.editing.submission_id is None:
        return
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if unit.may_submit:
            _hand_in(actor, unit, primary=primary)
        if unit.may_undo:
            _undo(actor, unit)
        links.link(f"/inlamning?inlamning={unit.editing.submission_id}", _("Inlämningen"))


def _hand_in(actor: Actor, unit: UnitForecast, *, primary: bool) -> None:
    form = f"hand_in_{unit.editing.submission_id}"
    if st.button(_("Lämna in"), key=form, type="primary" if primary else "secondary"):
        key, rev = forms.request_key(form), unit.rev
        saving.save(
            actor,
            form,
            lambda session: submissions.submit(
                session, actor, submission_id=unit.editing.submission_id or 0, rev=rev, key=key
            ),
            told=_("{unit}: prognosen är inlämnad.").format(unit=unit.unit.name),
        )  # fmt: skip


def _undo(actor: Actor, unit: UnitForecast) -> None:
    form = f"undo_{unit.version_id}_{unit.unit.id}"
    if not st.button(_("Ångra"), key=form, type="tertiary", icon=":material/undo:"):
        return
    key = forms.request_key(form)

    def write(session: Any) -> str:
        done = plan_undo.undo(session, actor, version_id=unit.version_id, unit_id=unit.unit.id, key=key)
        return _("Någon annan har ändrat värdet sedan dess. Det står kvar.") if done.conflicts else ""

    save_for(actor, unit, form, write, _("Ångrat."))


def _tkr(ore: int) -> str:
    return format_money(ore, MoneyUnit.TKR, signed=True, word=True)
