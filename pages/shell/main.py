"""The shell: who acts, the menu in the sidebar, and the page that the address names."""

import streamlit as st

from core.db import current_database
from core.queries.users import Profile, profile
from core.rules.access import Actor
from core.texts import _
from pages.ui import acting, exits, favourites, feedback, framework_words, guard, look, menu
from pages.ui.context import carried
from pages.ui.markup import fill
from pages.ui.pieces import show
from pages.ui.session import session_token

SIDEBAR_PIXELS = 256


def _pages(groups: tuple[menu.Group, ...]) -> dict[menu.Entry, st.Page]:
    return {
        entry: st.Page(
            entry.file, title=entry.title, url_path=entry.url_path or "start", default=not entry.url_path
        )
        for group in groups
        for entry in group.entries
    }


def _brand(municipality: str) -> None:
    show(
        fill(
            '<div class="r-brand" style="margin:-1.5rem 0 .5rem"><em aria-hidden="true"></em>'
            "<div>Rodret<span>{name}</span></div></div>",
            name=municipality,
        )
    )


def _menu(groups: tuple[menu.Group, ...], pages: dict[menu.Entry, st.Page], here: st.Page) -> None:
    """Draw one link a group; only the group of the open page shows its pages."""
    with st.container(key="nav", gap="xxsmall"):
        for group in groups:
            own = [pages[entry] for entry in group.entries]
            icon = f":material/{group.icon}:"
            if here not in own:
                st.page_link(own[0], label=group.title, icon=icon, width="stretch", query_params=carried())
                continue
            with st.container(key="nav_here"):
                st.markdown(f"{icon}  **{group.title}**")
            with st.container(key="nav_sub", gap="xxsmall"):
                for page in own:
                    st.page_link(page, label=page.title, width="stretch", query_params=carried())


def _person(actor: Actor, own: Profile, here: st.Page) -> None:
    with st.popover(actor.name, icon=":material/person:", type="tertiary"):
        for role, unit in own.roles:
            show(fill("<p>{role}, {unit}</p>", role=role, unit=unit))
        st.page_link(menu.file_of("min-behorighet"), label=_("Vad får jag göra?"), icon=":material/badge:")
        st.page_link(menu.file_of("granser"), label=_("Gränser och regler"), icon=":material/rule:")
        favourites.in_popover(actor, url_path=here.url_path, title=here.title)
        if own.has_password and not actor.read_only:
            exits.change_password_button()
        exits.sign_out_button(session_token() or "")


def _run(actor: Actor) -> None:
    with current_database().reading() as session:
        own = profile(session, actor)
    pages = _pages(menu.MENU)  # all of them, so that one without the right answers in its own words
    here = st.navigation(list(pages.values()), position="hidden")
    st.set_page_config(page_title=f"{here.title} – Rodret")
    acting.banner(actor, own.acting_as)
    groups = menu.groups_for(actor)
    if not groups:
        guard.refuse(actor)
    with st.sidebar:
        _brand(own.municipality)
        _menu(groups, pages, here)
        _person(actor, own, here)
    here.run()


st.set_page_config(layout="wide", initial_sidebar_state=SIDEBAR_PIXELS)
look.install()
framework_words.install()
with feedback.shown_errors():
    _run(guard.require_signed_in())
