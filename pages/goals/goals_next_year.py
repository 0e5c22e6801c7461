"""Next year of a goal: as it is, changed by a row of its own, or not followed any more."""

import streamlit as st

from core.db import Database
from core.queries.goals import GoalRow
from core.reports.goal_page import GoalPage
from core.rules.access import Actor
from core.services.goal_ends import end_goal
from core.services.goal_moves import plan_year, take_back_plan
from core.texts import _
from pages.goals import goals_fields as fields
from pages.goals.goals_change import text_of
from pages.ui import forms, pieces, saving

_KEEP, _CHANGE, _END = "keep", "change", "end"


def show(database: Database, actor: Actor, page: GoalPage, goal: GoalRow) -> None:
    """Show the choice for the year after the one that is shown; the year itself is left as it is."""
    later = page.year + 1
    if goal.origin_id is not None and goal.first_year > database.today().year:
        _take_back(actor, goal)
        return
    words = {
        _KEEP: _("Målet fortsätter som det är"),
        _CHANGE: _("Målet ändras från {year}").format(year=later),
        _END: _("Målet gäller inte efter {year}").format(year=page.year),
    }
    usual = _END if goal.last_year == page.year else _KEEP
    if usual == _END:
        pieces.show(pieces.muted(_("I dag gäller målet till och med {year}.").format(year=goal.last_year)))
    chosen = st.radio(
        _("Vad händer {year}?").format(year=later), list(words), index=list(words).index(usual),
        format_func=words.__getitem__, key=f"next_way_{goal.id}_{goal.rev}",
    )  # fmt: skip
    if chosen == _CHANGE:
        _change(database, actor, page, goal)
    else:
        _end(actor, goal, page.year if chosen == _END else None)


def _change(database: Database, actor: Actor, page: GoalPage, goal: GoalRow) -> None:
    later = page.year + 1
    form = f"goal_plan_{goal.id}_{goal.rev}"
    stamp = forms.request_key(form)
    kind = fields.kind_of(page.world.levels, goal.level_id)
    held = text_of(goal)
    written = fields.title(stamp, held.title, kind)
    people = fields.people_of(database, actor, goal.unit_id)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        text = fields.text(stamp, written, held, people, kind)
        pieces.show(pieces.muted(_("Årets mål och det som sagts om det ändras inte.")))
        wanted = st.form_submit_button(_("Planera {year}").format(year=later), type="primary")
    if wanted:
        saving.save(
            actor, form,
            lambda session: plan_year(
                session, actor, goal_id=goal.id, rev=goal.rev, year=later, text=text, key=stamp
            ),
            told=_("Planerat för {year}. Välj året högst upp för att se det.").format(year=later),
        )  # fmt: skip


def _end(actor: Actor, goal: GoalRow, last_year: int | None) -> None:
    if last_year == goal.last_year:
        return
    if st.button(_("Spara"), key=f"end_{goal.id}_{goal.rev}_{last_year}"):
        saving.save(
            actor,
            f"goal_end_{goal.id}",
            lambda session: end_goal(session, actor, goal_id=goal.id, rev=goal.rev, last_year=last_year),
            told=_("Sparat."),
        )


def _take_back(actor: Actor, goal: GoalRow) -> None:
    pieces.show(
        pieces.muted(_("Målet är en planerad ändring. Tar du tillbaka den fortsätter det gamla målet."))
    )
    if st.button(_("Ta tillbaka planen"), key=f"take_back_{goal.id}_{goal.rev}"):
        saving.save(
            actor,
            f"goal_take_back_{goal.id}",
            lambda session: take_back_plan(session, actor, goal_id=goal.id, rev=goal.rev),
            told=_("Planen är tillbakatagen."),
        )
