"""Moving a goal to another unit or level, merging it into another, and splitting it."""

import streamlit as st

from core.db import Database
from core.enums import UnitKind
from core.queries.access import units_in_scope
from core.queries.goals import GoalRow
from core.reports.goal_page import GoalPage
from core.rules.access import Action, Actor
from core.services.goal_ends import merge_goals
from core.services.goal_moves import GoalPlace, move_goal, split_goal
from core.services.goal_store import GoalText
from core.texts import _
from pages.ui import forms, pieces, saving
from pages.ui.context import label_of

_MOVE, _MERGE, _SPLIT = "move", "merge", "split"


def show(database: Database, actor: Actor, page: GoalPage, goal: GoalRow) -> None:
    """Show the one that is chosen of the three."""
    words = {_MOVE: _("Flytta"), _MERGE: _("Slå ihop med ett annat"), _SPLIT: _("Dela i flera")}
    chosen = st.radio(
        _("Hur ska målet ändras?"), list(words), format_func=words.__getitem__, horizontal=True,
        key=f"goal_way_{goal.id}",
    )  # fmt: skip
    if chosen == _MERGE:
        _merge(database, actor, page, goal)
    elif chosen == _SPLIT:
        _split(actor, goal)
    else:
        _move(database, actor, page, goal)


def _move(database: Database, actor: Actor, page: GoalPage, goal: GoalRow) -> None:
    with database.reading() as session:
        units = [
            unit for unit in units_in_scope(session, actor, Action.EDIT_GOALS)
            if unit.kind is not UnitKind.COST_CENTER
        ]  # fmt: skip
    kind = page.level(goal).kind
    levels = [one for one in page.world.levels if one.kind is kind and not one.closed]
    form = f"goal_move_{goal.id}_{goal.rev}"
    stamp = forms.request_key(form)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        unit = st.selectbox(
            _("Till enheten"), units, format_func=label_of, key=f"unit_{stamp}",
            index=next((n for n, one in enumerate(units) if one.id == goal.unit_id), 0),
        )  # fmt: skip
        level = st.selectbox(
            _("På nivån"), levels, format_func=lambda one: one.name, key=f"level_{stamp}",
            index=next((n for n, one in enumerate(levels) if one.id == goal.level_id), 0),
        )  # fmt: skip
        why = st.text_input(_("Varför? Behövs när enheten redan har så många mål som är tänkt."),
                            max_chars=1000, key=f"why_{stamp}")  # fmt: skip
        wanted = st.form_submit_button(_("Flytta målet"))
    if wanted:
        place = GoalPlace(unit.id, level.id)
        saving.save(
            actor,
            form,
            lambda session: move_goal(session, actor, goal_id=goal.id, rev=goal.rev, place=place, why=why),
            told=_("Målet är flyttat."),
        )


def _merge(database: Database, actor: Actor, page: GoalPage, goal: GoalRow) -> None:
    with database.reading() as session:
        units = {unit.id for unit in units_in_scope(session, actor, Action.EDIT_GOALS)}
    others = [
        one for one in page.world.goals.values()
        if one.id != goal.id and not one.ended and one.unit_id in units
        and page.level(one).kind is page.level(goal).kind
    ]  # fmt: skip
    if not others:
        pieces.show(pieces.muted(_("Det finns inget annat mål att slå ihop det med.")))
        return
    form = f"goal_merge_{goal.id}_{goal.rev}"
    stamp = forms.request_key(form)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        into = st.selectbox(
            _("Målet som finns kvar"), others, format_func=lambda one: f"{one.title} ({one.unit})",
            key=f"into_{stamp}",
        )  # fmt: skip
        day = st.date_input(
            _("Från och med"), value=database.today(), format="YYYY-MM-DD", key=f"day_{stamp}"
        )
        why = st.text_area(_("Varför slås de ihop?"), max_chars=1000, key=f"why_{stamp}")
        pieces.show(
            pieces.muted(
                _(
                    "Kopplingar, märkningar, nyckeltal, aktiviteter och pengar följer med. Målet här "
                    "behåller sin historik. Öppnas det igen kommer de tillbaka."
                )
            )
        )
        wanted = st.form_submit_button(_("Slå ihop"))
    if wanted:
        saving.save(
            actor, form,
            lambda session: merge_goals(
                session, actor, goals=[(goal.id, goal.rev)], into_id=into.id, day=day or database.today(),
                why=why, key=stamp,
            ),
            told=_("Målen är ihopslagna."),
        )  # fmt: skip


def _split(actor: Actor, goal: GoalRow) -> None:
    form = f"goal_split_{goal.id}_{goal.rev}"
    stamp = forms.request_key(form)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        titles = st.text_area(
            _("Delarna, en på varje rad"), key=f"parts_{stamp}",
            placeholder=_("Fler läser flytande\nFler når målen i matematik"),
        )  # fmt: skip
        why = st.text_area(_("Varför delas målet?"), max_chars=1000, key=f"why_{stamp}")
        pieces.show(
            pieces.muted(_("Delarna får samma kopplingar och nyckeltal, och lika stora delar av pengarna."))
        )
        wanted = st.form_submit_button(_("Dela målet"))
    if wanted:
        parts = [
            GoalText(line.strip(), "", goal.owner_id, goal.report_by, goal.weight)
            for line in titles.splitlines()
            if line.strip()
        ]
        saving.save(
            actor, form,
            lambda session: split_goal(
                session, actor, goal_id=goal.id, rev=goal.rev, parts=parts, why=why, key=stamp
            ),
            told=_("Målet är delat."),
        )  # fmt: skip
