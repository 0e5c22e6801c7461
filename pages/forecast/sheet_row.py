"""An open row of Prognos: its figures, the year's value, why it deviates, and what is said about it."""

from typing import Any

import streamlit as st

from core.db import current_database
from core.enums import ForecastCause
from core.errors import Conflict, RodretError
from core.queries.access import may
from core.queries.comments import list_threads
from core.queries.subjects import list_people
from core.reports.forecast_rows import SheetRow
from core.reports.forecast_sheet import UnitForecast, forecast_subject
from core.rules.access import Action, Actor
from core.rules.forecast import cause_words
from core.rules.forecast_typing import parse_value, value_words
from core.rules.typed_tkr import typed_tkr
from core.services.forecast_accept import accept_rows
from core.services.forecast_values import SavedValue, ValueEdit, save_value, say_reason
from core.services.transaction import transaction
from core.table import Status
from core.texts import _
from pages.forecast import sheet_forms, sheet_markup
from pages.ui import comments, forms, pieces, saving

_LONGEST = 2000


def show(actor: Actor, unit: UnitForecast, row: SheetRow) -> None:
    """Show a row with its form, and under it what else can be done with it."""
    with st.container(key=f"frow_{unit.unit.id}_{row.key}", gap="xsmall"):
        pieces.show(sheet_markup.row_head(row, anchor_of(unit, row.key)))
        _message(unit, row)
        _form(actor, unit, row)
        _buttons(actor, unit, row)
        if sheet_forms.talks(unit, row.key):
            talk(actor, unit, row)


def anchor_of(unit: UnitForecast, row_key: str) -> str:
    """Return the name that a link on the page goes to."""
    return f"rad-{unit.unit.id}-{row_key or 'netto'}"


def cause_fields(form: str, cause: ForecastCause | None, text: str) -> tuple[ForecastCause | None, str, bool]:
    """Draw the causes to choose from, the field for words and the button; return what stands there."""
    chosen = st.pills(
        _("Vad beror avvikelsen på?"), list(ForecastCause), default=cause, format_func=cause_words,
        key=f"{form}_cause",
    )  # fmt: skip
    left, right = st.columns([6, 1], gap="small", vertical_alignment="bottom")
    with left:
        words = st.text_input(
            _("Med egna ord"), value=text, max_chars=_LONGEST, key=f"{form}_words",
            placeholder=_("En mening som den som läser förstår"),
        )  # fmt: skip
    with right:
        go = save_button(form)
    return chosen, words, go


def save_button(form: str) -> bool:
    """Draw the button of a form; return whether it, or Enter, was pressed just now."""
    return st.form_submit_button(_("Spara"), key=f"{form}_go", width="stretch")


def _message(unit: UnitForecast, row: SheetRow) -> None:
    message = sheet_forms.told(unit, row.key)
    if message:
        pieces.notice(Status.PARTLY, message)
    pieces.show(sheet_markup.row_questions(row))


def _form(actor: Actor, unit: UnitForecast, row: SheetRow) -> None:
    form, seen = sheet_forms.form_of(unit, row)
    asks = row.over_limit or row.row.cause is not None
    cause, words = row.row.cause, row.row.text
    with st.form(form, border=False, enter_to_submit=True):
        left, right = st.columns([5, 2], gap="medium", vertical_alignment="top")
        with left:
            pieces.show(sheet_markup.row_facts(row, unit.months), sheet_markup.row_words(row))
        with right:
            text, go = _value_field(form, seen, with_button=not asks)
        if asks:
            cause, words, go = cause_fields(form, cause, words)
    if go:
        _save(actor, unit, row, (form, seen, text), (cause, words))


def _value_field(form: str, seen: int | None, *, with_button: bool) -> tuple[str, bool]:
    where = st.container(horizontal=True, gap="small", vertical_alignment="bottom")
    with where:
        text = st.text_input(
            _("Prognos, tkr"), value=typed_tkr(seen), key=f"{form}_value", max_chars=40,
        )  # fmt: skip
        go = st.form_submit_button(_("Spara"), key=f"{form}_go") if with_button else False
    return text, go


def _save(
    actor: Actor,
    unit: UnitForecast,
    row: SheetRow,
    typed: tuple[str, int | None, str],
    said: tuple[ForecastCause | None, str],
) -> None:
    """Save the value and its cause in one transaction; what is typed stands until it is saved."""
    form, seen, text = typed
    try:
        new = parse_value(text, direction=row.direction, shown=seen)
        edit = ValueEdit(unit.unit.id, row.key, seen, new)
        with transaction(current_database(), actor) as session:
            saved = save_value(
                session, actor, version_id=unit.version_id, edit=edit, key=forms.request_key(form)
            )
            if saved.written:
                _say(session, actor, unit, row, said)
    except RodretError as refusal:
        st.error(refusal.message)
        return
    forms.renew_key(form)
    _after(unit, row, saved, new)


def _say(
    session: Any, actor: Actor, unit: UnitForecast, row: SheetRow, said: tuple[ForecastCause | None, str]
) -> None:
    cause, words = said
    if cause is not None and (cause, words.strip()) != (row.row.cause, row.row.text):
        say_reason(
            session, actor, version_id=unit.version_id, unit_id=unit.unit.id, row_key=row.key, cause=cause,
            text=words,
        )  # fmt: skip


def _after(unit: UnitForecast, row: SheetRow, saved: SavedValue, new: int) -> None:
    if saved.written:
        sheet_forms.forget(unit, row)
        st.toast(_("Sparat."))
    else:
        sheet_forms.seen_now(unit, row, saved.now)
        sheet_forms.tell(unit, row.key, _changed(saved.now, new))
    st.rerun()


def _changed(theirs: int | None, yours: int) -> str:
    words = _("Någon annan skrev {theirs} innan du hann. Du skrev {yours}. Spara igen om ditt ska gälla.")
    return words.format(theirs=value_words(theirs), yours=value_words(yours))


def _buttons(actor: Actor, unit: UnitForecast, row: SheetRow) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        if row.row.value is not None and not row.row.touched:
            _accept(actor, unit, row, row.row.value)
        if row.month_mode is not None:
            _by_month(actor, unit, row, row.month_mode)
        n = sum(thread.subject.cell == row.key for thread in unit.threads)
        label = _("Samtal ({n})").format(n=n) if n else _("Samtal")
        if st.button(label, key=f"talk_{unit.unit.id}_{row.key}", type="tertiary", icon=":material/chat:"):
            sheet_forms.talk_about(unit, row.key)
            st.rerun()


def _accept(actor: Actor, unit: UnitForecast, row: SheetRow, value: int) -> None:
    form = f"accept_{unit.version_id}_{unit.unit.id}_{row.key}"
    if st.button(_("Stämmer"), key=form, type="tertiary", icon=":material/check:"):
        key = forms.request_key(form)
        saving.save(
            actor,
            form,
            lambda session: accept_rows(
                session, actor, version_id=unit.version_id, unit_id=unit.unit.id, seen={row.key: value},
                key=key,
            ),
            told=_("Sparat."),
        )  # fmt: skip


def _by_month(actor: Actor, unit: UnitForecast, row: SheetRow, value: int) -> None:
    """Offer the year that comes out when closed months replace the planned ones and the rest stands."""
    form = f"month_{unit.version_id}_{unit.unit.id}_{row.key}"
    label = _("Månadsläge: {value}").format(value=value_words(value))
    told = _("Utfallet ersätter de månader som är stängda, resten av året ligger kvar som det var lagt.")
    if st.button(label, key=form, type="tertiary", icon=":material/calendar_month:", help=told):
        edit, key = ValueEdit(unit.unit.id, row.key, row.row.value, value), forms.request_key(form)

        def write(session: Any) -> None:
            saved = save_value(session, actor, version_id=unit.version_id, edit=edit, key=key)
            if not saved.written:
                raise Conflict(_changed(saved.now, value))

        saving.save(actor, form, write, told=_("Sparat."))


def talk(actor: Actor, unit: UnitForecast, row: SheetRow) -> None:
    """Show what is said about a row, with the field for more."""
    subject = forecast_subject(unit.version_id, unit.unit.id, row.key)
    with current_database().reading() as session:
        writes = not actor.read_only and may(session, actor, Action.COMMENT, unit.unit.id).allowed
        threads = list_threads(session, actor, subject=subject)
        people = list_people(session, actor, unit_id=unit.unit.id, action=subject.action) if writes else []
    pieces.show(pieces.heading(_("Samtal om {row}").format(row=row.title), level=4))
    comments.show(actor, subject, threads, people, may_write=writes)
