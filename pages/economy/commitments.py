"""Åtaganden, for managers and finance: what is ordered or contracted for the rest of the year."""

from core.db import current_database
from core.queries.access import may
from core.queries.commitments import list_commitments
from core.reports import commitments
from core.rules.access import Action
from core.texts import _
from pages.economy import commitment_files
from pages.ui import context, downloads, guard, pieces, saving, sentences, tables
from pages.ui.feedback import shown_errors

actor = guard.require_actor(Action.VIEW_TRANSACTIONS)
database = current_database()
_ON_SCREEN_LEAST = ("function",)


def _show(here: context.Context) -> None:
    with database.reading() as session:
        rows = list_commitments(session, actor, unit_id=here.unit.id, period=here.period)
        loads = may(session, actor, Action.LOAD_FILES, actor.top_unit_id).allowed
    pieces.head(
        _("Åtaganden"),
        _("Vad har {unit} redan bundit sig för?").format(unit=here.unit.name),
        sentences.markup(commitments.sentence_of(rows, here.period)),
    )
    saving.show_conflict()
    if rows:
        table = commitments.table_of(rows, here.period, here.money)
        with pieces.card("commitments"):
            tables.render(table.without(*_ON_SCREEN_LEAST), "commitments", phone_columns=["left"])
            downloads.buttons(table, name_parts=(_("åtaganden"), here.unit.name, here.period.year))
    else:
        pieces.empty(_("Inga åtaganden"), _("De läses in ur inköpssystemet och avtalsregistret av ekonomi."))
    if loads:
        commitment_files.show(actor)


with shown_errors():
    shown = context.read(actor, Action.VIEW_TRANSACTIONS)
    if shown is None:
        pieces.head(_("Åtaganden"), _("Vad är redan bundet?"), _("Ingen huvudbok är inläst än."))
    else:
        context.bar(shown, actor, help_page="ataganden", comparison=False)
        _show(shown)
