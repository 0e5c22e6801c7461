"""What a goal rests on, beside it: what it is measured by, what is done for it, and the money it has."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import streamlit as st

from core.db import Database
from core.enums import GoalKind
from core.queries.activities import ActivityRow, list_activities
from core.queries.goal_figures import GoalFigure, list_figures
from core.queries.goals import GoalRow
from core.reports import activity_words, goal_figures, goal_words
from core.reports.goal_page import GoalPage
from core.rules.access import Actor
from core.texts import _, ngettext
from pages.goals import goals_address
from pages.ui import context, menu
from pages.ui.markup import Markup, fill, join
from pages.ui.picture import button
from pages.ui.pieces import chip, muted

_FIGURE, _ACTIVITY = "nyckeltal", "aktivitet"
_PAGES = {_FIGURE: "nyckeltal", _ACTIVITY: "aktiviteter"}
_AIMS = (GoalKind.VISION, GoalKind.FOCUS_AREA)
_MOST = 5


@dataclass(frozen=True, slots=True)
class About:
    """The key figures of a goal, and its activities, those that need somebody first."""

    figures: tuple[GoalFigure, ...]
    activities: tuple[ActivityRow, ...]
    today: date


def read(database: Database, actor: Actor, page: GoalPage, goal: GoalRow) -> About:
    """Return what a goal rests on that the actor may see."""
    today = database.today()
    with database.reading() as session:
        figures = list_figures(session, actor, goal=goal, year=page.year, month=page.month)
        rows = list_activities(session, actor, year=page.year, goal_ids=[goal.id])
    rows.sort(key=lambda row: activity_words.rank(row, today))
    return About(tuple(figures), tuple(rows), today)


def markup(page: GoalPage, goal: GoalRow, about: About) -> Markup:
    """Return key figures, activities and money, each with its own small title; nothing for what is not."""
    return join([_figures(about.figures), _activities(about), _money(page, goal)])


def open_picked(picked: str, goal: GoalRow) -> None:
    """Open what was chosen: another goal, or a key figure or an activity on its own page."""
    kind, _dash, number = picked.partition("-")
    if kind not in _PAGES:
        goals_address.open_goal(int(picked))
        return
    carried = {**context.carried(), context.UNIT: goal.unit_code}
    st.switch_page(menu.file_of(_PAGES[kind]), query_params={**carried, kind: number})


def _figures(figures: Sequence[GoalFigure]) -> Markup | None:
    items = [
        _item(
            button(f"{_FIGURE}-{one.indicator.id}", one.indicator.definition.title),
            chip(one.status), goal_figures.line(one),
        )
        for one in figures
    ]  # fmt: skip
    return _listed(_("Mäts med"), items)


def _activities(about: About) -> Markup | None:
    items = []
    for row in about.activities:
        status, word = activity_words.standing(row, about.today)
        parts = (row.owner, activity_words.days_words(row, about.today))
        title = button(f"{_ACTIVITY}-{row.id}", row.title)
        items.append(_item(title, chip(status, word), ", ".join(part for part in parts if part)))
    return _listed(_("Görs genom"), items)


def _item(title: Markup, judged: Markup, line: str) -> Markup:
    return fill("<li><div>{title} {judged}</div>{line}</li>", title=title, judged=judged, line=muted(line))


def _listed(title: str, items: Sequence[Markup]) -> Markup | None:
    if not items:
        return None
    more = len(items) - _MOST
    rest = muted(ngettext("och {n} till", "och {n} till", more).format(n=more)) if more > 0 else None
    return fill(
        '<div class="r-figlabel">{title}</div><ul class="r-about">{items}</ul>{rest}',
        title=title, items=join(items[:_MOST]), rest=rest,
    )  # fmt: skip


def _money(page: GoalPage, goal: GoalRow) -> Markup | None:
    sums = page.sums.get(goal.id)
    if sums is None or page.level(goal).kind in _AIMS or (sums.budget is None and sums.actual is None):
        return None
    pairs = [
        (_("Budget {year}").format(year=page.year), goal_words.cost_words(sums.budget)),
        (_("Använt"), goal_words.cost_words(sums.actual)),
        (_("Prognos"), goal_words.cost_words(sums.forecast)),
    ]
    if sums.fte is not None:
        pairs.append((_("Årsarbetare"), goal_words.people_words(sums.fte)))
    cells = join(
        fill("<div><dt>{label}</dt><dd>{value}</dd></div>", label=label, value=value)
        for label, value in pairs
    )
    return fill(
        '<div class="r-figlabel">{title}</div><dl class="r-facts">{cells}</dl>',
        title=_("Pengar"), cells=cells,
    )  # fmt: skip
