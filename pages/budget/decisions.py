"""Budgetbeslut, for finance, managers and elected members: what has changed the budget, and by whom?"""

from core.db import current_database
from core.queries.budget_bases import adopted_years
from core.queries.budget_decisions import list_budget_decisions
from core.reports.budget_decision_list import decisions_answer
from core.rules.access import Action
from core.texts import _
from pages.budget import decision_address, decision_form, decision_list, decision_move, decision_view
from pages.ui import context, guard, pieces, saving, sentences
from pages.ui.feedback import shown_errors

actor = guard.require_actor(Action.VIEW_ECONOMY)
database = current_database()


def _page() -> None:
    with database.reading() as session:
        years = adopted_years(session)
        year = decision_address.year(years, database.today().year)
        rows = list_budget_decisions(session, actor, year=year)
    context.help_bar("budgetbeslut")
    pieces.head(
        _("Budgetbeslut"),
        _("Vad har ändrat den antagna budgeten, och vem bestämde det?"),
        sentences.markup(decisions_answer(rows, year=year)),
    )
    saving.show_conflict()
    chosen, doing = decision_address.decision_id(), decision_address.doing()
    if chosen is not None:
        decision_view.show(database, actor, chosen, doing)
    elif doing == decision_address.NEW:
        decision_form.show_new(database, actor, year)
    elif doing == decision_address.MOVE:
        decision_move.show(database, actor, year)
    else:
        decision_list.show(database, actor, rows, years, year)


with shown_errors():
    _page()
