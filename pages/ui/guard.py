"""The first statement of every page: who acts, or an end to the run."""

from typing import NoReturn
from urllib.parse import urlencode, urlsplit

import streamlit as st

from core.db import current_database
from core.queries.access import contact
from core.rules.access import Action, Actor, may_anywhere
from core.texts import _
from pages.ui import exits
from pages.ui.session import current_actor


def require_actor(action: Action) -> Actor:
    """Return who acts, or stop the page: for the signed-out, and for whoever may not do this anywhere."""
    actor = require_signed_in()
    if not may_anywhere(actor, action):
        refuse(actor)
    return actor


def require_signed_in() -> Actor:
    """Return who acts, or stop the run with the way back to the sign-in page."""
    actor = current_actor()
    if actor is None:
        _send_to_sign_in()
    return actor


def _send_to_sign_in() -> NoReturn:
    """Leave this page altogether, so that the sign-in starts afresh with a new handshake."""
    st.title(_("Du är utloggad"), anchor=False)
    here = urlsplit(st.context.url or "/").path or "/"
    query = urlencode(st.query_params.to_dict())
    wanted = urlencode({"next": f"{here}?{query}" if query else here})
    exits.leave_for(
        f"/logga-in?{wanted}", text=_("Logga in igen, så kommer du tillbaka hit."), link=_("Logga in")
    )
    st.stop()


def refuse(actor: Actor) -> NoReturn:
    """Say that this is not for the person, and whom to ask; then stop."""
    st.title(_("Du har inte tillgång till sidan"), anchor=False)
    database = current_database()
    with database.reading() as session:
        whom = contact(session, actor.tree_id)
    st.info(f"{_('Din roll omfattar inte det som visas här.')} {whom}".strip())
    st.stop()
