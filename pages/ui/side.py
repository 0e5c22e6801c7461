"""The side panel of any subject: its threads, tasks, decisions and files, one of them at a time."""

from dataclasses import dataclass

import streamlit as st

from core.db import current_database
from core.queries.access import may
from core.queries.attachments import AttachmentRow, list_attachments
from core.queries.comments import Thread, list_threads
from core.queries.decisions import DecisionRow, list_decisions_of
from core.queries.subjects import PersonRow, list_people
from core.queries.tasks import TaskRow, list_tasks_of
from core.rules.access import Action, Actor
from core.rules.subjects import Subject
from core.texts import _
from pages.ui import comments, pieces, side_decisions, side_files, side_tasks

_PART = "panel"
_COMMENTS, _TASKS, _DECISIONS, _FILES = "kommentarer", "uppgifter", "beslut", "filer"


@dataclass(frozen=True, slots=True)
class _Side:
    """Everything on a subject that the actor may see, and what she may add."""

    threads: list[Thread]
    tasks: list[TaskRow]
    decisions: list[DecisionRow]
    files: list[AttachmentRow]
    people: list[PersonRow]
    may_comment: bool
    may_manage: bool
    may_decide: bool


def show(actor: Actor, subject: Subject, *, title: str = _("Samtal och underlag")) -> None:
    """Show the panel; which part is open stands in the address. Nothing for whom it is not to read."""
    side = _read(actor, subject)
    if side is None:
        return
    st.header(title, anchor=False)
    with pieces.card("side"):
        part = _chosen_part(side)
        if part == _TASKS:
            side_tasks.show(actor, subject, side.tasks, side.people, may_make=side.may_manage)
        elif part == _DECISIONS:
            side_decisions.show(actor, subject, side.decisions, may_record=side.may_decide)
        elif part == _FILES:
            side_files.show(actor, subject, side.files, may_add=side.may_comment, may_manage=side.may_manage)
        else:
            comments.show(actor, subject, side.threads, side.people, may_write=side.may_comment)


def _read(actor: Actor, subject: Subject) -> _Side | None:
    with current_database().reading() as session:
        if not may(session, actor, subject.action, subject.unit_id).allowed:
            return None

        def allowed(action: Action) -> bool:
            return not actor.read_only and may(session, actor, action, subject.unit_id).allowed

        may_comment = allowed(Action.COMMENT)
        return _Side(
            threads=list_threads(session, actor, subject=subject),
            tasks=list_tasks_of(session, actor, subject=subject),
            decisions=list_decisions_of(session, actor, subject=subject),
            files=list_attachments(session, actor, subject=subject),
            people=list_people(session, actor, unit_id=subject.unit_id, action=subject.action)
            if may_comment
            else [],
            may_comment=may_comment,
            may_manage=allowed(Action.MANAGE_TASKS),
            may_decide=allowed(Action.ADOPT_SUBMISSION),
        )


def _chosen_part(side: _Side) -> str:
    counts = {
        _COMMENTS: (_("Kommentarer"), sum(thread.is_open for thread in side.threads)),
        _TASKS: (_("Uppgifter"), sum(task.ended_at is None for task in side.tasks)),
        _DECISIONS: (_("Beslut"), len(side.decisions)),
        _FILES: (_("Filer"), len(side.files)),
    }
    named = st.query_params.get(_PART, "")
    held = named if named in counts else _COMMENTS
    chosen = st.segmented_control(
        _("Visa"), list(counts), default=held, required=True, label_visibility="collapsed",
        format_func=lambda part: f"{counts[part][0]} {counts[part][1] or ''}".strip(), key=f"panel_{held}",
    )  # fmt: skip
    if chosen is not None and chosen != held:
        st.query_params[_PART] = chosen
        st.rerun()
    return held
