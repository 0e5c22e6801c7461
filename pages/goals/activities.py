"""Aktiviteter, for everybody: what do we do for the goals, what is late, and did it help?"""

from core.db import current_database
from core.queries.activities import read_activity
from core.reports import activities as activity_page
from core.reports.activities import ActivityPage
from core.rules.access import Action
from core.rules.tasks import day_words
from core.table import Status
from core.texts import _
from pages.goals import (
    activities_address,
    activities_board,
    activities_detail,
    activities_gantt,
    activities_list,
    activities_sums,
    activities_year_end,
    year_page,
)
from pages.ui import guard, pieces, saving, sentences
from pages.ui.context import Context
from pages.ui.feedback import shown_errors

actor = guard.require_actor(Action.VIEW_GOALS)
database = current_database()
today = database.today()


def _show(here: Context, year: int) -> None:
    named = activities_address.activity_id()
    with database.reading() as session:
        page = activity_page.build(session, actor, unit_id=here.unit.id, year=year)
        opened = read_activity(session, actor, activity_id=named) if named is not None else None
    if opened is not None:
        activities_detail.show(database, actor, page, opened)
        return
    pieces.head(
        _("Aktiviteter"),
        _("Vad gör {unit} för att nå målen {year}, och vad är sent?").format(unit=here.unit.name, year=year),
        sentences.markup(page.answer),
        _("Så som det står {day}.").format(day=day_words(today, today)),
    )
    saving.show_conflict()
    if named is not None:
        pieces.notice(
            Status.NONE,
            _("Aktiviteten går inte att visa"),
            _("Den finns inte, eller ligger utanför det du får se."),
        )
    _part(page, here)


def _part(page: ActivityPage, here: Context) -> None:
    part = activities_address.choose_part(settles=bool(page.editable))
    if part == activities_address.GANTT:
        activities_gantt.show(page)
    elif part == activities_address.BOARD:
        activities_board.show(actor, page)
    elif part == activities_address.SUMS:
        activities_sums.show(page, here)
    elif part == activities_address.YEAR_END:
        activities_year_end.show(actor, page)
    else:
        activities_list.show(database, actor, page, here)


with shown_errors():
    year_page.show(
        actor,
        help_page="aktiviteter",
        title=_("Aktiviteter"),
        question=_("Vad gör vi för att nå målen?"),
        draw=_show,
    )
