"""Åtgärdsplan, for managers, finance and elected members: what is done about a deficit, is it enough?"""

from functools import partial

from core.db import current_database
from core.reports import action_plan
from core.reports.action_plan import ActionPlanReport
from core.rules.access import Action
from core.rules.subjects import action_plan_subject
from core.texts import _
from pages.forecast import (
    action_plan_choice,
    action_plan_clocks,
    action_plan_list,
    action_plan_measure,
    action_plan_picture,
)
from pages.ui import context, guard, pieces, saving, sentences, side
from pages.ui.context import Context
from pages.ui.feedback import shown_errors

actor = guard.require_actor(Action.VIEW_ECONOMY)
database = current_database()


def _freshness(found: ActionPlanReport) -> str:
    if found.forecast is None:
        return _("Ingen prognos för året än: åtgärderna visas för sig.")
    if found.forecast.closed_at is not None:
        return _("Mot {name}, som är stängd.").format(name=found.forecast.name)
    return _("Mot {name}, som pågår.").format(name=found.forecast.name)


def _show(here: Context, year: int) -> None:
    with database.reading() as session:
        found = action_plan.build(session, actor, unit_id=here.unit.id, year=year, money_unit=here.money)
    pieces.head(
        _("Åtgärdsplan"),
        _("Vad gör {unit} åt underskottet, och räcker det?").format(unit=here.unit.name),
        sentences.markup(found.answer),
        _freshness(found),
    )
    saving.show_conflict()
    action_plan_clocks.show(database, actor, found.clocks)
    opened = found.row(action_plan_choice.measure_id() or 0)
    if opened is not None:
        action_plan_measure.show(database, actor, opened, here.money)
    else:
        action_plan_picture.show(found, here)
    action_plan_list.show(database, actor, found, here, year)
    action_plan_list.units(found, here, year)
    side.show(actor, action_plan_subject(here.unit.id, year), title=_("Samtal, beslut och protokoll"))


def _page() -> None:
    here = context.read(actor)
    if here is None:
        context.help_bar("atgardsplan")
        pieces.head(_("Åtgärdsplan"), _("Vad görs åt underskottet?"), _("Det finns inget att visa än."))
        pieces.empty(
            _("Ingen huvudbok är inläst"),
            _("När ekonomi har läst in huvudboken kan åtgärder läggas till här."),
        )
        return
    year = action_plan_choice.year(here, database.today().year)
    context.bar(
        here,
        actor,
        help_page="atgardsplan",
        comparison=False,
        instead_of_period=partial(action_plan_choice.choose_year, here, year),
    )
    _show(here, year)


with shown_errors():
    _page()
