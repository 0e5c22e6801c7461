"""Logg, for administrators and auditors: who did what, when and why."""

import streamlit as st

from core.db import current_database
from core.queries.audit_log import LogFilter, Place
from core.reports import log
from core.rules.access import Action
from core.texts import _
from pages.ui import context, downloads, guard, pieces, tables
from pages.ui.feedback import shown_errors

_WHAT, _AFTER = "vad", "efter"

actor = guard.require_actor(Action.VIEW_AUDIT)
database = current_database()


def _after() -> Place | None:
    n, dot, k = st.query_params.get(_AFTER, "").partition(".")
    return Place(int(n), int(k)) if dot and n.isdigit() and k.isdigit() else None


def _write(key: str, value: str | None) -> None:
    st.query_params.pop(_AFTER, None)
    if value:
        st.query_params[key] = value
    else:
        st.query_params.pop(key, None)
    st.rerun()


def _choose_action() -> str:
    chosen = st.query_params.get(_WHAT, "")
    known = sorted(log.ACTION_WORDS, key=log.ACTION_WORDS.__getitem__)
    wanted = st.selectbox(
        _("Visa bara"),
        known,
        index=known.index(chosen) if chosen in known else None,
        format_func=log.ACTION_WORDS.__getitem__,
        placeholder=_("Alla händelser"),
        key=f"what_{chosen}",
    )
    if (wanted or "") != chosen:
        _write(_WHAT, wanted)
    return chosen


with shown_errors():
    context.help_bar("logg")
    pieces.head(_("Logg"), _("Vem gjorde vad, och när?"), _("Senaste händelsen står först."))
    action = _choose_action()
    after = _after()
    with database.reading() as session:
        report = log.build(session, actor, wanted=LogFilter(action=action), after=after)
    with pieces.card("log"):
        tables.render(report.table, "log", phone_columns=["what"])
        downloads.buttons(report.table, name_parts=(_("logg"), _("kommunen"), database.now().year))
    with st.container(horizontal=True):
        if after and st.button(_("De senaste"), icon=":material/first_page:"):
            _write(_AFTER, None)
        if report.after and st.button(_("Äldre händelser"), icon=":material/chevron_right:"):
            _write(_AFTER, f"{report.after.n}.{report.after.k}")
