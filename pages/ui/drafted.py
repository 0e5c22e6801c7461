"""A long text that survives F5: what is typed is kept as the person's own draft until it is saved."""

import streamlit as st

from core.db import current_database
from core.periods import local_time
from core.rules.access import Actor
from core.rules.long_texts import LONG, room_left
from core.services import drafts
from core.services.transaction import transaction
from core.texts import _
from pages.ui import forms, pieces
from pages.ui.feedback import shown_errors


def text_field(
    actor: Actor, label: str, *, subject: str, saved: str = "", height: int = 110, longest: int = LONG
) -> str:
    """Write a field and return its text; `subject` is the draft's key, `saved` what holds without a draft.

    Whoever saves the text drops the draft in the same transaction and renews the form key `subject`.
    """
    with current_database().reading() as session:
        draft = drafts.draft_of(session, actor, subject=subject)
    key = f"draft_{subject}_{forms.request_key(subject)}"
    if key not in st.session_state:
        st.session_state[key] = draft.body if draft else saved
    text = st.text_area(label, key=key, height=height, on_change=_keep, args=(actor, subject, key, saved))
    parts = [room_left(text, longest=longest)]
    if draft and text.strip():
        parts.append(_("Utkast sparat {time}").format(time=local_time(draft.at)))
    said = " · ".join(part for part in parts if part)
    if said:
        pieces.show(pieces.muted(said))
    return text


def _keep(actor: Actor, subject: str, key: str, saved: str) -> None:
    body = str(st.session_state[key])
    with shown_errors(), transaction(current_database(), actor) as session:
        if body.strip() == saved.strip():
            drafts.drop_draft(session, actor, subject=subject)
        else:
            drafts.keep_draft(session, actor, subject=subject, body=body)
