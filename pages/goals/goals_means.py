"""Mål och medel for a unit: what its goals cost, what serves no goal, and where links overlap."""

from functools import partial

import streamlit as st

from core.db import Database
from core.enums import GoalKind
from core.queries.access import may
from core.queries.goal_money import Coverage, list_overlaps, read_coverage
from core.queries.goals import GoalRow
from core.reports import goal_words
from core.reports.goal_page import GoalPage
from core.reports.goal_tables import REST, coverage_table, money_table
from core.rules.access import Action, Actor
from core.table import Status
from core.texts import _
from pages.goals import goals_address, goals_means_markup
from pages.ui import context, downloads, pieces, tables
from pages.ui.context import Context
from pages.ui.picture import picture

_MOST, _ALL = 12, "alla"


def show(database: Database, actor: Actor, page: GoalPage, here: Context) -> None:
    """Show the picture, the tables behind it, and what is wrong."""
    with database.reading() as session:
        allowed = may(session, actor, Action.VIEW_ECONOMY, here.unit.id).allowed
        rows = read_coverage(session, actor, unit_id=here.unit.id, year=page.year) if allowed else []
        links = not actor.read_only and may(session, actor, Action.EDIT_GOALS, here.unit.id).allowed
    if not allowed:
        pieces.empty(_("Du ser målen men inte pengarna"), _("Din roll omfattar inte enhetens ekonomi."))
        return
    goals = _goals(page)
    picked = _picture(page, goals, rows[0] if rows else None, links=links)
    _overlaps(database, actor, page)
    picked = _table(page, goals, here) or picked
    _units(rows, here, page.year)
    if picked is not None:
        goals_address.open_goal(int(picked))


def _goals(page: GoalPage) -> list[GoalRow]:
    """Return the goals to set beside each other: the unit's own, else those below, of the level of goals."""
    kinds = {level.id: level.kind for level in page.world.levels}
    own = [goal for goal in page.own if kinds[goal.level_id] is GoalKind.GOAL]
    return own or [goal for goal in page.below if kinds[goal.level_id] is GoalKind.GOAL]


def _picture(page: GoalPage, goals: list[GoalRow], whole: Coverage | None, *, links: bool) -> str | None:
    st.header(_("Så används pengarna"), anchor=False)
    shown = sorted(goals, key=lambda goal: page.sums[goal.id].budget or 0)[:_MOST]
    if not any(page.sums[goal.id].budget for goal in shown):
        how = _("När den del av budgeten som går till ett mål är kopplad till det visas den här.")
        if links:
            how = _("Öppna ett mål, välj Pengar och koppla den del av budgeten som går till målet.")
        pieces.empty(_("Inga mål har pengar än"), how)
        return None
    with pieces.card("means"):
        picked = picture("goal_means", goals_means_markup.bars(page, shown, whole))
        pieces.show(
            pieces.muted(
                _("Ett mål som bidrar till flera räknas i vart och ett. Interna köp ingår, som i budgeten.")
            )
        )
    return picked


def _overlaps(database: Database, actor: Actor, page: GoalPage) -> None:
    with database.reading() as session:
        pairs = list_overlaps(session, actor, year=page.year)
    goals = page.world.goals
    for one, other in pairs:
        if one.goal_id in goals and other.goal_id in goals:
            pieces.notice(
                Status.PARTLY,
                _("Två mål vill ha samma pengar"),
                _("”{one}” och ”{other}” får ihop mer än allt av {part}. Det första räknas först.").format(
                    one=goals[one.goal_id].title, other=goals[other.goal_id].title,
                    part=goal_words.part_words(other.part),
                ),
            )  # fmt: skip


def _table(page: GoalPage, goals: list[GoalRow], here: Context) -> str | None:
    with pieces.card("means_table"):
        table = money_table(page, goals, here.money, everything=_ALL in st.query_params)
        without = sum(page.sums[goal.id].budget is None for goal in goals)
        if without:
            pieces.show(pieces.muted(_("{n} mål har inga pengar kopplade.").format(n=without)))
        shown = table.without("unit") if len({goal.unit_id for goal in goals}) == 1 else table
        picked = tables.render(shown, "goal_money", phone_columns=["budget", "actual"])
        downloads.buttons(
            partial(money_table, page, goals, here.money, everything=True),
            name_parts=(_("mål och medel"), here.unit.name, page.year),
        )
    if picked == REST:
        st.query_params[_ALL] = "ja"
        st.rerun()
    return picked


def _units(rows: list[Coverage], here: Context, year: int) -> None:
    if len([row for row in rows if row.net]) < 2:  # noqa: PLR2004 one row is the whole itself
        return
    st.header(_("Pengar utan mål"), anchor=False)
    with pieces.card("coverage"):
        table = coverage_table(rows, here.money)
        picked = tables.render(table, "goal_coverage", phone_columns=["served", "share"])
        downloads.buttons(table, name_parts=(_("pengar utan mål"), here.unit.name, year))
    unit = next((one for one in here.units if one.code == picked), None)
    if unit is not None:
        context.open_unit(unit)
