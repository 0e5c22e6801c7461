"""What reaches people by mail: the log of what was sent, and what holds for whoever has not chosen."""

from typing import Any

import streamlit as st

from core.db import Database
from core.enums import NoticeKind
from core.queries.mail_log import list_mail
from core.queries.notices import count_own_choices, usual_choices
from core.queries.users import UserRow
from core.reports.user_lists import mail_table
from core.rules.access import Actor
from core.rules.reminders import KIND_WORDS, MAIL_WORDS
from core.services import notices
from core.settings import load_settings
from core.texts import _, ngettext
from pages.ui import address, downloads, pieces, saving, tables

_PERSON = "till"
_SHOWN = 100


def show_log(database: Database, actor: Actor, users: list[UserRow]) -> None:
    """Show the latest mails, of everybody or of the person that the address names."""
    st.header(_("Skickad post"), anchor=False)
    if not load_settings().sends_mail:
        st.info(
            _("Ingen mejlserver är inställd, så inga mejl skickas. Den som driver Rodret ställer in den.")
        )
    person = _person(users)
    with database.reading() as session:
        mails = list_mail(session, actor, user_id=person.user_id if person else None)
    if not mails:
        pieces.empty(
            _("Inga mejl"),
            _("Påminnelser och veckans mejl visas här när de har skickats, med vad som inte gick fram."),
        )
        return
    failed = sum(bool(mail.error) and mail.sent_at is None for mail in mails)
    if failed:
        st.warning(ngettext("{n} mejl gick inte fram.", "{n} mejl gick inte fram.", failed).format(n=failed))
    with pieces.card("mails"):
        tables.render(mail_table(mails[:_SHOWN]), "mails", phone_columns=["when", "state"])
        if len(mails) > _SHOWN:
            more = _("Här visas de {n} senaste. Sök på en person för att se äldre; filen har fler.")
            pieces.show(pieces.muted(more.format(n=_SHOWN)))
        downloads.buttons(
            lambda: mail_table(mails), name_parts=(_("post"), _("kommunen"), database.today().year)
        )


def _person(users: list[UserRow]) -> UserRow | None:
    named = st.query_params.get(_PERSON, "")
    held = next((user for user in users if user.username == named), None)
    chosen = st.selectbox(
        _("Till"), users, index=users.index(held) if held else None,
        format_func=lambda user: f"{user.name} ({user.username})", placeholder=_("Alla. Sök en person"),
        width=340, key=f"mail_person_{named}",
    )  # fmt: skip
    if chosen != held:
        address.put(_PERSON, chosen.username if chosen else "")
        st.rerun()
    return held


def show_choices(database: Database, actor: Actor) -> None:
    """Show what holds of each kind of notice for whoever has not chosen for herself."""
    st.header(_("Vad som mejlas"), anchor=False)
    with database.reading() as session:
        held = usual_choices(session)
        own = count_own_choices(session, actor)
    with pieces.card("mail_defaults"):
        pieces.show(
            pieces.muted(
                _("Gäller alla som inte har valt själva i Mina uppgifter. Eget val går före det här valet.")
            )
        )
        with st.form("mail_defaults", border=False, enter_to_submit=False):
            columns = st.columns(2, gap="small")
            chosen = {
                kind: columns[at % 2].selectbox(
                    KIND_WORDS[kind], list(MAIL_WORDS), index=list(MAIL_WORDS).index(choice),
                    format_func=MAIL_WORDS.__getitem__, help=_own_words(own[kind]),
                    key=f"default_{kind}_{choice}", disabled=actor.read_only,
                )
                for at, (kind, choice) in enumerate(held.items())
            }  # fmt: skip
            wanted = st.form_submit_button(_("Spara valen"), disabled=actor.read_only)
    if wanted:

        def write(session: Any) -> None:
            for kind in NoticeKind:
                if chosen[kind] is not None:
                    notices.set_mail_default(session, actor, kind=kind, choice=chosen[kind])

        saving.save(actor, "mail_defaults", write, told=_("Valen är sparade."))


def _own_words(n: int) -> str | None:
    return (
        ngettext("{n} person har valt själv.", "{n} personer har valt själva.", n).format(n=n) if n else None
    )
