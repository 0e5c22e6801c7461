"""Saving from a form: once per rendered form, and the page read anew when somebody else was first."""

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from core.db import current_database
from core.errors import Conflict, RodretError
from core.rules.access import Actor
from core.services.transaction import transaction
from pages.ui import forms

_CONFLICT = "told_conflict"
_SEEN, _SAVED = "seen_", "saved_here"


def save(
    actor: Actor, form: str, write: Callable[[Any], object], *, told: str, also: Sequence[str] = ()
) -> None:
    """Write in one transaction, say what was done and run the page again; a refusal is shown in place.

    `also` names other forms whose keys the write has used.
    """
    try:
        with transaction(current_database(), actor) as session:
            write(session)
    except Conflict as conflict:
        st.session_state[_CONFLICT] = conflict.message
        st.session_state[_SAVED] = True  # the message already says who was first
    except RodretError as refusal:
        st.error(refusal.message)
        return
    else:
        st.session_state[_SAVED] = True
        st.toast(told)
    for used in (form, *also):
        forms.renew_key(used)
    st.rerun()


def moved_meanwhile(thing: str, rev: int) -> bool:
    """Return whether a thing has changed since this session last showed it, and not by a save here."""
    here = st.session_state.pop(_SAVED, False)
    seen = st.session_state.get(_SEEN + thing, rev)
    st.session_state[_SEEN + thing] = rev
    return bool(seen != rev) and not here


def show_conflict() -> None:
    """Say once, over the page as it stands now, that somebody else was first."""
    message = st.session_state.pop(_CONFLICT, "")
    if message:
        st.warning(message)
