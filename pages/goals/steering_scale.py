"""The scale that goals are judged by, and how several judgements become one."""

from typing import Any

import streamlit as st

from core.db import Database
from core.queries.steering import read_weighing
from core.rules.access import Actor
from core.rules.attainment import Weighing
from core.rules.steering import JUDGED, LONGEST_WORD, MOST_POINTS, StepDraft
from core.services.steering import choose_weighing, save_scale, seen_scale
from core.table import Status
from core.texts import _
from pages.ui import forms, pieces, saving
from pages.ui.markup import fill, join

_FORM = "steering_scale"


def show(database: Database, actor: Actor) -> None:
    """Show the words of each step with its colour and points, and the choice of weighing."""
    with database.reading() as session:
        seen, weighing = seen_scale(session), read_weighing(session)
    if seen:
        chips = join(pieces.chip(step.status, step.word) for _id, step in seen)
        pieces.show(fill('<div class="r-legend">{chips}</div>', chips=chips))
    stamp = forms.request_key(_FORM)
    by_status = {step.status: (step_id, step) for step_id, step in seen}
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        rows = [_row(status, by_status.get(status), stamp) for status in JUDGED]
        wanted = st.form_submit_button(_("Spara skalan"), type="primary")
    if wanted:
        steps = [(step_id, step) for step_id, step in rows if step.word.strip() or step_id is not None]

        def write(session: Any) -> None:
            save_scale(
                session, actor, seen=seen, steps=[one for one in steps if one[1].word.strip()], key=stamp
            )

        saving.save(actor, _FORM, write, told=_("Skalan är sparad."))
    _weighing(actor, weighing)


def _row(status: Status, held: tuple[int, StepDraft] | None, stamp: str) -> tuple[int | None, StepDraft]:
    names = {Status.OK: _("Grönt"), Status.PARTLY: _("Gult, kan lämnas tomt"), Status.BAD: _("Rött")}
    step = held[1] if held else StepDraft("", "", status, {Status.OK: 2, Status.PARTLY: 1}.get(status, 0))
    first, second, third = st.columns([3, 3, 1], gap="small")
    word = first.text_input(
        f"{names[status]}: {_('när året är slut')}",
        step.word,
        max_chars=LONGEST_WORD,
        key=f"word_{status}_{stamp}",
    )
    expected = second.text_input(
        _("Under året"), step.forecast_word, max_chars=LONGEST_WORD, key=f"expected_{status}_{stamp}"
    )
    options = sorted({*range(11), step.points, MOST_POINTS})
    points = third.selectbox(
        _("Poäng"), options, index=options.index(step.points), key=f"points_{status}_{stamp}"
    )
    return (held[0] if held else None), StepDraft(word, expected or word, status, int(points))


def _weighing(actor: Actor, held: Weighing) -> None:
    words = {
        Weighing.MEAN: _("Medelvärdet, närmaste steg. Mitt emellan blir det sämre."),
        Weighing.WORST: _("Det sämsta av dem"),
    }
    st.subheader(_("När flera bedömningar blir en"), anchor=False)
    chosen = st.radio(
        _("Vad gäller för målet ovanför?"), list(words), index=list(words).index(held),
        format_func=words.__getitem__, key=f"weighing_{held}",
    )  # fmt: skip
    if chosen != held:
        saving.save(
            actor,
            "steering_weighing",
            lambda session: choose_weighing(session, actor, weighing=chosen),
            told=_("Valet är sparat."),
        )
