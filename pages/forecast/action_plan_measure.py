"""One measure: what it is to give and has given, who said so when, and what may be done with it."""

import streamlit as st

from core.db import Database
from core.enums import TaskStatus
from core.money import MoneyUnit, format_large, format_money
from core.periods import local_time, month_name
from core.queries.access import may
from core.queries.measures import FollowUp, MeasureRow, list_follow_ups, row_titles
from core.queries.tasks import task_of
from core.reports.action_plan_table import STATUS, measure_state
from core.rules.access import Action, Actor
from core.rules.measures import state_words
from core.rules.tasks import TaskText, due_words
from core.rules.typed_tkr import parse_tkr, typed_tkr
from core.services.measures import MeasureChange, change_measure, follow_measure
from core.texts import _
from pages.forecast import action_plan_choice
from pages.forecast.action_plan_fields import MeasureFields, fields, typed_effect
from pages.ui import forms, pieces, saving, task_actions
from pages.ui.comments import said
from pages.ui.markup import Markup, fill, join
from pages.ui.pieces import Figure


def show(database: Database, actor: Actor, row: MeasureRow, money: MoneyUnit) -> None:
    """Show the measure that the address opens, with its forms for whoever may use them."""
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="bottom"):
        st.header(row.title, anchor=False, width="content")
        if st.button(_("Stäng"), icon=":material/close:", type="tertiary"):
            action_plan_choice.open_measure(None)
    with database.reading() as session:
        said_so_far = list_follow_ups(session, actor, task_id=row.task_id)
    left, right = st.columns(2, gap="small")
    with left, pieces.card("measure", stretch=True):
        _facts(database, row, money)
        _ways(database, actor, row)
    with right, pieces.card("follow_ups", stretch=True):
        _followed(said_so_far)


def _facts(database: Database, row: MeasureRow, money: MoneyUnit) -> None:
    today = database.today()
    state = measure_state(row, today)
    when = due_words(row.due, today) if row.status is TaskStatus.OPEN else row.due.isoformat()
    line = _("{unit}, {row}. {owner}, {when}.").format(
        unit=row.unit, row=row.row or _("hela enheten"), owner=row.owner, when=when
    )
    pieces.show(
        fill("<div>{chip}</div>", chip=pieces.chip(STATUS[state], state_words(state))),
        pieces.muted(line),
        said(row.body) if row.body else None,
        said(row.outcome) if row.outcome else None,
        pieces.strip(
            [
                Figure(
                    _("Ska ge"), format_money(row.effect, money),
                    _("{unit}, från {month}").format(unit=money, month=month_name(row.from_month)),
                ),
                Figure(_("Har gett"), format_money(row.realised, money), str(money)),
            ]
        ),
    )  # fmt: skip


def _ways(database: Database, actor: Actor, row: MeasureRow) -> None:
    with database.reading() as session:
        manages = may(session, actor, Action.MANAGE_TASKS, row.unit_id).allowed
        task = task_of(session, actor, task_id=row.task_id)
    if actor.read_only:
        return
    stamp = f"{row.task_id}_{row.rev}_{row.task_rev}"  # a new one after each save, so that it is shut
    with st.container(horizontal=True, gap="small"):
        counts = row.status is not TaskStatus.DROPPED
        if counts and (manages or row.owner_id == actor.user_id):
            with st.popover(_("Följ upp"), icon=":material/fact_check:", key=f"follow_{stamp}"):
                _follow(actor, row)
        if manages and counts:
            with st.popover(_("Ändra"), type="tertiary", icon=":material/edit:", key=f"change_{stamp}"):
                _change(database, actor, row)
        if task is not None:
            task_actions.show(actor, task)


def _follow(actor: Actor, row: MeasureRow) -> None:
    form = f"follow_{row.task_id}_{row.rev}"
    stamp = forms.request_key(form)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        typed = st.text_input(
            _("Har gett hittills i år, tkr"), typed_tkr(row.realised), max_chars=24, key=f"realised_{stamp}",
            help=_("Allt som åtgärden har gett i år, inte bara sedan sist."),
        )  # fmt: skip
        text = st.text_area(_("Vad har hänt?"), max_chars=2000, key=f"words_{stamp}")
        wanted = st.form_submit_button(_("Spara uppföljningen"), type="primary")
    if not wanted:
        return
    if not typed.strip():
        st.error(_("Skriv vad åtgärden har gett, 0 om den inte har gett något än."))
        return
    saving.save(
        actor,
        form,
        lambda session: follow_measure(
            session, actor, task_id=row.task_id, rev=row.rev, text=text, key=stamp,
            realised=parse_tkr(typed, what=_("Har gett")) or 0,
        ),
        told=_("Uppföljningen är sparad."),
    )  # fmt: skip


def _change(database: Database, actor: Actor, row: MeasureRow) -> None:
    form = f"measure_{row.task_id}_{row.rev}_{row.task_rev}"
    with database.reading() as session:
        rows = row_titles(session)
    held = MeasureFields(row.title, row.due, row.body, typed_effect(row.effect), row.from_month, row.row_key)
    with st.form(f"form_{form}", border=False, enter_to_submit=False):
        told = fields(form, held, rows)
        wanted = st.form_submit_button(_("Spara ändringen"), type="primary")
    if wanted:
        text = TaskText(told.title, told.due, told.body)
        saving.save(
            actor,
            form,
            lambda session: change_measure(
                session, actor, task_id=row.task_id,
                change=MeasureChange(
                    row.task_rev, row.rev, text, told.effect(), told.from_month, told.row_key
                ),
            ),
            told=_("Åtgärden är ändrad."),
        )  # fmt: skip


def _followed(rows: list[FollowUp]) -> None:
    pieces.show(pieces.heading(_("Gav den det den skulle?"), level=3))
    if not rows:
        pieces.show(pieces.muted(_("Ingen har följt upp åtgärden än.")))
        return
    pieces.show(pieces.log((local_time(row.at), _said(row)) for row in rows))


def _said(row: FollowUp) -> Markup:
    return join(
        [
            pieces.strong(_("{amount} hittills").format(amount=format_large(row.amount))),
            said(row.text) if row.text else None,
            pieces.muted(row.user),
        ]
    )
