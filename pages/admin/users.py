"""Användare och roller, for administrators: who may come in, what each may do, and what reaches them."""

import streamlit as st

from core.db import current_database
from core.queries.users import UserRow, list_users
from core.reports.user_lists import is_current
from core.rules.access import Action
from core.texts import _, ngettext
from pages.admin import (
    user_address,
    user_file,
    user_form,
    user_list,
    user_mail,
    user_rights,
    user_units,
    user_view,
)
from pages.ui import context, guard, pieces, saving
from pages.ui.feedback import shown_errors
from pages.ui.markup import Markup, fill

actor = guard.require_actor(Action.MANAGE_USERS)
database = current_database()


def _answer(users: list[UserRow]) -> Markup:
    """Return how many can sign in, and what is missing for how many."""
    today = database.today()
    active = [user for user in users if user.active]
    bare = sum(not any(is_current(role, today) for role in user.roles) for user in active)
    locked = sum(not user.has_password for user in active)
    words = ngettext("{n} person har ett öppet konto", "{n} personer har ett öppet konto", len(active))
    parts = [
        ngettext("{n} saknar roll", "{n} saknar roll", bare).format(n=bare) if bare else "",
        ngettext("{n} saknar lösenord", "{n} saknar lösenord", locked).format(n=locked) if locked else "",
    ]
    lacks = _(" och ").join(part for part in parts if part)
    return fill(
        "{number}{rest}.",
        number=pieces.strong(words.format(n=len(active))),
        rest=f", {lacks}" if lacks else _(". Alla har roll och lösenord"),
    )


def _chosen_part() -> str:
    words = {
        user_address.LIST: _("Användare"),
        user_address.FILE: _("Från fil"),
        user_address.UNITS: _("Ansvariga"),
        user_address.RIGHTS: _("Vem får se det här?"),
        user_address.MAIL: _("Skickad post"),
        user_address.CHOICES: _("Vad som mejlas"),
    }
    held = user_address.part(list(words))
    chosen = st.segmented_control(
        _("Visa"), list(words), default=held, required=True, format_func=words.__getitem__,
        label_visibility="collapsed", key=f"part_{held}",
    )  # fmt: skip
    if chosen is not None and chosen != held:
        user_address.go(to_part=chosen)
    return held


def _people(users: list[UserRow]) -> None:
    wanted = user_address.person()
    if wanted is not None:
        user_view.show(database, actor, user_id=wanted, users=users)
    elif user_address.doing() == user_address.NEW:
        user_form.show_new(database, actor)
    else:
        user_list.show(database, actor, users)


def _page() -> None:
    with database.reading() as session:
        users = list_users(session, actor)
    context.help_bar("anvandare")
    pieces.head(
        _("Användare och roller"), _("Vem får logga in, och vad får var och en göra?"), _answer(users)
    )
    saving.show_conflict()
    _show(_chosen_part(), users)


def _show(part: str, users: list[UserRow]) -> None:
    if part == user_address.FILE:
        user_file.show(database, actor)
    elif part == user_address.UNITS:
        user_units.show(database, actor)
    elif part == user_address.RIGHTS:
        user_rights.show(database, actor)
    elif part == user_address.MAIL:
        user_mail.show_log(database, actor, users)
    elif part == user_address.CHOICES:
        user_mail.show_choices(database, actor)
    else:
        _people(users)


with shown_errors():
    _page()
