"""Judging a goal at the end of a month: a step of the scale, own words, or both."""

import streamlit as st

from core.db import Database
from core.periods import MONTHS, Period, month_name
from core.queries.goals import GoalRow
from core.reports import goal_words
from core.reports.goal_page import GoalPage
from core.rules.access import Actor
from core.services.goal_assessments import NewAssessment, assess_goal, latest_of
from core.texts import _
from pages.ui import forms, pieces, saving
from pages.ui.comments import said

_LONGEST = 4000


def show(database: Database, actor: Actor, page: GoalPage, goal: GoalRow) -> None:
    """Show the form for a month that has begun; what was said of it before stands in it."""
    today = database.today()
    now = Period(today.year, today.month)
    if page.year > now.year:
        pieces.show(pieces.muted(_("Det går att bedöma målet när {year} har börjat.").format(year=page.year)))
        return
    last = now.month if page.year == now.year else MONTHS[-1]
    usual = min(page.month, last)
    month = st.selectbox(
        _("Vid slutet av"), list(MONTHS[:last]), index=usual - 1, format_func=month_name,
        key=f"assess_month_{goal.id}", width=240,
    )  # fmt: skip
    period = Period(page.year, int(month))
    with database.reading() as session:
        before = latest_of(session, goal.id, period)
        now_said = (before.id, before.step_id, before.text) if before else (None, None, "")
    form = f"assess_{goal.id}_{period}"
    stamp, seen = forms.request_key(form), forms.as_seen(form, now_said[0])
    begun_step, begun_text = forms.typed_before(form, now_said[1:])
    if now_said[2] and now_said[2] != begun_text.strip():
        pieces.show(pieces.muted(_("Det här står nu om målet:")))
        pieces.show(said(now_said[2]))
    words: dict[int | None, str] = {
        step.id: goal_words.step_word(step, period.month) for step in page.world.scale
    }
    words[None] = _("Bara ord")
    options = list(words)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        step_id = st.radio(
            _("Hur går det?"), options, index=options.index(begun_step), horizontal=True,
            format_func=words.__getitem__, key=f"step_{stamp}",
            help=_("Väljer du Bara ord räknas läget från nyckeltalen och målen som bidrar."),
        )  # fmt: skip
        text = st.text_area(_("Varför, och vad gör ni?"), begun_text, max_chars=_LONGEST, key=f"text_{stamp}")
        wanted = st.form_submit_button(_("Spara bedömningen"), type="primary")
    if wanted:
        new = NewAssessment(step_id, text, seen=seen)
        forms.keep_typed(form, (step_id, text))
        saving.save(
            actor, form,
            lambda session: assess_goal(
                session, actor, goal_id=goal.id, period=period, said=new, key=stamp
            ),
            told=_("Bedömningen för {month} är sparad.").format(month=period.words()),
        )  # fmt: skip
