"""Favourites: addresses that a person keeps close at hand, in the person's own popover."""

from urllib.parse import urlencode

import streamlit as st

from core.db import current_database
from core.queries.favourites import FavouriteRow, list_favourites
from core.rules.access import Actor
from core.services.favourites import add_favourite, remove_favourite
from core.texts import _
from pages.ui import links, pieces, saving


def in_popover(actor: Actor, *, url_path: str, title: str) -> None:
    """Write one's favourites and the button that keeps or forgets the open page."""
    if actor.read_only:
        return
    here = address_of(url_path, st.query_params.to_dict())
    with current_database().reading() as session:
        rows = list_favourites(session, actor)
    if rows:
        pieces.show(pieces.muted(_("Favoriter")))
    for row in rows:
        links.link(row.address, row.title, arrow=False)
    if any(row.address == here for row in rows):
        if st.button(_("Ta bort sidan från favoriter"), type="tertiary", icon=":material/star:"):
            _remove(actor, here)
    elif st.button(_("Lägg sidan bland favoriter"), type="tertiary", icon=":material/star_border:"):
        saving.save(
            actor,
            "favourite",
            lambda session: add_favourite(session, actor, address=here, title=title),
            told=_("Sidan ligger bland dina favoriter."),
        )


def removable(actor: Actor, rows: list[FavouriteRow]) -> None:
    """Write favourites as a list, each with the button that forgets it."""
    for at, row in enumerate(rows):
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            links.link(row.address, row.title, arrow=False)
            if st.button(_("Ta bort"), type="tertiary", key=f"forget_{at}"):
                _remove(actor, row.address)


def address_of(url_path: str, query: dict[str, str]) -> str:
    """Return the address of a page with its choices."""
    return f"/{url_path}?{urlencode(query)}" if query else f"/{url_path}"


def _remove(actor: Actor, address: str) -> None:
    saving.save(
        actor,
        "favourite",
        lambda session: remove_favourite(session, actor, address=address),
        told=_("Borttagen från dina favoriter."),
    )
