"""What can be done with a task: end it, hand it over, keep it quiet, strike it, open it again."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

import streamlit as st

from core.db import current_database
from core.enums import TaskStatus
from core.queries.access import may
from core.queries.subjects import PersonRow, list_people
from core.queries.tasks import TaskRow
from core.rules.access import Action, Actor
from core.services import tasks
from core.texts import _
from pages.ui import saving
from pages.ui.feedback import shown_errors


class _Deed(StrEnum):
    """The choices of the popover."""

    DONE = _("Klar")
    DELEGATE = _("Ge till någon annan")
    QUIET = _("Tyst till")
    DROP = _("Stryk")


def show(actor: Actor, task: TaskRow) -> None:
    """Show a quiet button with everything that the actor may do with a task; nothing for who may not."""
    with current_database().reading() as session:
        manages = may(session, actor, Action.MANAGE_TASKS, task.subject.unit_id).allowed
        comments = may(session, actor, Action.COMMENT, task.subject.unit_id).allowed
    if actor.read_only or not (manages or task.owner_id == actor.user_id):
        return
    if task.status is not TaskStatus.OPEN:
        _reopen(actor, task)
        return
    deeds = [_Deed.DONE, *([_Deed.DELEGATE] if comments else []), _Deed.QUIET]
    deeds += [_Deed.DROP] if manages else []
    with st.popover(_("Hantera"), type="tertiary", icon=":material/more_horiz:"):
        chosen = st.segmented_control(
            _("Vad vill du göra?"), deeds, default=_Deed.DONE, required=True, format_func=str,
            key=f"deed_{task.id}_{task.rev}",
        )  # fmt: skip
        with shown_errors():
            _FORMS[chosen or _Deed.DONE](actor, task)


def _done(actor: Actor, task: TaskRow) -> None:
    with st.form(f"done_{task.id}_{task.rev}", border=False, enter_to_submit=False):
        outcome = st.text_area(_("Vad ledde det till?"))
        wanted = st.form_submit_button(_("Klarmarkera"), type="primary")
    if wanted:
        _save(
            actor,
            task,
            lambda session: tasks.finish_task(session, actor, task_id=task.id, rev=task.rev, outcome=outcome),
            _("{title} är klar."),
        )


def _delegate(actor: Actor, task: TaskRow) -> None:
    with current_database().reading() as session:
        people = list_people(session, actor, unit_id=task.subject.unit_id, action=task.subject.action)
    others = [person for person in people if person.user_id != task.owner_id]
    with st.form(f"delegate_{task.id}_{task.rev}", border=False, enter_to_submit=False):
        chosen = person_choice(_("Till vem?"), others, key=f"to_{task.id}_{task.rev}")
        wanted = st.form_submit_button(_("Lämna över"))
    if not wanted:
        return
    if chosen is None:
        st.error(_("Välj vem som ska få uppgiften."))
        return
    _save(
        actor,
        task,
        lambda session: tasks.delegate_task(
            session, actor, task_id=task.id, rev=task.rev, owner_id=chosen.user_id
        ),
        _("{title} är överlämnad."),
    )


def _quiet(actor: Actor, task: TaskRow) -> None:
    today = current_database().today()
    with st.form(f"quiet_{task.id}_{task.rev}", border=False, enter_to_submit=False):
        until = st.date_input(
            _("Visa den igen"), value=task.quiet_until or max(task.due, today), min_value=today,
            max_value=max(task.due, today), format="YYYY-MM-DD",
        )  # fmt: skip
        wanted = st.form_submit_button(_("Vänta till dess"))
    if wanted:
        _save(
            actor,
            task,
            lambda session: tasks.keep_task_quiet(session, actor, task_id=task.id, rev=task.rev, until=until),
            _("{title} visas igen den dagen."),
        )


def _drop(actor: Actor, task: TaskRow) -> None:
    with st.form(f"drop_{task.id}_{task.rev}", border=False, enter_to_submit=False):
        reason = st.text_area(_("Varför behövs den inte?"))
        wanted = st.form_submit_button(_("Stryk uppgiften"))
    if wanted:
        _save(
            actor,
            task,
            lambda session: tasks.drop_task(session, actor, task_id=task.id, rev=task.rev, reason=reason),
            _("{title} är struken."),
        )


def _reopen(actor: Actor, task: TaskRow) -> None:
    if st.button(_("Öppna igen"), type="tertiary", icon=":material/undo:", key=f"reopen_task_{task.id}"):
        _save(
            actor,
            task,
            lambda session: tasks.reopen_task(session, actor, task_id=task.id, rev=task.rev),
            _("{title} är öppen igen."),
        )


def person_choice(label: str, people: list[PersonRow], *, key: str) -> PersonRow | None:
    """Write a searchable choice of one person and return it."""
    return st.selectbox(
        label, people, index=None, format_func=lambda person: person.name, placeholder=_("Sök namn"), key=key
    )


def _save(actor: Actor, task: TaskRow, write: Callable[[Any], object], told: str) -> None:
    saving.save(actor, f"task_{task.id}", write, told=told.format(title=task.title))


_FORMS: dict[_Deed, Callable[[Actor, TaskRow], None]] = {
    _Deed.DONE: _done,
    _Deed.DELEGATE: _delegate,
    _Deed.QUIET: _quiet,
    _Deed.DROP: _drop,
}
