"""What one has been told: unread notices, and the choice of what comes by mail."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from core.enums import NoticeKind
from core.periods import local_time
from core.queries.notices import NoticeRow
from core.rules.access import Actor
from core.rules.reminders import KIND_WORDS, MAIL_WORDS, MailChoice
from core.services import notices
from core.texts import _, ngettext
from pages.ui import links, pieces, saving

_SHOWN = 8


def show_notices(actor: Actor, rows: Sequence[NoticeRow]) -> None:
    """Show the unread notices, newest first, and the button that marks them all as read."""
    if not rows:
        pieces.show(pieces.muted(_("Inget nytt.")))
        return
    for row in rows[:_SHOWN]:
        pieces.show(pieces.log([(f"{KIND_WORDS[row.kind]}, {local_time(row.at)}", row.text)]))
        links.link(row.address, _("Öppna"))
    if len(rows) > _SHOWN:
        left = len(rows) - _SHOWN
        pieces.show(pieces.muted(ngettext("och {n} till", "och {n} till", left).format(n=left)))
    if st.button(_("Markera som lästa"), icon=":material/done_all:"):
        ids = [row.id for row in rows]
        saving.save(
            actor,
            "notices_read",
            lambda session: notices.mark_read(session, actor, notice_ids=ids),
            told=_("Allt är markerat som läst."),
        )


def mail_form(actor: Actor, held: dict[NoticeKind, MailChoice]) -> None:
    """Write the choice of each kind: shown here only, mailed at once, or in the mail of the week."""
    with st.form("mail", border=False, enter_to_submit=False):
        chosen = {
            kind: st.selectbox(
                KIND_WORDS[kind], list(MAIL_WORDS), index=list(MAIL_WORDS).index(choice),
                format_func=MAIL_WORDS.__getitem__, key=f"mail_{kind}_{choice}",
            )
            for kind, choice in held.items()
        }  # fmt: skip
        wanted = st.form_submit_button(_("Spara valen"))
    if wanted:

        def write(session: Any) -> None:
            for kind, choice in chosen.items():
                if choice != held[kind]:
                    notices.choose_mail(session, actor, kind=kind, choice=choice)

        saving.save(actor, "mail", write, told=_("Dina val är sparade."))
