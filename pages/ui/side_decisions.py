"""The decisions of bodies about a subject, and the form for whoever may write one in."""

from collections.abc import Sequence

import streamlit as st

from core.db import current_database
from core.queries.decisions import DecisionRow
from core.reports.decision_words import decided
from core.rules.access import Actor
from core.rules.subjects import Subject
from core.services import decisions
from core.services.decisions import DecisionText
from core.texts import _
from pages.ui import forms, pieces, saving
from pages.ui.comments import said
from pages.ui.markup import Markup, join


def show(actor: Actor, subject: Subject, rows: Sequence[DecisionRow], *, may_record: bool) -> None:
    """Show the decisions, newest first, each with the form that corrects it, and the form for one more."""
    if not rows:
        pieces.show(pieces.muted(_("Inga beslut är inskrivna.")))
    for row in rows:
        pieces.show(pieces.log([(row.day.isoformat(), _what(row))]))
        if may_record:
            with st.popover(_("Rätta"), type="tertiary", icon=":material/edit:", key=f"correct_{row.id}"):
                _correct(actor, row)
    if may_record:
        with st.expander(_("Skriv in ett beslut"), icon=":material/add:"):
            _new(actor, subject)


def _what(row: DecisionRow) -> Markup:
    return join(
        [
            pieces.strong(decided(row.body, None, row.paragraph, row.diary_number)),
            said(row.text) if row.text else None,
            pieces.muted(_("Inskrivet av {name}").format(name=row.user)),
        ]
    )


def _new(actor: Actor, subject: Subject) -> None:
    form = f"decision:{subject.kind}:{subject.id}"
    stamp = forms.request_key(form)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        text = fields(stamp, DecisionText("", current_database().today()))
        wanted = st.form_submit_button(_("Skriv in"))
    if wanted:
        saving.save(
            actor,
            form,
            lambda session: decisions.record_decision(session, actor, key=stamp, subject=subject, text=text),
            told=_("Beslutet är inskrivet."),
        )


def _correct(actor: Actor, row: DecisionRow) -> None:
    held = DecisionText(row.body, row.day, row.paragraph, row.diary_number, row.text)
    stamp = f"decision_{row.id}"
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        text = fields(stamp, held)
        reason = st.text_input(_("Varför rättas det?"), key=f"reason_{stamp}")
        wanted = st.form_submit_button(_("Spara rättelsen"))
    if wanted:
        saving.save(
            actor,
            stamp,
            lambda session: decisions.correct_decision(
                session, actor, decision_id=row.id, text=text, reason=reason
            ),
            told=_("Beslutet är rättat."),
        )


def fields(stamp: str, held: DecisionText) -> DecisionText:
    """Write the fields of a decision and return what they hold."""
    body = st.text_input(
        _("Vem har beslutat?"), value=held.body, placeholder=_("Till exempel kommunfullmäktige"),
        max_chars=120, key=f"body_{stamp}",
    )  # fmt: skip
    day = st.date_input(_("Dag"), value=held.day, format="YYYY-MM-DD", key=f"day_{stamp}")
    with st.container(horizontal=True, gap="small"):
        paragraph = st.text_input(
            _("Paragraf"), value=held.paragraph, max_chars=40, width=140, key=f"paragraph_{stamp}"
        )
        number = st.text_input(
            _("Diarienummer"), value=held.diary_number, max_chars=40, width=200, key=f"number_{stamp}"
        )
    text = st.text_area(_("Beslutet i korthet"), value=held.text, key=f"text_{stamp}")
    return DecisionText(body, day or held.day, paragraph, number, text)
