"""The tasks about a subject: open and ended ones, and the form for one more."""

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from core.db import current_database
from core.enums import TaskStatus
from core.errors import RuleViolation
from core.queries.subjects import PersonRow
from core.queries.tasks import TaskRow
from core.rules.access import Actor
from core.rules.subjects import Subject
from core.rules.tasks import TaskText, due_words
from core.services import tasks
from core.texts import _, ngettext
from pages.ui import forms, pieces, saving, task_actions
from pages.ui.comments import said
from pages.ui.markup import Markup, join

_USUAL_DAYS = 14


def show(
    actor: Actor, subject: Subject, rows: Sequence[TaskRow], people: list[PersonRow], *, may_make: bool
) -> None:
    """Show the open tasks, the ended ones folded, and the form for a new one."""
    open_ones = [row for row in rows if row.status is TaskStatus.OPEN]
    ended = [row for row in rows if row.status is not TaskStatus.OPEN]
    if not rows:
        pieces.show(pieces.muted(_("Inga uppgifter än.")))
    for row in open_ones:
        _one(actor, row)
    if ended:
        label = ngettext("{n} avslutad", "{n} avslutade", len(ended)).format(n=len(ended))
        with st.expander(label):
            for row in ended:
                _one(actor, row)
    if may_make:
        with st.expander(_("Ny uppgift"), icon=":material/add:"):
            _new(actor, subject, people)


def _one(actor: Actor, row: TaskRow) -> None:
    today = current_database().today()
    late = row.status is TaskStatus.OPEN and row.due < today
    with st.container(key=f"side_task_{row.id}", gap="xsmall"):
        pieces.show(pieces.task(row.due, row.title, _line(row), late=late))
        task_actions.show(actor, row)


def _line(row: TaskRow) -> Markup:
    words = {TaskStatus.DONE: _("Klar: {outcome}"), TaskStatus.DROPPED: _("Struken: {outcome}")}
    ending = words.get(row.status, "").format(outcome=row.outcome)
    when = "" if ending else f", {due_words(row.due, current_database().today())}"
    return join(
        [
            f"{row.owner}{when}",
            said(row.body) if row.body else None,
            said(ending) if ending else None,
        ]
    )


def _new(actor: Actor, subject: Subject, people: list[PersonRow]) -> None:
    form = f"task:{subject.kind}:{subject.id}"
    stamp, today = forms.request_key(form), current_database().today()
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        title = st.text_input(_("Vad ska göras?"), max_chars=200, key=f"title_{stamp}")
        owner = task_actions.person_choice(_("Vem gör det?"), people, key=f"owner_{stamp}")
        due = st.date_input(
            _("Sista dag"), value=today + timedelta(days=_USUAL_DAYS), format="YYYY-MM-DD", key=f"due_{stamp}"
        )
        body = st.text_area(_("Beskrivning"), key=f"body_{stamp}")
        wanted = st.form_submit_button(_("Lägg till uppgiften"))
    if wanted:
        text = TaskText(title=title, due=due or today, body=body)
        saving.save(
            actor,
            form,
            lambda session: tasks.create_task(
                session, actor, key=stamp, subject=subject, text=text, owner_id=_chosen(owner)
            ),
            told=_("Uppgiften är tillagd."),
        )


def _chosen(owner: PersonRow | None) -> int:
    if owner is None:
        raise RuleViolation(_("Välj vem som ska göra det."))
    return owner.user_id
