"""The secret address of one's own deadlines, for a calendar: made here, shown once, closed here."""

from urllib.parse import urlsplit

import streamlit as st

from core.db import Database
from core.periods import local_time
from core.queries.calendar_feeds import list_feeds
from core.rules.access import Actor
from core.services.calendar_feeds import create_feed, revoke_feed
from core.services.transaction import transaction
from core.texts import _
from pages.ui import pieces
from pages.ui.feedback import shown_errors


def show(database: Database, actor: Actor) -> None:
    """Show the person's own addresses, and make one; nothing for whoever looks through others' eyes."""
    if actor.read_only:
        return
    st.header(_("Prenumerera i din kalender"), anchor=False)
    with pieces.card("calendar"):
        pieces.show(
            pieces.muted(
                _(
                    "Dina sista dagar kommer då till Outlook eller telefonen av sig själva. Adressen är "
                    "hemlig: den som har den ser dina sista dagar, utan att logga in. Ge den inte till någon."
                )
            )
        )
        with shown_errors():
            if st.button(_("Skapa en kalenderadress"), icon=":material/calendar_add_on:"):
                _create(database, actor)
            _own(database, actor)


def _create(database: Database, actor: Actor) -> None:
    with transaction(database, actor) as session:
        token = create_feed(session, actor)
    st.write(_("Kopiera adressen nu. Den visas bara den här gången."))
    st.code(f"{_site()}/kalender/{token}.ics", language=None, wrap_lines=True)
    st.write(_("Välj *Lägg till kalender från internet* i ditt kalenderprogram och klistra in adressen."))


def _site() -> str:
    here = urlsplit(st.context.url or "")
    return f"{here.scheme}://{here.netloc}" if here.netloc else ""


def _own(database: Database, actor: Actor) -> None:
    with database.reading() as session:
        live = [feed for feed in list_feeds(session, actor) if feed.revoked_at is None]
    for feed in live:
        made = _("Skapad {when}").format(when=local_time(feed.created_at))
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            pieces.show(made)
            if st.button(_("Stäng adressen"), key=f"revoke_{feed.key[:12]}", type="tertiary"):
                with transaction(database, actor) as session:
                    revoke_feed(session, actor, key=feed.key)
                st.toast(_("Adressen är stängd. Kalendern får inget mer."))
                st.rerun()
