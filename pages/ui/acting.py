"""Looking through another person's eyes, for support: its beginning, its banner, its end."""

import streamlit as st

from core.db import current_database
from core.rules.access import Actor
from core.services import sessions
from core.services.transaction import transaction
from core.table import Status
from core.texts import _
from pages.ui import menu, pieces
from pages.ui import session as own_session
from pages.ui.feedback import shown_errors


def start(actor: Actor, user_id: int) -> None:
    """See the system as somebody else sees it from now on, read-only, and open the start page."""
    with shown_errors():
        with transaction(current_database(), actor) as session:
            sessions.act_as(session, actor, token=own_session.session_token() or "", user_id=user_id)
        st.switch_page(menu.file_of(""))


def banner(actor: Actor, name: str) -> None:
    """Say on every page through whose eyes one looks, with the button that ends it."""
    if not actor.read_only:
        return
    with st.container(key="acting", horizontal=True, vertical_alignment="center", gap="small"):
        text = _("Ingenting kan ändras. Det som din egen roll inte får se visas inte heller.")
        title = _("Du ser systemet som {name} ser det.").format(name=name)
        pieces.notice(Status.PARTLY, title, text)
        if st.button(_("Sluta visa som"), icon=":material/visibility_off:", key="stop_acting"):
            _stop(actor)


def _stop(actor: Actor) -> None:
    with shown_errors():
        with transaction(current_database(), actor) as session:
            sessions.stop_acting(session, actor, token=own_session.session_token() or "")
        other = actor.acting_as_id
        st.switch_page(menu.file_of("anvandare"), query_params={"person": str(other)} if other else {})
