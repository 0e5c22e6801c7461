"""The forms of a user: a new one, and changed details."""

from typing import Any

import streamlit as st

from core.db import Database
from core.queries.users import UserRow
from core.rules.access import Actor
from core.rules.people import LONGEST_EMAIL, LONGEST_NAME, LONGEST_USERNAME
from core.services import users
from core.services.transaction import transaction
from core.texts import _
from pages.admin import user_address
from pages.ui import forms, pieces, saving
from pages.ui.feedback import shown_errors

_NEW = "user_new"


def show_new(database: Database, actor: Actor) -> None:
    """Show an empty form; saved, the person is opened, to be given a role and a password."""
    st.header(_("Ny användare"), anchor=False)
    with pieces.card("new_user"):
        first, second = st.columns(2, gap="small")
        name = first.text_input(_("Namn"), max_chars=LONGEST_NAME, key="new_name")
        username = second.text_input(
            _("Användarnamn, som personen loggar in med"), max_chars=LONGEST_USERNAME, key="new_username"
        )
        email = st.text_input(_("E-post, om personen ska få mejl"), max_chars=LONGEST_EMAIL, key="new_email")
        with st.container(horizontal=True, gap="small"):
            saved = st.button(_("Lägg upp"), type="primary")
            left = st.button(_("Avbryt"), type="tertiary")
    if left:
        user_address.go()
    if saved:
        with shown_errors():
            with transaction(database, actor) as session:
                made = users.create_user(
                    session, actor, username=username, name=name, now=database.now(), email=email,
                    key=forms.request_key(_NEW),
                )  # fmt: skip
            forms.renew_key(_NEW)
            st.toast(_("{name} finns nu. Ge en roll och en länk för lösenord.").format(name=name.strip()))
            user_address.go(to_person=made)


def details(actor: Actor, user: UserRow) -> None:
    """Show the name and mail address to be changed."""
    with st.form(f"details_{user.user_id}", border=False, enter_to_submit=False):
        name = st.text_input(
            _("Namn"), user.name, max_chars=LONGEST_NAME, key=f"name_{user.user_id}_{user.name}"
        )
        email = st.text_input(
            _("E-post"), user.email, max_chars=LONGEST_EMAIL, key=f"email_{user.user_id}_{user.email}"
        )
        wanted = st.form_submit_button(_("Spara"))
    if wanted:

        def write(session: Any) -> None:
            users.change_user(session, actor, user_id=user.user_id, name=name, email=email)

        saving.save(actor, f"details_{user.user_id}", write, told=_("Uppgifterna är sparade."))
