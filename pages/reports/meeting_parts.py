"""The parts of Mötesunderlag: deviations in the manager's words, questions, promises kept and new ones."""

from datetime import timedelta

import streamlit as st

from core.db import current_database
from core.enums import TaskStatus
from core.errors import RuleViolation
from core.money import MoneyUnit, format_money
from core.queries.access import may
from core.queries.meeting import PromiseRow
from core.queries.subjects import PersonRow, list_people
from core.queries.tasks import task_of
from core.reports.meeting import Meeting, promise_words
from core.reports.meeting_document import deviation_table
from core.rules.access import Action, Actor
from core.rules.subjects import meeting_subject
from core.rules.tasks import TaskText, day_words, due_words
from core.services import tasks
from core.table import Status
from core.texts import _
from pages.ui import context, forms, links, menu, pieces, saving, tables, task_actions
from pages.ui.comments import said
from pages.ui.markup import Markup, join

_USUAL_DAYS = 30
_MOST_MEASURES = 4


def deviations(found: Meeting, money: MoneyUnit) -> None:
    """Show the three largest deviations with the manager's own words."""
    if found.node is None:
        return
    st.header(_("De tre största avvikelserna"), anchor=False)
    table = deviation_table(found, money)
    if not table.rows:
        pieces.empty(_("Inga avvikelser"), _("Prognosen följer budgeten på varje rad."))
        return
    with pieces.card("deviations"):
        picked = tables.render(
            table.without("forecast", "budget"), "deviations", phone_columns=["variance"],
            bar_column="variance",
        )  # fmt: skip
    code = next((voice.code for voice in found.deviations if voice.key == picked), "")
    if code:
        st.switch_page(menu.file_of("ledningsvy"), query_params={**context.carried(), context.UNIT: code})


def questions(found: Meeting) -> None:
    """Show what the figures raise, each question with its reason."""
    if found.node is None:
        return
    st.header(_("Frågor att tala om"), anchor=False)
    if not found.questions:
        pieces.empty(_("Siffrorna väcker inga frågor"), _("Prata om det som inte syns i dem."))
        return
    with pieces.card("questions"):
        entries = [("", join([pieces.strong(one.text), pieces.muted(one.reason)])) for one in found.questions]
        pieces.show(pieces.log(entries))


def promised(actor: Actor, found: Meeting) -> None:
    """Show what was promised in earlier meetings, and what came of it."""
    st.header(_("Lovat tidigare"), anchor=False)
    if not found.promised:
        pieces.empty(
            _("Inget lovat än"),
            _("Det ni lovar varandra på ett möte står här nästa gång, med vad det ledde till."),
        )
        return
    with pieces.card("promised"):
        pieces.show(pieces.muted(promise_words(found.promised, found.day)))
        for one in found.promised:
            _promise(actor, found, one)


def measures(found: Meeting) -> None:
    """Show the measures in short: what they are to give and have given."""
    if not found.measures:
        return
    st.header(_("Åtgärder"), anchor=False)
    with pieces.card("measures"):
        entries = [
            (
                f"{row.owner}, {day_words(row.due, found.day)}",
                join([pieces.strong(row.title), pieces.muted(_effect(row.effect, row.realised))]),
            )
            for row in found.measures[:_MOST_MEASURES]
        ]
        pieces.show(pieces.log(entries))
        links.link(f"/atgardsplan?enhet={found.unit.code}", _("Öppna åtgärdsplanen"))


def promise(actor: Actor, found: Meeting) -> None:
    """Show what is promised today, and the form for one more: it becomes a task of whoever is to do it."""
    with current_database().reading() as session:
        writes = (
            not actor.read_only
            and may(session, actor, Action.MANAGE_TASKS, found.unit.id).allowed
            and may(session, actor, Action.COMMENT, found.unit.id).allowed
        )
        people = (
            list_people(session, actor, unit_id=found.unit.id, action=Action.VIEW_PROCESS) if writes else []
        )
    if not writes and not found.today:
        return
    st.header(_("Vad lovar vi nu?"), anchor=False)
    with pieces.card("promise"):
        for one in found.today:
            _promise(actor, found, one)
        if writes:
            _new(actor, found, people)


def _promise(actor: Actor, found: Meeting, one: PromiseRow) -> None:
    with st.container(key=f"promise_{one.task_id}", gap="xsmall"):
        late = one.late(found.day)
        pieces.show(pieces.task(one.due, one.title, _line(found, one), late=late))
        if one.status is not TaskStatus.OPEN:
            return
        with current_database().reading() as session:
            task = task_of(session, actor, task_id=one.task_id)
        if task is not None:
            task_actions.show(actor, task)


def _line(found: Meeting, one: PromiseRow) -> Markup:
    made = _("lovat {day}").format(day=day_words(one.made_on, found.day))
    if one.status is TaskStatus.DONE:
        chip = pieces.chip(Status.OK, _("Klart"))
    elif one.late(found.day):
        chip = pieces.chip(Status.BAD, _("Sent: {when}").format(when=due_words(one.due, found.day)))
    else:
        chip = pieces.chip(pieces.RUNNING)
    line = join([chip, f" {one.owner}, {made}"])
    return join([line, said(one.outcome) if one.outcome else None])


def _effect(effect: int | None, realised: int | None) -> str:
    if effect is None:
        return _("Effekten är inte bedömd.")
    came = format_money(realised or 0, MoneyUnit.TKR, word=True)
    return _("{effect} i år, {came} har kommit").format(
        effect=format_money(effect, MoneyUnit.TKR, signed=True, word=True), came=came
    )


def _new(actor: Actor, found: Meeting, people: list[PersonRow]) -> None:
    form = f"promise:{found.unit.id}"
    stamp = forms.request_key(form)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        title = st.text_input(_("Vad ska göras?"), max_chars=200, key=f"title_{stamp}")
        left, right = st.columns(2, gap="small")
        with left:
            owner = task_actions.person_choice(_("Vem gör det?"), people, key=f"owner_{stamp}")
        with right:
            due = st.date_input(
                _("Sista dag"), value=found.day + timedelta(days=_USUAL_DAYS), format="YYYY-MM-DD",
                key=f"due_{stamp}",
            )  # fmt: skip
        wanted = st.form_submit_button(_("Lägg till löftet"), type="primary")
    if wanted:
        text = TaskText(title=title, due=due or found.day, body="")
        saving.save(
            actor,
            form,
            lambda session: tasks.create_task(
                session, actor, key=stamp, subject=meeting_subject(found.unit.id, found.day), text=text,
                owner_id=_chosen(owner),
            ),
            told=_("Löftet är tillagt och ligger i Mina uppgifter hos den som ska göra det."),
        )  # fmt: skip


def _chosen(owner: PersonRow | None) -> int:
    if owner is None:
        raise RuleViolation(_("Välj vem som ska göra det."))
    return owner.user_id
