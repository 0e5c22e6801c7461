"""What the pages about a unit's year share: the bar with a choice of year, and an empty page."""

from collections.abc import Callable
from functools import partial

from core.db import current_database
from core.rules.access import Action, Actor
from core.texts import _
from pages.goals import goals_address
from pages.ui import context, pieces
from pages.ui.context import Context


def show(
    actor: Actor, *, help_page: str, title: str, question: str, draw: Callable[[Context, int], None]
) -> None:
    """Draw the bar and then the unit and year; without a ledger say how the page gets filled."""
    here = context.read(actor, Action.VIEW_GOALS)
    if here is None:
        context.help_bar(help_page)
        pieces.head(title, question, _("Det finns inget att visa än."))
        pieces.empty(
            _("Ingen huvudbok är inläst"), _("När ekonomi har läst in huvudboken går det att arbeta här.")
        )
        return
    this_year = current_database().today().year
    year = goals_address.year(here, this_year)
    context.bar(
        here, actor, help_page=help_page, comparison=False,
        instead_of_period=partial(goals_address.choose_year, here, year, this_year),
    )  # fmt: skip
    draw(here, year)
