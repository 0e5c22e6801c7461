"""The unit's answer to a round of questions: a long text, kept as a draft while it is written.

It is stored as the comments of the cell `svar` on the submission: the newest one holds, the older
ones are its earlier versions. They are settled as they are written, so that no list asks for a reply.
"""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.db import current_database
from core.enums import SubmissionState
from core.errors import RuleViolation
from core.periods import local_time
from core.queries.access import may
from core.queries.comments import CommentRow, list_threads
from core.queries.submissions import SubmissionView
from core.rules.access import Action, Actor
from core.rules.subjects import Subject, SubjectKind
from core.services import comments, drafts, submissions
from core.texts import _, ngettext
from pages.ui import drafted, forms, pieces, saving
from pages.ui.comments import said
from pages.ui.markup import join

CELL = "svar"
_HEIGHT = 260


@dataclass(frozen=True, slots=True)
class Answer:
    """What is stored, newest first, and what stands in the field; None where nobody may write it."""

    versions: tuple[CommentRow, ...]
    typed: str | None = None

    @property
    def body(self) -> str:
        """The answer that holds, empty when there is none."""
        return self.versions[0].body if self.versions else ""

    @property
    def changed(self) -> bool:
        """Whether something has been written that is not stored."""
        return self.typed is not None and self.typed.strip() != self.body.strip()


def show(actor: Actor, view: SubmissionView) -> Answer:
    """Show the answer, as a field for whoever may write it now, and return it."""
    subject = _subject(view)
    with current_database().reading() as session:
        threads = list_threads(session, actor, subject=subject)
        writes = may(session, actor, Action.COMMENT, view.row.unit_id).allowed and not actor.read_only
    versions = tuple(thread.comments[0] for thread in reversed(threads))
    st.header(_("Enhetens svar"), anchor=False)
    with pieces.card("answer"):
        if view.editable.allowed and writes:
            found = Answer(versions, _field(actor, view, versions))
        else:
            found = Answer(versions)
            _read_only(view, versions)
        _older(versions[1:])
    return found


def write(session: Any, actor: Actor, view: SubmissionView, text: str) -> int:
    """Store the answer and return the submission's `rev` after it; an empty answer is refused."""
    if not text.strip():
        raise RuleViolation(_("Skriv svaret först."))
    form = form_of(view)
    submissions.ensure_editable(session, actor, round_id=view.row.round_id, unit_id=view.row.unit_id)
    thread_id = comments.write_comment(
        session, actor, key=forms.request_key(form), subject=_subject(view), body=text
    )
    comments.resolve_thread(session, actor, thread_id=thread_id)
    drafts.drop_draft(session, actor, subject=form)
    return view.row.rev + (view.row.standing.state is SubmissionState.NOT_STARTED)


def form_of(view: SubmissionView) -> str:
    """Return the name of the answer's form and draft."""
    return f"answer:{view.row.id}"


def _subject(view: SubmissionView) -> Subject:
    return Subject(SubjectKind.SUBMISSION, str(view.row.id), view.row.unit_id, CELL)


def _field(actor: Actor, view: SubmissionView, versions: tuple[CommentRow, ...]) -> str:
    held = versions[0].body if versions else ""
    form = form_of(view)
    text = drafted.text_field(actor, _("Svar"), subject=form, saved=held, height=_HEIGHT)
    if versions:
        pieces.show(pieces.muted(_written(versions[0])))
    if st.button(_("Spara svaret"), key=f"save_{form}"):
        saving.save(
            actor, form, lambda session: write(session, actor, view, text), told=_("Svaret är sparat.")
        )
    return text


def _read_only(view: SubmissionView, versions: tuple[CommentRow, ...]) -> None:
    if versions:
        pieces.show(join([said(versions[0].body), pieces.muted(_written(versions[0]))]))
    else:
        pieces.show(pieces.muted(_("Enheten har inte svarat än.")))
    if not view.editable.allowed:
        pieces.show(pieces.muted(view.editable.reason))


def _older(versions: tuple[CommentRow, ...]) -> None:
    if versions:
        label = ngettext("{n} tidigare version", "{n} tidigare versioner", len(versions))
        with st.expander(label.format(n=len(versions))):
            pieces.show(pieces.log((_written(version), said(version.body)) for version in versions))


def _written(version: CommentRow) -> str:
    return _("Sparat av {name} {when}").format(name=version.user, when=local_time(version.at))
