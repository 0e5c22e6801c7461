"""Before a round opens: who gets it, by when, who approves, and which steps nobody has."""

import streamlit as st

from core.db import Database
from core.queries.access import units_in_scope
from core.queries.rounds import OpeningRow, RoundRow, preview_opening
from core.queries.users import role_word
from core.rules.access import Action, Actor
from core.services import round_opening
from core.services.transaction import transaction
from core.table import Column, Kind, Row, Status, Table
from core.texts import _
from pages.admin import round_address
from pages.ui import forms, pieces, tables
from pages.ui.feedback import shown_errors
from pages.ui.process_words import count_units, unit_kind_word


def show(database: Database, actor: Actor, row: RoundRow) -> None:
    """Show what opening would do, and the button that does it."""
    with database.reading() as session:
        preview = preview_opening(session, actor, round_id=row.id)
        names = {unit.id: unit.name for unit in units_in_scope(session, actor, Action.VIEW_UNIT)}
    st.header(_("Det här händer när omgången öppnar"), anchor=False)
    with pieces.card("opening"):
        _told(preview, levels=bool(row.content.levels))
        with st.container(horizontal=True, gap="small"):
            wanted = st.button(
                _("Öppna för {units}").format(units=count_units(sum(one.unit.is_open for one in preview))),
                type="primary",
            )
            if st.button(_("Vänta"), type="tertiary"):
                round_address.go(to_round=row.id)
        if wanted:
            _open(database, actor, row)
    with pieces.card("preview"):
        tables.plain(opening_table(preview, names))


def opening_table(preview: list[OpeningRow], names: dict[int, str]) -> Table:
    """Return a row per unit: its last day, its steps in order, and the levels that it has nobody for."""
    return Table(
        title=_("Vem får vad"),
        columns=(
            Column("unit", _("Enhet"), Kind.TEXT),
            Column("deadline", _("Sista dag"), Kind.DATE),
            Column("steps", _("Godkänns i tur och ordning av"), Kind.TEXT),
            Column("skipped", _("Hoppas över"), Kind.TEXT),
        ),
        rows=tuple(_row(one, names) for one in preview),
    )


def _row(one: OpeningRow, names: dict[int, str]) -> Row:
    steps = " → ".join(
        _("{role} {unit}").format(role=role_word(step.role), unit=names.get(step.unit_id, ""))
        for step in one.steps
    )
    skipped = ", ".join(unit_kind_word(level.unit_kind) for level in one.skipped)
    if not one.unit.is_open:
        return Row(str(one.unit.unit_id), (one.unit.name, None, _("Stängd enhet: får inget"), ""))
    return Row(str(one.unit.unit_id), (one.unit.name, one.deadline, steps or _("ingen"), skipped))


def _told(preview: list[OpeningRow], *, levels: bool) -> None:
    closed = [one.unit.name for one in preview if not one.unit.is_open]
    skipped = [one for one in preview if one.skipped and one.unit.is_open]
    if closed:
        pieces.notice(Status.PARTLY, _("Stängda enheter får ingen inlämning"), ", ".join(closed))
    if skipped:
        pieces.notice(
            Status.PARTLY,
            _("{units} har inte alla steg ovanför sig").format(units=count_units(len(skipped))),
            _("De stegen hoppas över. Se kolumnen Hoppas över."),
        )
    if not levels:
        pieces.notice(Status.NONE, _("Ingen behöver godkänna: det som lämnas in är godkänt direkt"))
    elif not closed and not skipped:
        pieces.notice(Status.OK, _("Alla enheter har alla steg ovanför sig"))


def _open(database: Database, actor: Actor, row: RoundRow) -> None:
    with shown_errors():
        with transaction(database, actor) as session:
            told = round_opening.open_round(
                session, actor, round_id=row.id, key=forms.request_key(f"open_{row.id}")
            )
        st.toast(_("Öppnad för {units}.").format(units=count_units(told.submissions)))
        round_address.go(to_round=row.id)
