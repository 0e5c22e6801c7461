"""Meddelanden, for whoever may send to a part of the organisation: what is shown, and a new one."""

from datetime import timedelta
from typing import Any

import streamlit as st

from core.db import current_database
from core.enums import UnitKind
from core.errors import RuleViolation
from core.queries.access import UnitRow, units_in_scope
from core.queries.messages import MessageRow, list_messages
from core.rules.access import Action
from core.rules.tasks import day_words
from core.services import drafts, messages
from core.services.messages import MessageText
from core.texts import _, ngettext
from pages.ui import context, drafted, forms, guard, pieces, saving
from pages.ui.comments import said
from pages.ui.feedback import shown_errors
from pages.ui.markup import join

_FORM = "message"
_USUAL_DAYS = 7

actor = guard.require_actor(Action.SEND_MESSAGES)
database = current_database()
today = database.today()


def _show(rows: list[MessageRow]) -> None:
    st.header(_("Visas nu eller snart"), anchor=False)
    if not rows:
        pieces.empty(_("Inga meddelanden"), _("Skriv ett här, så visas det på mottagarnas startsida."))
    for row in rows:
        with pieces.card(f"message_{row.id}"):
            line = _("Till {unit}, {first}–{last}. Från {name}.").format(
                unit=row.unit, first=day_words(row.first_day, today), last=day_words(row.last_day, today),
                name=row.user,
            )  # fmt: skip
            pieces.show(
                join([pieces.heading(row.title), said(row.body) if row.body else None, pieces.muted(line)])
            )
            if not actor.read_only and st.button(_("Sluta visa"), key=f"end_{row.id}", type="tertiary"):
                _end(row)


def _end(row: MessageRow) -> None:
    saving.save(
        actor,
        f"end_{row.id}",
        lambda session: messages.end_message(session, actor, message_id=row.id),
        told=_("{title} visas inte längre.").format(title=row.title),
    )


def _new(units: list[UnitRow]) -> None:
    stamp = forms.request_key(_FORM)
    st.header(_("Nytt meddelande"), anchor=False)
    with pieces.card("new_message"):
        unit = st.selectbox(
            _("Till alla med en roll på eller under"), units, format_func=context.label_of,
            placeholder=_("Sök namn eller kod"), key=f"unit_{stamp}",
        )  # fmt: skip
        title = st.text_input(_("Rubrik"), max_chars=120, key=f"title_{stamp}")
        body = drafted.text_field(actor, _("Text"), subject=_FORM)
        with st.container(horizontal=True, gap="small"):
            first = st.date_input(
                _("Från"), value=today, format="YYYY-MM-DD", width=160, key=f"first_{stamp}"
            )
            last = st.date_input(
                _("Till och med"), value=today + timedelta(days=_USUAL_DAYS), format="YYYY-MM-DD", width=160,
                key=f"last_{stamp}",
            )  # fmt: skip
        wanted = st.button(_("Skicka"), type="primary")
    if wanted:
        text = MessageText(title=title, first_day=first or today, last_day=last or today, body=body)
        _send(unit, text, stamp)


def _send(unit: UnitRow | None, text: MessageText, key: str) -> None:
    def write(session: Any) -> None:
        if unit is None:
            raise RuleViolation(_("Välj vilka det gäller."))
        messages.send_message(session, actor, key=key, unit_id=unit.id, text=text)
        drafts.drop_draft(session, actor, subject=_FORM)

    saving.save(actor, _FORM, write, told=_("Meddelandet är skickat."))


def _page() -> None:
    with database.reading() as session:
        rows = list_messages(session, actor, today=today)
        scope = units_in_scope(session, actor, Action.SEND_MESSAGES)
    shown = [row for row in rows if row.first_day <= today]
    answer = ngettext("{n} meddelande visas i dag.", "{n} meddelanden visas i dag.", len(shown))
    context.help_bar("meddelanden")
    pieces.head(
        _("Meddelanden"),
        _("Vad säger vi till enheterna just nu?"),
        answer.format(n=len(shown)) if shown else _("Inget meddelande visas i dag."),
    )
    saving.show_conflict()
    left, right = st.columns(2, gap="small")
    with left:
        _show(rows)
    with right:
        if not actor.read_only:
            _new([unit for unit in scope if unit.kind is not UnitKind.COST_CENTER])


with shown_errors():
    _page()
