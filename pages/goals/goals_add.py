"""A new goal or assignment of a unit: what it is, what it contributes to, and why one more than meant."""

import streamlit as st

from core.db import Database
from core.enums import GoalKind, UnitKind
from core.queries.steering import LevelRow
from core.reports.goal_page import GoalPage
from core.rules.access import Actor
from core.services.goal_store import GoalText, NewGoal
from core.services.goals import add_goal
from core.table import Status
from core.texts import _
from pages.goals import goals_fields as fields
from pages.goals import goals_hints
from pages.ui import forms, pieces, saving
from pages.ui.context import Context

_FORM = "goal_new"
_NTH = {UnitKind.MUNICIPALITY: 0, UnitKind.COMMITTEE: 1}
"""Which of the levels of goals a unit of a kind usually has; others have the last one."""


def show(database: Database, actor: Actor, page: GoalPage, here: Context) -> None:
    """Show the form; without levels say who makes them."""
    levels = [level for level in page.world.levels if not level.closed]
    if not levels:
        pieces.empty(
            _("Det finns ingen styrmodell än"),
            _("Ekonomi eller en administratör väljer en under Styrmodell. Sedan kan mål läggas till här."),
        )
        return
    stamp = forms.request_key(_FORM)
    level = st.selectbox(
        _("Nivå"), levels, index=levels.index(_usual(levels, here)), format_func=lambda one: one.name,
        key=f"level_{stamp}_{here.unit.id}",
    )  # fmt: skip
    why = _reason(page, level, here, stamp)
    written = fields.title(stamp, "", level.kind)
    people = fields.people_of(database, actor, here.unit.id)
    usual = actor.user_id if any(one.user_id == actor.user_id for one in people) else None
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        text = fields.text(stamp, written, GoalText("", owner_id=usual), people, level.kind)
        serves = fields.serves(stamp, page.world, level.id, ())
        tags = fields.tags(stamp, fields.tags_of(database), ())
        only = st.checkbox(
            _("Gäller bara {year}").format(year=page.year), key=f"only_{stamp}",
            help=_("Annars gäller det tills vidare, år efter år."),
        )  # fmt: skip
        wanted = st.form_submit_button(_("Lägg till"), type="primary")
    if wanted:
        goal = NewGoal(
            here.unit.id, level.id, text, page.year, page.year if only else None, serves=serves, tags=tags
        )
        saving.save(
            actor,
            _FORM,
            lambda session: goals_hints.remember(add_goal(session, actor, goal=goal, key=stamp, why=why)),
            told=_("Tillagt."),
        )


def _usual(levels: list[LevelRow], here: Context) -> LevelRow:
    goals = [level for level in levels if level.kind is GoalKind.GOAL] or levels
    nth = _NTH.get(here.unit.kind, len(goals) - 1)
    return goals[min(nth, len(goals) - 1)]


def _reason(page: GoalPage, level: LevelRow, here: Context, stamp: str) -> str:
    """Ask which to end, or why one more is needed, once a unit has as many goals as meant."""
    held = [goal for goal in page.world.of_unit(here.unit.id) if goal.level_id == level.id and not goal.ended]
    if not level.most or len(held) < level.most:
        return ""
    titles = ", ".join(f"”{goal.title}”" for goal in held)
    pieces.notice(
        Status.PARTLY,
        _("Här finns redan {n} mål, och högst {most} är tänkt").format(n=len(held), most=level.most),
        _("Kan något avslutas? {titles}. Annars skriver du varför ett till behövs.").format(titles=titles),
    )
    return st.text_input(_("Varför behövs ett till?"), max_chars=1000, key=f"why_{stamp}")
