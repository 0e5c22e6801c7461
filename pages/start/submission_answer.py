"""The unit's answer to a round of questions: a long text, kept as a draft while it is written."""

from dataclasses import dataclass
from typing import Any

import streamlit as st

from core.db import current_database
from core.errors import RuleViolation
from core.periods import local_time
from core.queries.round_answers import AnswerRow, list_answers
from core.queries.submissions import SubmissionView
from core.rules.access import Actor
from core.services import drafts
from core.services.round_answers import LONGEST_ANSWER, save_answer
from core.texts import _, ngettext
from pages.ui import drafted, forms, pieces, saving
from pages.ui.comments import said
from pages.ui.markup import join

_HEIGHT = 260


@dataclass(frozen=True, slots=True)
class Answer:
    """What is stored, newest first, and what stands in the field; None where nobody may write it."""

    versions: tuple[AnswerRow, ...]
    typed: str | None = None

    @property
    def body(self) -> str:
        """The answer that holds, empty when there is none."""
        return self.versions[0].body if self.versions else ""

    @property
    def number(self) -> int:
        """The number of the version that holds, 0 when there is none."""
        return self.versions[0].n if self.versions else 0

    @property
    def changed(self) -> bool:
        """Whether something has been written that is not stored."""
        return self.typed is not None and self.typed.strip() != self.body.strip()


def show(actor: Actor, view: SubmissionView) -> Answer:
    """Show the answer, as a field for whoever may write it now, and return it."""
    with current_database().reading() as session:
        found = Answer(tuple(list_answers(session, actor, submission_id=view.row.id)))
    st.header(_("Enhetens svar"), anchor=False)
    with pieces.card("answer"):
        if view.editable.allowed and not actor.read_only:
            found = Answer(found.versions, _field(actor, view, found))
        else:
            _read_only(view, found.versions)
        _older(found.versions[1:])
    return found


def write(session: Any, actor: Actor, view: SubmissionView, answer: Answer) -> int:
    """Store the answer and return the submission's `rev` after it; an empty answer is refused."""
    text = answer.typed or ""
    if not text.strip():
        raise RuleViolation(_("Skriv svaret först."))
    form = form_of(view)
    rev = save_answer(
        session, actor, submission_id=view.row.id, seen=answer.number, body=text, key=forms.request_key(form)
    )
    drafts.drop_draft(session, actor, subject=form)
    return rev


def form_of(view: SubmissionView) -> str:
    """Return the name of the answer's form and draft."""
    return f"answer:{view.row.id}"


def _field(actor: Actor, view: SubmissionView, held: Answer) -> str:
    form = form_of(view)
    text = drafted.text_field(
        actor, _("Svar"), subject=form, saved=held.body, height=_HEIGHT, longest=LONGEST_ANSWER
    )
    if held.versions:
        pieces.show(pieces.muted(_written(held.versions[0])))
    if st.button(_("Spara svaret"), key=f"save_{form}"):
        typed = Answer(held.versions, text)
        saving.save(
            actor, form, lambda session: write(session, actor, view, typed), told=_("Svaret är sparat.")
        )
    return text


def _read_only(view: SubmissionView, versions: tuple[AnswerRow, ...]) -> None:
    if versions:
        pieces.show(join([said(versions[0].body), pieces.muted(_written(versions[0]))]))
    else:
        pieces.show(pieces.muted(_("Enheten har inte svarat än.")))
    if not view.editable.allowed:
        pieces.show(pieces.muted(view.editable.reason))


def _older(versions: tuple[AnswerRow, ...]) -> None:
    if versions:
        label = ngettext("{n} tidigare version", "{n} tidigare versioner", len(versions))
        with st.expander(label.format(n=len(versions))):
            pieces.show(pieces.log((_written(version), said(version.body)) for version in versions))


def _written(version: AnswerRow) -> str:
    words = _("Sparat av {name} {when}").format(name=version.user_name, when=local_time(version.at))
    return (
        _("{words}, för {other}").format(words=words, other=version.for_name) if version.for_name else words
    )
