"""Words about a value, a judgement of one's own with them, and something that happened on a day."""

import streamlit as st

from core.db import Database
from core.exports.cell_text import status_word
from core.periods import Period
from core.reports import indicator_words as words
from core.reports.indicator_page import OnePage
from core.rules.access import Actor
from core.services.indicator_values import NewNote, Place, add_note, assess_value
from core.table import Status
from core.texts import _
from pages.ui import forms, pieces, saving
from pages.ui.comments import said
from pages.ui.context import Context
from pages.ui.markup import join

_LONGEST = 4000
_LONGEST_NOTE = 200


def show(_database: Database, actor: Actor, _here: Context, one: OnePage) -> None:
    """Show the form for the value that is shown; what was said of it before stands in it."""
    measured = one.standing.measured if one.standing else None
    if measured is None or measured.value is None or not measured.at[1]:
        pieces.empty(_("Det finns inget värde att skriva om"), _("Rapportera ett värde först."))
        return
    period, before = Period(*measured.at), one.latest_words
    form = f"indicator_words_{one.indicator.id}_{one.unit_id}_{period}"
    stamp, seen = forms.request_key(form), forms.as_seen(form, before.id if before else None)
    options: list[Status | None] = [None, Status.OK, Status.PARTLY, Status.BAD]
    begun = forms.typed_before(form, (before.text, before.status) if before else ("", None))
    if before is not None and before.text != begun[0].strip():
        pieces.show(pieces.muted(_("{user} har skrivit:").format(user=before.user)))
        pieces.show(said(before.text))
    value = words.value_words(one.indicator.definition, measured.value)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        text = st.text_area(
            _("Varför är värdet {value} ({month}), och vad gör ni?").format(
                value=value, month=period.words()
            ),
            begun[0], max_chars=_LONGEST, key=f"text_{stamp}",
        )  # fmt: skip
        status = st.radio(
            _("Läge"), options, index=options.index(begun[1]), horizontal=True, key=f"status_{stamp}",
            format_func=lambda one: _("Som gränserna säger") if one is None else status_word(one),
            help=_("Bedömer du det annorlunda än gränserna syns din motivering bredvid."),
        )  # fmt: skip
        wanted = st.form_submit_button(_("Spara"), type="primary")
    if wanted:
        place = Place(one.indicator.id, one.unit_id, period)
        forms.keep_typed(form, (text, status))
        saving.save(
            actor, form,
            lambda session: assess_value(
                session, actor, place=place, text=text, status=status, seen=seen
            ),
            told=_("Sparat för {month}.").format(month=period.words()),
        )  # fmt: skip
    _earlier(one)


def note(database: Database, actor: Actor, _here: Context, one: OnePage) -> None:
    """Show the form for something that happened, and what is noted already."""
    form = f"indicator_note_{one.indicator.id}_{one.unit_id}"
    stamp = forms.request_key(form)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        left, right = st.columns([1, 3], gap="small")
        day = left.date_input(_("Dag"), value=database.today(), format="YYYY-MM-DD", key=f"day_{stamp}")
        text = right.text_input(
            _("Vad hände?"), max_chars=_LONGEST_NOTE, key=f"text_{stamp}",
            placeholder=_("Till exempel: Ny rektor"),
        )  # fmt: skip
        wanted = st.form_submit_button(_("Lägg in i bilden"), type="primary")
    if wanted:
        made = NewNote(one.indicator.id, one.unit_id, day or database.today(), text)
        saving.save(
            actor, form, lambda session: add_note(session, actor, note=made), told=_("Händelsen är inlagd.")
        )
    if one.notes:
        pieces.show(pieces.log((row.day.isoformat(), row.text) for row in one.notes))


def _earlier(one: OnePage) -> None:
    rows = [row for row in one.words if row != one.latest_words]
    if not rows:
        return
    pieces.show(pieces.heading(_("Tidigare")))
    pieces.show(
        pieces.log(
            (
                _("{month}, av {user}").format(month=words.period_words(row.at).capitalize(), user=row.user),
                join([pieces.chip(row.status) if row.status else None, said(row.text)]),
            )
            for row in rows
        )
    )
