"""The threads of a subject: read, answered, settled, opened again, and a new one begun."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.periods import local_time
from core.queries.comments import CommentRow, Thread
from core.queries.subjects import PersonRow
from core.rules.access import Actor
from core.rules.subjects import Subject
from core.services import comments, drafts
from core.texts import _, ngettext
from pages.ui import drafted, forms, pieces, saving
from pages.ui.markup import Markup, fill, join


def show(
    actor: Actor,
    subject: Subject,
    threads: Sequence[Thread],
    people: Sequence[PersonRow],
    *,
    may_write: bool,
) -> None:
    """Show the threads, the settled ones folded, and the field for a new one."""
    open_ones = [thread for thread in threads if thread.is_open]
    settled = [thread for thread in threads if not thread.is_open]
    if not threads:
        pieces.show(pieces.muted(_("Ingen har skrivit något än.")))
    for thread in open_ones:
        _thread(actor, thread, people, may_write=may_write)
    if settled:
        label = ngettext("{n} avklarad", "{n} avklarade", len(settled)).format(n=len(settled))
        with st.expander(label):
            for thread in settled:
                _thread(actor, thread, people, may_write=may_write)
    if may_write:
        _new(actor, subject, people)


def said(text: str) -> Markup:
    """Return a text that somebody wrote, its line breaks kept."""
    return fill('<div style="white-space:pre-line;overflow-wrap:anywhere">{text}</div>', text=text)


def _thread(actor: Actor, thread: Thread, people: Sequence[PersonRow], *, may_write: bool) -> None:
    with st.container(key=f"thread_{thread.id}", gap="xsmall"):
        pieces.show(pieces.log(_entry(comment) for comment in thread.comments))
        if thread.resolved_at is not None:
            pieces.show(
                pieces.muted(
                    _("Avklarad av {name} {when}").format(
                        name=thread.resolved_by, when=local_time(thread.resolved_at)
                    )
                )
            )
        if may_write:
            _buttons(actor, thread, people)


def _entry(comment: CommentRow) -> tuple[str, Markup]:
    mentioned = None
    if comment.mentioned:
        mentioned = pieces.muted(_("Till {names}").format(names=", ".join(comment.mentioned)))
    what = join([pieces.strong(comment.user), mentioned, said(comment.body)])
    return local_time(comment.at), what


def _buttons(actor: Actor, thread: Thread, people: Sequence[PersonRow]) -> None:
    with st.container(horizontal=True, gap="xsmall"):
        with st.popover(_("Svara"), type="tertiary", icon=":material/reply:"):
            _answer(actor, thread, people)
        own = thread.comments[-1]
        if own.changeable:
            with st.popover(_("Ändra"), type="tertiary", icon=":material/edit:"):
                _change(actor, own)
        if thread.is_open:
            if st.button(_("Avklarad"), type="tertiary", icon=":material/check:", key=f"settle_{thread.id}"):
                saving.save(
                    actor,
                    f"settle_{thread.id}",
                    lambda session: comments.resolve_thread(session, actor, thread_id=thread.id),
                    told=_("Tråden är avklarad."),
                )
        elif st.button(_("Öppna igen"), type="tertiary", icon=":material/undo:", key=f"settle_{thread.id}"):
            saving.save(
                actor,
                f"settle_{thread.id}",
                lambda session: comments.reopen_thread(session, actor, thread_id=thread.id),
                told=_("Tråden är öppen igen."),
            )


def _answer(actor: Actor, thread: Thread, people: Sequence[PersonRow]) -> None:
    form = f"answer:{thread.id}"
    body = drafted.text_field(actor, _("Ditt svar"), subject=form)
    named = _mentions(form, people)
    if st.button(_("Skicka svaret"), key=f"send_{form}"):
        key = forms.request_key(form)

        def write(session: Any) -> None:
            comments.answer_comment(
                session, actor, key=key, thread_id=thread.id, body=body, mentions=named
            )  # fmt: skip
            drafts.drop_draft(session, actor, subject=form)

        saving.save(actor, form, write, told=_("Svaret är skickat."))


def _change(actor: Actor, comment: CommentRow) -> None:
    with st.form(f"change_{comment.id}", border=False, enter_to_submit=False):
        body = st.text_area(_("Din kommentar"), value=comment.body)
        st.caption(_("Du kan ändra den i en kvart efter att du skrev den."))
        if st.form_submit_button(_("Spara ändringen")):
            saving.save(
                actor,
                f"change_{comment.id}",
                lambda session: comments.change_comment(session, actor, comment_id=comment.id, body=body),
                told=_("Kommentaren är ändrad."),
            )


def _new(actor: Actor, subject: Subject, people: Sequence[PersonRow]) -> None:
    form = f"comment:{subject.kind}:{subject.id}:{subject.cell}"
    body = drafted.text_field(actor, _("Skriv en kommentar"), subject=form)
    named = _mentions(form, people)
    if st.button(_("Skicka"), key=f"send_{form}"):
        key = forms.request_key(form)

        def write(session: Any) -> None:
            comments.write_comment(
                session, actor, key=key, subject=subject, body=body, mentions=named
            )  # fmt: skip
            drafts.drop_draft(session, actor, subject=form)

        saving.save(actor, form, write, told=_("Kommentaren är skickad."))


def _mentions(form: str, people: Sequence[PersonRow]) -> list[int]:
    """Let people be named, who are told that they are; return their ids."""
    chosen = st.multiselect(
        _("Nämn någon"),
        people,
        format_func=lambda person: person.name,
        placeholder=_("Sök namn"),
        key=f"mention_{form}_{forms.request_key(form)}",
    )
    return [person.user_id for person in chosen]
