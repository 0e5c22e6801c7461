"""Links by which people choose their own passwords: one shown to be copied, or a list to be sent out."""

from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from core.db import current_database
from core.exports.xlsx import table_to_xlsx
from core.queries.users import UserRow
from core.reports.user_file import link_table
from core.rules.access import Actor
from core.services import password_links
from core.services.password_links import LINK_DAYS
from core.services.transaction import transaction
from core.settings import load_settings
from core.texts import _, ngettext
from pages.ui import pieces
from pages.ui.feedback import shown_errors

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MADE, _MANY = "password_link_made", "password_links_made"


def for_one(actor: Actor, user: UserRow) -> None:
    """Show the button that makes a link, and the link once it is made."""
    made: dict[int, str] = st.session_state.setdefault(_MADE, {})
    if user.user_id in made:
        days = ngettext("{n} dag", "{n} dagar", LINK_DAYS).format(n=LINK_DAYS)
        pieces.show(
            pieces.muted(
                _(
                    "Ge länken till {name} på ett säkert sätt. Den gäller en gång, i {days}. Visas bara nu."
                ).format(name=user.name, days=days)
            )
        )
        st.code(made[user.user_id], language=None, wrap_lines=True)
        return
    if st.button(_("Länk för nytt lösenord"), icon=":material/key:"):
        _make(actor, [user.user_id], lambda tokens: made.update(_addresses(tokens)))


def for_many(actor: Actor, users: Sequence[UserRow]) -> None:
    """Show the button that makes a link each, and the list once it is made."""
    with pieces.card("links"):
        made: bytes | None = st.session_state.get(_MANY)
        if made is not None:
            pieces.show(pieces.muted(_("Länkarna är klara. De visas bara här, så hämta listan nu.")))
            st.download_button(
                _("Hämta listan"), made, file_name=_("rodret-losenordslankar.xlsx"), mime=_EXCEL,
                icon=":material/download:", on_click="ignore",
            )  # fmt: skip
            return
        pieces.show(
            pieces.muted(_("Var och en väljer sitt lösenord genom en egen länk, som gäller en gång."))
        )
        label = ngettext("Skapa {n} länk", "Skapa {n} länkar", len(users)).format(n=len(users))
        if st.button(label, icon=":material/key:"):
            _make(actor, [user.user_id for user in users], lambda tokens: _keep_list(users, tokens))


def _make(actor: Actor, user_ids: list[int], keep: Callable[[dict[int, str]], Any]) -> None:
    with shown_errors():
        with transaction(current_database(), actor) as session:
            tokens = password_links.create_links(session, actor, user_ids=user_ids)
        keep(tokens)
        st.rerun()


def _keep_list(users: Sequence[UserRow], tokens: dict[int, str]) -> None:
    addresses = _addresses(tokens)
    rows = [(user.name, user.username, user.email, addresses[user.user_id]) for user in users]
    st.session_state[_MANY] = table_to_xlsx(link_table(rows))


def _addresses(tokens: dict[int, str]) -> dict[int, str]:
    """Return the links in full: on the address that people write, else on the one that is open here."""
    here = urlsplit(st.context.url or "")
    base = load_settings().public_url or (f"{here.scheme}://{here.netloc}" if here.netloc else "")
    return {user_id: f"{base.rstrip('/')}/losenord/{token}" for user_id, token in tokens.items()}
