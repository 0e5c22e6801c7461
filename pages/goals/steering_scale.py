"""The scale that goals are judged by, and how several judgements become one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st

from core.db import Database
from core.queries.steering import judged_steps, read_weighing
from core.rules.access import Actor
from core.rules.attainment import Weighing
from core.rules.steering import JUDGED, LONGEST_WORD, MOST_POINTS, MOST_STEPS, SIGNS, StepDraft, in_order
from core.services.steering import choose_weighing, save_scale, seen_scale
from core.table import Status
from core.texts import _
from pages.ui import forms, pieces, saving
from pages.ui.markup import fill, join

_FORM = "steering_scale"
_COLOURS = {
    Status.OK: _("Grönt"), Status.PARTLY: _("Gult"), Status.BAD: _("Rött"),
    Status.NONE: _("Ingen, räknas inte"),
}  # fmt: skip


def show(database: Database, actor: Actor) -> None:
    """Show the steps with their words, colours and points, a new one, and the choice of weighing."""
    with database.reading() as session:
        seen, used, weighing = seen_scale(session), judged_steps(session), read_weighing(session)
    if seen:
        chips = join(pieces.chip(step.status, step.word) for _id, step in seen)
        pieces.show(fill('<div class="r-legend">{chips}</div>', chips=chips))
    pieces.show(
        pieces.muted(
            _(
                "Flera steg kan ha samma färg. Poängen ger ordningen, det bästa överst. Ett steg utan färg, "
                "som Ej påbörjat, räknas inte. Ett nyckeltal hamnar på det bästa steget i sin färg."
            )
        )
    )
    stamp = forms.request_key(_FORM)
    seen = forms.as_seen(_FORM, seen)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        rows = [_row(step_id, step, f"{stamp}_{step_id}", used=step_id in used) for step_id, step in seen]
        rows += [_row(None, _blank(n, fresh=not seen), f"{stamp}_new_{n}") for n in range(_new(seen))]
        wanted = st.form_submit_button(_("Spara skalan"), type="primary")
    if wanted:
        steps = [(step_id, step) for step_id, step in rows if step.word.strip()]
        order = in_order([step for _id, step in steps])

        def write(session: Any) -> None:
            save_scale(session, actor, seen=seen, steps=[steps[at] for at in order], key=stamp)

        saving.save(actor, _FORM, write, told=_("Skalan är sparad."))
    _weighing(actor, weighing)


def _new(seen: Sequence[object]) -> int:
    """Return how many empty rows there are: one more step, or the usual three to begin with."""
    return (1 if len(seen) < MOST_STEPS else 0) if seen else len(JUDGED)


def _blank(n: int, *, fresh: bool) -> StepDraft:
    return StepDraft("", "", JUDGED[n] if fresh else Status.PARTLY, len(JUDGED) - 1 - n if fresh else 1)


def _row(
    step_id: int | None, step: StepDraft, key: str, *, used: bool = False
) -> tuple[int | None, StepDraft]:
    """Write the fields of a step; one that is to go comes back without its word."""
    gone = False
    with st.container(border=True, key=f"step_{key}", gap="xsmall"):
        draft = _fields(step, key, _("Nytt steg: när året är slut") if step_id is None else "")
        if step_id is not None and used:
            pieces.show(pieces.muted(_("Någon har bedömt med steget, så det kan inte tas bort.")))
        elif step_id is not None:
            gone = st.checkbox(_("Ta bort {word}").format(word=step.word), key=f"gone_{key}")
    return step_id, replace(draft, word="") if gone else draft


def _fields(step: StepDraft, key: str, title: str) -> StepDraft:
    first, second, third, fourth = st.columns([3, 3, 2, 1], gap="small")
    word = first.text_input(
        title or _("När året är slut"), step.word, max_chars=LONGEST_WORD, key=f"word_{key}"
    )
    expected = second.text_input(
        _("Under året"), step.forecast_word, max_chars=LONGEST_WORD, key=f"expected_{key}"
    )
    status = third.selectbox(
        _("Färg"), SIGNS, index=SIGNS.index(step.status), format_func=_COLOURS.__getitem__,
        key=f"status_{key}",
    )  # fmt: skip
    options = sorted({*range(11), step.points, MOST_POINTS})
    points = fourth.selectbox(_("Poäng"), options, index=options.index(step.points), key=f"points_{key}")
    return StepDraft(word, expected or word, status, int(points))


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
