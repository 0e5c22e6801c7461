"""The list of users: searched, narrowed by role and account, and as a file."""

from datetime import date

import streamlit as st

from core.db import Database
from core.enums import Role
from core.queries.users import UserRow, role_title
from core.reports.user_lists import is_current, matches, user_table
from core.rules.access import Actor
from core.texts import _
from pages.admin import user_address, user_links
from pages.ui import address, downloads, pieces, tables

_ROLE, _STATE = "roll", "konto"
_OPEN, _CLOSED, _BARE, _NO_PASSWORD = "oppna", "avstangda", "utanroll", "utanlosenord"
_SHOWN = 50


def show(database: Database, actor: Actor, users: list[UserRow]) -> None:
    """Show the users that the address asks for, and the way to a new one."""
    search, role, state = _choices(read_only=actor.read_only)
    today = database.today()
    found = [
        user
        for user in users
        if matches(user, search)
        and _has_state(user, state, today)
        and (role is None or any(held.role is role and is_current(held, today) for held in user.roles))
    ]
    if not found:
        pieces.empty(_("Ingen hittades"), _("Sök på en del av namnet, användarnamnet, rollen eller enheten."))
        return
    if state == _NO_PASSWORD and not actor.read_only:
        user_links.for_many(actor, found)
    table = user_table(found[:_SHOWN], today=today).without("email")
    with pieces.card("users"):
        picked = tables.render(table, "users", phone_columns=["state"])
        if len(found) > _SHOWN:
            more = _("Här visas {n} av {all}. Sök för att hitta någon särskild; filen har alla.")
            pieces.show(pieces.muted(more.format(n=_SHOWN, all=len(found))))
        downloads.buttons(
            lambda: user_table(found, today=today), name_parts=(_("användare"), _("kommunen"), today.year)
        )
    if picked is not None:
        user_address.go(to_person=int(picked))


def _choices(*, read_only: bool) -> tuple[str, Role | None, str]:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        held = st.query_params.get(user_address.SEARCH, "")
        search = st.text_input(
            _("Sök"), held, placeholder=_("Namn, användarnamn, roll eller enhet"), width=300,
            key=f"search_{held}",
        )  # fmt: skip
        role = _role_choice()
        state = _state_choice()
        if not read_only and st.button(_("Ny användare"), type="primary", icon=":material/person_add:"):
            user_address.go(do=user_address.NEW)
    if search.strip() != held:
        address.put(user_address.SEARCH, search.strip())
        st.rerun()
    return held, role, state


def _role_choice() -> Role | None:
    named = st.query_params.get(_ROLE, "")
    roles = sorted(Role, key=role_title)
    chosen = st.selectbox(
        _("Roll"), roles, index=roles.index(Role(named)) if named in set(Role) else None,
        format_func=role_title, placeholder=_("Alla roller"), width=220, key=f"role_{named}",
    )  # fmt: skip
    if (chosen or "") != (named if named in set(Role) else ""):
        address.put(_ROLE, chosen or "")
        st.rerun()
    return chosen


def _state_choice() -> str:
    words = {
        "": _("Alla"),
        _OPEN: _("Öppna"),
        _CLOSED: _("Avstängda"),
        _BARE: _("Utan roll"),
        _NO_PASSWORD: _("Utan lösenord"),
    }
    named = st.query_params.get(_STATE, "")
    held = named if named in words else ""
    chosen = st.selectbox(
        _("Konto"), list(words), index=list(words).index(held), format_func=words.__getitem__, width=180,
        key=f"state_{held}",
    )  # fmt: skip
    if chosen is not None and chosen != held:
        address.put(_STATE, chosen)
        st.rerun()
    return held


def _has_state(user: UserRow, state: str, today: date) -> bool:
    if state == _OPEN:
        return user.active
    if state == _CLOSED:
        return not user.active
    if state == _NO_PASSWORD:
        return user.active and not user.has_password
    if state == _BARE:
        return user.active and not any(is_current(role, today) for role in user.roles)
    return True
