"""One thing of last year's plan: what it is, the three choices, and the fields that a choice needs."""

from datetime import date

import streamlit as st

from core.queries.plan_review import ReviewItem
from core.queries.unit_plans import PlanView
from core.reports.plan_review import CHOICES, standing_words
from core.rules.access import Actor
from core.rules.indicator_numbers import read_number, typed
from core.rules.plan_review import ItemChoice, PlanChoice, PlanItem, same_day
from core.services.unit_plans import LONGEST
from core.texts import _
from pages.ui import drafted, pieces
from pages.ui.comments import said

_HEIGHT = 160


def key_of(plan_id: int, item: ReviewItem) -> str:
    """Return the key of a thing's choice, which stands when somebody else was first."""
    return f"review_{plan_id}_{item.kind}_{item.item}"


def draft_of(plan: PlanView, section_key: str) -> str:
    """Return the name of the draft of a section's words, the same as in the plan itself."""
    return f"plan:{plan.id}:{section_key}"


def choose(actor: Actor, plan: PlanView, item: ReviewItem) -> ItemChoice | None:
    """Show a thing with its choices; return what is chosen, None for nothing (or nothing readable) yet."""
    key = key_of(plan.id or 0, item)
    with st.container(border=True, key=f"card_{key}", gap="xsmall"):
        standing = standing_words(item, year=plan.year - 1)
        pieces.show(pieces.heading(item.title), pieces.muted(standing) if standing else None)
        if item.kind is PlanItem.TEXT:
            with st.expander(_("Så skrev ni för {year}").format(year=plan.year - 1)):
                pieces.show(said(item.text))
        what: PlanChoice | None = st.radio(
            _("{title}: vad händer {year}?").format(title=item.title, year=plan.year), list(PlanChoice),
            index=None, format_func=CHOICES.__getitem__, horizontal=True, key=key,
            label_visibility="collapsed",
        )  # fmt: skip
        if what is None:
            return None
        return _FIELDS[item.kind](actor, plan, item, what)


def _text(actor: Actor, plan: PlanView, item: ReviewItem, what: PlanChoice) -> ItemChoice:
    text = ""
    if what is PlanChoice.CHANGE:
        text = drafted.text_field(
            actor, _("Text för {year}").format(year=plan.year), subject=draft_of(plan, item.item),
            saved=item.text, height=_HEIGHT, longest=LONGEST,
        )  # fmt: skip
    return ItemChoice(item.kind, item.item, item.rev, what, text=text)


def _goal(_actor: Actor, plan: PlanView, item: ReviewItem, what: PlanChoice) -> ItemChoice:
    key = key_of(plan.id or 0, item)
    title, text, day = item.title, item.text, item.day
    if what is PlanChoice.CHANGE:
        title, text = _words(key, item)
        if item.day is not None:
            day = _day(
                key,
                _("Ny dag för återrapportering"),
                same_day(item.day, plan.year),
                first=date(plan.year, 1, 1),
            )
    return ItemChoice(item.kind, item.item, item.rev, what, title, text, day=day)


def _figure(_actor: Actor, plan: PlanView, item: ReviewItem, what: PlanChoice) -> ItemChoice | None:
    target = item.target
    if what is PlanChoice.CHANGE:
        written = st.text_input(
            _("Målvärde {year} ({unit})").format(year=plan.year, unit=item.measure_unit),
            value=typed(item.target), key=f"target_{key_of(plan.id or 0, item)}", width=240,
        )  # fmt: skip
        try:
            target = read_number(written)
        except ValueError as problem:
            st.error(str(problem))
            return None
        if target is None:
            pieces.show(pieces.muted(_("Skriv det nya målvärdet, eller välj Behåll.")))
            return None
    return ItemChoice(item.kind, item.item, item.rev, what, seen=item.target, target=target)


def _activity(_actor: Actor, plan: PlanView, item: ReviewItem, what: PlanChoice) -> ItemChoice:
    key, title, text, day = key_of(plan.id or 0, item), item.title, item.text, item.day
    if what is PlanChoice.CHANGE and not item.goes_on:
        title, text = _words(key, item)
    if what is PlanChoice.CHANGE or (what is PlanChoice.KEEP and not item.goes_on):
        day = _day(
            key, _("Sista dag"), same_day(item.day, plan.year) if not item.goes_on else item.day,
            first=date(plan.year, 1, 1),
        )  # fmt: skip
    return ItemChoice(item.kind, item.item, item.rev, what, title, text, day=day)


def _words(key: str, item: ReviewItem) -> tuple[str, str]:
    title = st.text_input(_("Namn"), value=item.title, key=f"title_{key}")
    text = st.text_area(_("Beskrivning"), value=item.text, key=f"text_{key}", height=90)
    return title, text


def _day(key: str, label: str, usual: date | None, *, first: date) -> date | None:
    held = usual or same_day(None, first.year)
    return st.date_input(
        label, value=held, min_value=min(first, held), format="YYYY-MM-DD", key=f"day_{key}", width=240
    )


_FIELDS = {
    PlanItem.TEXT: _text,
    PlanItem.GOAL: _goal,
    PlanItem.INDICATOR: _figure,
    PlanItem.ACTIVITY: _activity,
}
