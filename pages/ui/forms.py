"""Forms: each rendered form has one request key, so three quick clicks save once."""

from uuid import uuid4

import streamlit as st

_PREFIX = "request_key_"


def request_key(form: str) -> str:
    """Return the key of the form as it is rendered now; it stands until `renew_key`."""
    return str(st.session_state.setdefault(_PREFIX + form, str(uuid4())))


def renew_key(form: str) -> None:
    """Give the form another key, after what it asked for has been done."""
    st.session_state.pop(_PREFIX + form, None)
