"""The one place where an error becomes words on a page."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from core.errors import RodretError

_log = logging.getLogger("rodret.pages")


@contextmanager
def shown_errors() -> Iterator[None]:
    """Show an error that is meant for people; log any other and let it pass."""
    try:
        yield
    except RodretError as error:
        st.error(error.message)
    except Exception:
        _log.exception("a page failed")
        raise
