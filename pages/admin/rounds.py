"""Omgångar, for finance and administrators: what the units are asked for, when, and who approves."""

from core.db import current_database
from core.enums import RoundState
from core.queries.rounds import RoundRow, list_rounds
from core.rules.access import Action
from core.rules.tasks import day_words
from core.texts import _, ngettext
from pages.admin import round_address, round_copy, round_form, round_list, round_view
from pages.ui import context, guard, pieces
from pages.ui.feedback import shown_errors
from pages.ui.markup import Markup, fill

actor = guard.require_actor(Action.MANAGE_ROUNDS)
database = current_database()


def _answer(rounds: list[RoundRow]) -> Markup:
    """Return what is open now and what opens next, in one sentence."""
    today = database.today()
    n = sum(row.state is RoundState.OPEN for row in rounds)
    now = ngettext("{n} omgång är öppen", "{n} omgångar är öppna", n)
    planned = [
        row.content for row in rounds if row.state is RoundState.PLANNED and row.content.opens >= today
    ]
    coming = min(planned, key=lambda content: content.opens, default=None)
    number = pieces.strong(now.format(n=n) if n else _("Ingen omgång är öppen"))
    if coming is None:
        return fill(_("{number}. Ingen annan är planerad."), number=number)
    return fill(
        _("{number}. Näst på tur är {name}, som öppnar {day}."),
        number=number,
        name=pieces.strong(coming.name),
        day=day_words(coming.opens, today),
    )


def _page() -> None:
    with database.reading() as session:
        rounds = list_rounds(session, actor)
    context.help_bar("omgangar")
    pieces.head(_("Omgångar"), _("Vad frågar vi enheterna om, när, och vem godkänner?"), _answer(rounds))
    chosen, doing = round_address.round_id(), round_address.doing()
    if chosen is not None:
        round_view.show(database, actor, chosen, doing)
    elif doing == round_address.NEW:
        round_form.show_new(database, actor)
    elif doing == round_address.COPY:
        round_copy.show(database, actor, rounds)
    else:
        round_list.show(database, actor, rounds)


with shown_errors():
    _page()
