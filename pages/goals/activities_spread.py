"""An activity given to other units: who has a copy and how each stands, and the form for more of them."""

import streamlit as st

from core.db import Database
from core.queries.activities import ActivityRow, list_copies
from core.queries.activity_origin import OriginText, origin_of
from core.reports.activities import ActivityPage
from core.reports.activity_tables import copies_table
from core.rules.access import Actor
from core.services.activity_spread import spread_activity, take_over
from core.texts import _
from pages.ui import forms, pieces, saving, tables
from pages.ui.comments import said
from pages.ui.markup import join


def show(database: Database, actor: Actor, page: ActivityPage, row: ActivityRow) -> None:
    """Show the copies and the form; of a copy, what it comes from and whether that says something new."""
    with database.reading() as session:
        copies = list_copies(session, actor, activity_id=row.id)
        origin = origin_of(session, actor, activity_id=row.id)
    if row.origin_id is not None:
        _origin(actor, row, origin)
        return
    if copies:
        tables.plain(copies_table(copies, page.today))
    _form(actor, page, row)


def _origin(actor: Actor, row: ActivityRow, origin: OriginText | None) -> None:
    if origin is None:
        return
    words = _("Den här aktiviteten kommer från {unit}. Ni sköter den själva.").format(unit=origin.unit)
    pieces.show(pieces.muted(words))
    if (origin.title, origin.text, origin.starts, origin.ends) == (row.title, row.text, row.starts, row.ends):
        pieces.show(pieces.muted(_("Texten och dagarna är desamma som där.")))
        return
    ends = origin.ends.isoformat() if origin.ends else _("tills vidare")
    days = _("{first} till {last}").format(first=origin.starts.isoformat(), last=ends)
    pieces.show(
        join(
            [pieces.muted(_("Så står det hos dem nu")), pieces.strong(origin.title), said(origin.text), days]
        )
    )
    if st.button(_("Ta över deras text och dagar"), key=f"take_over_{row.id}_{row.rev}"):
        saving.save(
            actor,
            f"take_over_{row.id}",
            lambda session: take_over(session, actor, activity_id=row.id, rev=row.rev),
            told=_("Texten och dagarna är hämtade."),
        )


def _form(actor: Actor, page: ActivityPage, row: ActivityRow) -> None:
    form = f"activity_spread_{row.id}"
    stamp = forms.request_key(form)
    options = [unit for unit in page.units if unit in page.editable and unit != row.unit_id]
    if not options:
        pieces.empty(
            _("Inga enheter att sprida till"),
            _("Välj en enhet överst som har enheter under sig där du får ändra mål."),
        )
        return
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        chosen = st.multiselect(
            _("Enheter som ska få en egen kopia"), options, format_func=page.units.__getitem__,
            placeholder=_("Välj en enhet, eller ett område med alla sina enheter"), key=f"nodes_{stamp}",
        )  # fmt: skip
        later = st.checkbox(
            _("Även enheter som tillkommer senare"), value=True, key=f"later_{stamp}",
            help=_("En ny enhet under dem du valt får sin kopia inom ett dygn."),
        )  # fmt: skip
        wanted = st.form_submit_button(_("Sprid"), type="primary")
    if wanted:
        saving.save(
            actor, form,
            lambda session: spread_activity(
                session, actor, activity_id=row.id, node_ids=chosen, later_units=later, key=stamp
            ),
            told=_("Spridd. De ansvariga har fått veta det."),
        )  # fmt: skip
