"""One person: what is known of the account, what can be done with it, her roles and stand-ins."""

from typing import Any

import streamlit as st

from core.db import Database
from core.periods import local_time
from core.queries.people import Person, read_person
from core.queries.users import UserRow
from core.reports.user_lists import account_state
from core.rules.access import Actor
from core.services import erasing, sessions, users
from core.texts import _
from pages.admin import user_address, user_form, user_links, user_roles
from pages.ui import acting, pieces, saving
from pages.ui.markup import fill, join


def show(database: Database, actor: Actor, *, user_id: int, users: list[UserRow]) -> None:
    """Show the person of the address, or that there is none."""
    with database.reading() as session:
        person = read_person(session, actor, user_id=user_id)
    if st.button(_("Alla användare"), icon=":material/arrow_back:", type="tertiary"):
        user_address.go()
    if person is None:
        pieces.empty(_("Personen finns inte"), _("Välj någon annan i listan."))
        return
    st.header(person.user.name, anchor=False)
    left, right = st.columns([5, 3], gap="small")
    with left:
        user_roles.show(database, actor, person, users)
    with right:
        _account(database, actor, person)


def _account(database: Database, actor: Actor, person: Person) -> None:
    user = person.user
    status, word = account_state(user, database.today())
    with pieces.card("account"):
        pieces.show(
            fill(
                '<div class="r-boxhead"><h3 class="r-h3">{title}</h3>{chip}</div>',
                title=_("Konto"), chip=pieces.chip(status, word),
            ),
            join(pieces.muted(line) for line in _facts(person)),
        )  # fmt: skip
        if actor.read_only:
            return
        if user.active:
            user_links.for_one(actor, user)
            _act_as(actor, user)
            _sign_out(actor, user)
        _open_or_close(actor, user)
    with st.expander(_("Ändra namn eller e-post"), icon=":material/edit:"):
        user_form.details(actor, user)
    if not user.active and user.user_id != actor.user_id:
        with st.expander(_("Ta bort personuppgifterna"), icon=":material/delete_forever:"):
            _erase(actor, user)


def _facts(person: Person) -> list[str]:
    user = person.user
    signed_in = person.last_sign_in
    return [
        _("Användarnamn: {username}").format(username=user.username),
        _("E-post: {email}").format(email=user.email) if user.email else _("Ingen e-post, får inga mejl"),
        _("Senast inloggad {when}").format(when=local_time(signed_in)) if signed_in else _("Aldrig inloggad"),
    ]


def _act_as(actor: Actor, user: UserRow) -> None:
    if user.user_id != actor.user_id and st.button(
        _("Visa som {name}").format(name=user.name), icon=":material/visibility:"
    ):
        acting.start(actor, user.user_id)


def _sign_out(actor: Actor, user: UserRow) -> None:
    if user.user_id != actor.user_id and st.button(_("Logga ut överallt"), icon=":material/logout:"):
        saving.save(
            actor,
            f"sessions_{user.user_id}",
            lambda session: sessions.end_sessions_of_user(session, actor, user_id=user.user_id),
            told=_("{name} är utloggad överallt.").format(name=user.name),
        )


def _open_or_close(actor: Actor, user: UserRow) -> None:
    if user.user_id == actor.user_id:
        return
    label = _("Stäng av kontot") if user.active else _("Öppna kontot igen")
    told = _("{name} kan inte logga in längre.") if user.active else _("{name} kan logga in igen.")
    if st.button(label, icon=":material/block:" if user.active else ":material/lock_open:"):

        def write(session: Any) -> None:
            users.set_active(session, actor, user_id=user.user_id, active=not user.active)

        saving.save(actor, f"active_{user.user_id}", write, told=told.format(name=user.name))


def _erase(actor: Actor, user: UserRow) -> None:
    st.markdown(
        _(
            "Namn, användarnamn, e-post, lösenord och det som bara rör personen tas bort, också ur loggen."
            " Det som personen har gjort står kvar under ett nummer. **Det går inte att ångra.**"
        )
    )
    sure = st.text_input(
        _("Skriv användarnamnet för att bekräfta"), key=f"erase_{user.user_id}", placeholder=user.username
    )
    if st.button(_("Ta bort personuppgifterna"), icon=":material/delete_forever:"):
        if sure.strip() != user.username:
            st.error(_("Skriv {username} i rutan för att bekräfta.").format(username=user.username))
            return
        saving.save(
            actor,
            f"erase_{user.user_id}",
            lambda session: erasing.erase_user(session, actor, user_id=user.user_id),
            told=_("Personuppgifterna är borttagna."),
        )
