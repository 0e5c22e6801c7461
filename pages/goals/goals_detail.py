"""One goal: how it stands and why it matters, what serves it, and what may be done with it."""

import streamlit as st

from core.db import Database
from core.queries.access import may
from core.queries.goals import GoalRow
from core.reports import goal_words
from core.reports.goal_page import GoalPage
from core.rules.access import Action, Actor
from core.rules.subjects import Subject, SubjectKind
from core.texts import _
from pages.goals import (
    goals_about,
    goals_address,
    goals_assess,
    goals_change,
    goals_end,
    goals_figures,
    goals_history,
    goals_markup,
    goals_money,
    goals_move,
    goals_next_year,
)
from pages.goals.goals_about import About
from pages.ui import address, pieces, side
from pages.ui.comments import said
from pages.ui.markup import Markup, fill, join
from pages.ui.picture import picture

_DOES = {
    "bedom": (_("Bedöm"), goals_assess.show),
    "nyckeltal": (_("Nyckeltal"), goals_figures.show),
    "pengar": (_("Pengar"), goals_money.show),
    "andra": (_("Ändra"), goals_change.show),
    "flytta": (_("Flytta och dela"), goals_move.show),
    "nasta": (_("Nästa år"), goals_next_year.show),
    "avsluta": (_("Avsluta"), goals_end.show),
    "historik": (_("Historik"), goals_history.show),
}
_FOR_READERS = ("nyckeltal", "pengar", "historik")


def show(database: Database, actor: Actor, page: GoalPage, goal: GoalRow) -> None:
    """Show the goal, with the form that is chosen below it and what is said about it."""
    picked = _facts(database, page, goal, goals_about.read(database, actor, page, goal))
    if picked is not None:
        goals_about.open_picked(picked, goal)
    with database.reading() as session:
        allowed = not actor.read_only and may(session, actor, Action.EDIT_GOALS, goal.unit_id).allowed
    chosen = _choose(goal, allowed=allowed)
    with pieces.card("goal_does"):
        _DOES[chosen][1](database, actor, page, goal)
    if goal.own:
        side.show(actor, Subject(SubjectKind.GOAL, str(goal.id), goal.unit_id), title=_("Samtal om målet"))


def head(page: GoalPage, goal: GoalRow, freshness: str) -> None:
    """Show the goal as the page's own question, with the way back to all goals."""
    if st.button(_("Alla mål"), icon=":material/arrow_back:", type="tertiary", key="goal_back"):
        goals_address.open_goal(None)
    pieces.head(
        goal.title,
        _("{level} hos {unit}: hur går det, och varför är det viktigt?").format(
            level=page.level(goal).name, unit=goal.unit
        ),
        _answer(page, goal),
        freshness,
    )


def _answer(page: GoalPage, goal: GoalRow) -> Markup:
    if goal.ended:
        return pieces.strong(goal_words.ended_words(goal))
    row = page.said.get(goal.id)
    return join([pieces.strong(f"{page.word(goal.id)}. "), row.text if row else ""])


def _facts(database: Database, page: GoalPage, goal: GoalRow, about: About) -> str | None:
    names = {tag.key: tag.name for tag in goals_change.known_tags(database)}
    tags = ", ".join(names.get(key, key) for key in page.world.tags.get(goal.id, ()))
    pairs = [
        (_("Nivå"), page.level(goal).name),
        (_("Enhet"), goal.unit),
        (_("Ansvarig"), goal.owner or _("Ingen än")),
        (_("Gäller"), goal_words.years_words(goal)),
    ]
    if goal.report_by:
        pairs.append((_("Återrapporteras"), goal.report_by.isoformat()))
    facts = join(
        fill('<div><dt>{label}</dt><dd class="wrap">{value}</dd></div>', label=label, value=value)
        for label, value in pairs
    )
    ended = goal_words.ended_words(goal)
    below = page.served_by(goal)
    with pieces.card("goal"):
        return picture(
            "goal_open",
            fill(
                '<div class="r-goal"><div>{standing}{text}<dl class="r-facts">{facts}</dl>'
                "{tags}{ended}{about}</div><div>{up}{down}</div></div>",
                standing=goals_markup.judged(page, goal), text=said(goal.text) if goal.text else None,
                facts=facts, tags=pieces.muted(_("Märkt med {tags}").format(tags=tags)) if tags else None,
                ended=pieces.muted(ended) if ended else None,
                about=goals_about.markup(page, goal, about),
                up=goals_markup.thread(page, page.above(goal), _("Därför är det viktigt: bidrar till"))
                if page.above(goal) else None,
                down=goals_markup.thread(page, below, _("Bidrar till målet")) if below else None,
            ),
        )  # fmt: skip


def _choose(goal: GoalRow, *, allowed: bool) -> str:
    """Draw the choice of what to do; whoever only reads gets what there is to read."""
    options = list(_DOES) if allowed else list(_FOR_READERS)
    if goal.ended and allowed:
        options = ["avsluta", *_FOR_READERS]
    return address.choose(
        _("Vad vill du göra?"), {one: _DOES[one][0] for one in options}, name="gor",
        key=f"goal_does_{goal.id}", labelled=True,
    )  # fmt: skip
