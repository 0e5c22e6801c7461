"""Closing a key figure, putting it together with another, and opening it again."""

import streamlit as st

from core.db import Database
from core.reports.indicator_page import OnePage
from core.rules.access import Actor
from core.services.indicators import close_indicator, merge_indicator, reopen_indicator
from core.texts import _, ngettext
from pages.ui import forms, pieces, saving
from pages.ui.context import Context

_LONGEST_WHY = 1000


def show(_database: Database, actor: Actor, _here: Context, one: OnePage) -> None:
    """Show both ways to end, or the way back."""
    row = one.indicator
    if row.closed_on is not None:
        pieces.show(pieces.muted(_("Nyckeltalet är avslutat. Öppnar du det följs det igen på sina enheter.")))
        if st.button(_("Öppna nyckeltalet igen"), key=f"reopen_{row.id}_{row.rev}"):
            saving.save(
                actor, f"indicator_reopen_{row.id}",
                lambda session: reopen_indicator(session, actor, indicator_id=row.id, rev=row.rev),
                told=_("Nyckeltalet är öppnat igen."),
            )  # fmt: skip
        return
    left, right = st.columns(2, gap="medium")
    with left:
        _close(actor, one)
    with right:
        _merge(actor, one)


def _close(actor: Actor, one: OnePage) -> None:
    row = one.indicator
    form = f"indicator_close_{row.id}_{row.rev}"
    stamp = forms.request_key(form)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        why = st.text_area(_("Varför avslutas nyckeltalet?"), max_chars=_LONGEST_WHY, key=f"why_{stamp}")
        n = max(len(one.places), 1)
        about = ngettext("Inget raderas.", "Det gäller alla {n} enheter. Inget raderas.", n).format(n=n)
        pieces.show(pieces.muted(about))
        wanted = st.form_submit_button(_("Avsluta nyckeltalet"))
    if wanted:
        saving.save(
            actor, form,
            lambda session: close_indicator(session, actor, indicator_id=row.id, rev=row.rev, why=why),
            told=_("Nyckeltalet är avslutat."),
        )  # fmt: skip


def _merge(actor: Actor, one: OnePage) -> None:
    row = one.indicator
    others = [other for other in one.others.values() if other.id != row.id and other.closed_on is None]
    if not others:
        return
    form = f"indicator_merge_{row.id}_{row.rev}"
    stamp = forms.request_key(form)
    with st.form(f"form_{stamp}", border=False):
        into = st.selectbox(
            _("Eller slå ihop med"), others, index=None, format_func=lambda one: one.definition.title,
            key=f"into_{stamp}", placeholder=_("Sök nyckeltal"),
            help=_("Det andra tar över enheter och mål. Det här avslutas, och dess värden finns kvar."),
        )  # fmt: skip
        wanted = st.form_submit_button(_("Slå ihop"))
    if wanted and into is None:
        st.error(_("Välj vilket nyckeltal det ska slås ihop med."))
    elif wanted and into is not None:
        saving.save(
            actor, form,
            lambda session: merge_indicator(
                session, actor, indicator_id=row.id, rev=row.rev, into_id=into.id
            ),
            told=_("Nyckeltalen är ihopslagna."),
        )  # fmt: skip
