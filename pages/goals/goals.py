"""Mål och nyckeltal, for everybody: what are we to reach, why does it matter, and how does it go?"""

from core.db import current_database
from core.periods import Period
from core.queries.access import may
from core.reports import goal_page
from core.reports.goal_page import GoalPage
from core.rules.access import Action
from core.table import Status
from core.texts import _
from pages.goals import (
    goals_address,
    goals_assignments,
    goals_detail,
    goals_hints,
    goals_list,
    goals_means,
    goals_tagged,
    year_page,
)
from pages.ui import guard, pieces, saving, sentences
from pages.ui.context import Context
from pages.ui.feedback import shown_errors

actor = guard.require_actor(Action.VIEW_GOALS)
database = current_database()
this_year = database.today().year


def _freshness(page: GoalPage, *, plans: bool) -> str:
    if page.year > this_year:
        words = _("Målen för {year} som de är planerade. Uppföljningen av {now} ändras inte.")
        if plans:
            words = _("Du planerar {year}. Uppföljningen av {now} ändras inte.")
        return words.format(year=page.year, now=this_year)
    return _("Så som det är sagt till och med {month}.").format(month=Period(page.year, page.month).words())


def _show(here: Context, year: int) -> None:
    with database.reading() as session:
        page = goal_page.build(
            session, actor, unit_id=here.unit.id, year=year, month=goals_address.month_of(here, year)
        )
        plans = not actor.read_only and may(session, actor, Action.EDIT_GOALS, here.unit.id).allowed
    opened = page.world.goals.get(goals_address.goal_id() or 0)
    if opened is not None:
        goals_detail.head(page, opened, _freshness(page, plans=plans))
        saving.show_conflict()
        goals_hints.show(page, opened)
        goals_detail.show(database, actor, page, opened)
        return
    pieces.head(
        _("Mål och nyckeltal"),
        _("Vad ska {unit} uppnå {year}, och varför är det viktigt?").format(unit=here.unit.name, year=year),
        sentences.markup(page.answer),
        _freshness(page, plans=plans),
    )
    saving.show_conflict()
    goals_hints.show(page, None)
    if goals_address.goal_id() is not None:
        pieces.notice(
            Status.NONE,
            _("Målet går inte att visa"),
            _("Det gäller ett annat år, eller ligger utanför det du får se."),
        )
    part = goals_address.choose_part()
    if part == goals_address.MONEY:
        goals_means.show(database, actor, page, here)
    elif part == goals_address.ASSIGNMENTS:
        goals_assignments.show(database, page, here)
    elif part == goals_address.TAGGED:
        goals_tagged.show(database, page, here)
    else:
        goals_list.show(database, actor, page, here)


with shown_errors():
    year_page.show(
        actor, help_page="mal", title=_("Mål och nyckeltal"), question=_("Vad ska vi uppnå?"), draw=_show
    )
