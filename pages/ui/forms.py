"""Forms: each rendered form has one request key, so three quick clicks save once."""

from typing import TypeVar
from uuid import uuid4

import streamlit as st

_PREFIX, _SEEN, _TYPED = "request_key_", "form_seen_", "form_typed_"
_Seen = TypeVar("_Seen")


def request_key(form: str) -> str:
    """Return the key of the form as it is rendered now; it stands until `renew_key`."""
    return str(st.session_state.setdefault(_PREFIX + form, str(uuid4())))


def as_seen(form: str, now: _Seen) -> _Seen:
    """Return what stood when the form was first drawn, which its writer changes from, until `renew_key`."""
    seen: _Seen = st.session_state.setdefault(_SEEN + request_key(form), now)
    return seen


def keep_typed(form: str, typed: object) -> None:
    """Keep what is written while it is saved, for the form to begin from if somebody else was first."""
    st.session_state[_TYPED + form] = typed


def typed_before(form: str, usual: _Seen) -> _Seen:
    """Return what the form as it is rendered now begins from: what its writer had typed, else `usual`."""
    key = _TYPED + form
    begun: _Seen = st.session_state.setdefault(_TYPED + request_key(form), st.session_state.pop(key, usual))
    return begun


def renew_key(form: str) -> None:
    """Give the form another key, after what it asked for has been done."""
    st.session_state.pop(_PREFIX + form, None)
