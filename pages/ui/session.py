"""Who sits at the browser: asked of the database in every run, so an ended session is felt at once."""

import streamlit as st

from core.db import current_database
from core.queries import access, sessions
from core.rules.access import Actor
from core.services.sessions import SESSION_COOKIE


def session_token() -> str | None:
    """Return the token that the browser came with. Tests replace this function; unreplaced it is None."""
    value = st.context.cookies.get(SESSION_COOKIE)
    return value if isinstance(value, str) else None


def current_actor() -> Actor | None:
    """Return who acts, with today's rights, or None when nobody is signed in any more."""
    database = current_database()
    now = database.now()
    with database.reading() as session:
        user = sessions.user_of_token(session, session_token(), now)
        if user is None:
            return None
        return access.load_actor(
            session, user.user_id, today=database.today(), acting_as_id=user.acting_as_id
        )
