"""One unit of Prognosläget: its rows with causes, and what finance does with it."""

from functools import partial
from typing import Any

import streamlit as st

from core.db import Database
from core.enums import RoundState
from core.enums import SubmissionEventKind as Event
from core.money import MoneyUnit
from core.queries.access import may
from core.queries.forecast_overview import OverviewRow, OverviewSource
from core.queries.rounds import read_round
from core.queries.submissions import SubmissionView, read_submission
from core.reports.forecast_unit_rows import unit_table
from core.rules.access import Action, Actor
from core.rules.subjects import Subject, SubjectKind, address_of
from core.services import submissions
from core.services.forecast_returns import Point, return_to_row
from core.texts import _
from pages.forecast import overview_choice, overview_places
from pages.forecast.overview_choice import OPENED
from pages.ui import forms, links, pieces, saving, tables

_AT_ONCE = {
    Event.APPROVE: (_("Godkänn"), _("Prognosen är godkänd."), submissions.approve),
    Event.LOCK: (_("Lås igen"), _("Prognosen är låst igen."), submissions.lock),
}


def show(
    database: Database, actor: Actor, source: OverviewSource, row: OverviewRow, money: MoneyUnit
) -> None:
    """Show the unit that the address opens."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.header(row.unit.name, anchor=False, width="content")
        if st.button(_("Stäng"), icon=":material/close:", type="tertiary", key="close_unit"):
            overview_choice.write(OPENED, None)
    with pieces.card("opened"):
        for one in row.missing:
            pieces.show(pieces.muted(one.message))
        tables.render(unit_table(row, source.year, money), "opened", phone_columns=["forecast", "variance"])
        view = _submission(database, actor, row)
        with st.container(key="opened_deeds", horizontal=True, gap="small"):
            _deeds(database, actor, source, row, view)
        overview_places.show(database, actor, source, row)


def _deeds(
    database: Database, actor: Actor, source: OverviewSource, row: OverviewRow, view: SubmissionView | None
) -> None:
    subject = Subject(SubjectKind.FORECAST, str(source.version_id), row.unit.id)
    address = address_of(subject, unit_code=row.unit.code)
    links.go_button(address, _("Öppna prognosen"), key="open_forecast", primary=False)
    if view is None or not _is_open(database, actor, view):
        return
    moved = saving.moved_meanwhile(f"forecast_{view.row.id}", view.row.rev)
    if moved:
        st.warning(_("Någon annan har ändrat något hos enheten medan du läste. Inget är gjort, läs på nytt."))
    for event, (label, told, do) in _AT_ONCE.items():
        if event in view.events:
            _at_once(actor, view, event, (label, told, do))
    if {Event.RETURN, Event.REOPEN} & view.events:
        _return(actor, row, view, _("Skicka tillbaka"), moved=moved)
    elif _may_ask(database, actor, row):
        _return(actor, row, view, _("Be om ändring"), moved=moved)
    if Event.UNLOCK in view.events:
        _unlock(actor, view)


def _at_once(actor: Actor, view: SubmissionView, event: Event, deed: tuple[str, str, Any]) -> None:
    label, told, do = deed
    form = f"overview_{view.row.id}_{view.row.rev}_{event}"
    if st.button(label, key=f"do_{form}"):
        write = partial(
            do, actor=actor, submission_id=view.row.id, rev=view.row.rev, key=forms.request_key(form)
        )
        saving.save(actor, form, write, told=told)


def _return(actor: Actor, row: OverviewRow, view: SubmissionView, label: str, *, moved: bool) -> None:
    """Ask which row is to be changed and why; the manager lands on it. What is typed stays until saved."""
    form = f"return_{view.row.id}"
    titles = {"": _("Hela prognosen"), **{one.row_key: one.title for one in row.sheet.rows}}
    with (
        st.popover(label, key=f"open_{form}"),
        st.form(form, border=False, enter_to_submit=False),
    ):
        picked = st.selectbox(_("Rad"), list(titles), format_func=titles.__getitem__)
        body = st.text_area(_("Vad ska ändras?"), max_chars=1800)
        wanted = st.form_submit_button(label, type="primary")
    if wanted and not moved:
        point, key = Point(picked or "", body), forms.request_key(form)
        saving.save(
            actor,
            form,
            lambda session: return_to_row(
                session, actor, submission=(view.row.id, view.row.rev), point=point, key=key
            ),
            told=_("Enheten ser vad som ska ändras."),
        )


def _unlock(actor: Actor, view: SubmissionView) -> None:
    form = f"unlock_{view.row.id}_{view.row.rev}"
    with (
        st.popover(_("Lås upp"), key=f"open_{form}"),
        st.form(form, border=False, enter_to_submit=False),
    ):
        reason = st.text_area(_("Varför? (frivilligt)"))
        wanted = st.form_submit_button(_("Lås upp"), type="primary")
    if wanted:
        key = forms.request_key(form)
        saving.save(
            actor,
            form,
            lambda session: submissions.unlock(
                session, actor, submission_id=view.row.id, rev=view.row.rev, key=key, reason=reason
            ),
            told=_("Enheten kan ändra sin prognos igen."),
        )


def _submission(database: Database, actor: Actor, row: OverviewRow) -> SubmissionView | None:
    if row.submission is None:
        return None
    with database.reading() as session:
        return read_submission(session, actor, submission_id=row.submission.id, today=database.today())


def _is_open(database: Database, actor: Actor, view: SubmissionView) -> bool:
    with database.reading() as session:
        held = read_round(session, actor, round_id=view.row.round_id)
    return held.state is RoundState.OPEN and not actor.read_only


def _may_ask(database: Database, actor: Actor, row: OverviewRow) -> bool:
    with database.reading() as session:
        return may(session, actor, Action.APPROVE_SUBMISSION, row.unit.id).allowed
