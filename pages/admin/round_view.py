"""One round: its facts, steps and units, what it costs people, and what may be done with it now."""

from datetime import date

import streamlit as st

from core.db import Database
from core.enums import RoundState
from core.queries.rounds import RoundRow, burden_of, read_round
from core.queries.submissions import list_submissions
from core.reports.process_state import submission_table
from core.reports.process_words import round_kind_word, round_state_word
from core.rules import burden
from core.rules.access import Actor
from core.services import round_opening, rounds
from core.services.transaction import transaction
from core.table import Column, Kind, Row, Status, Table
from core.texts import _
from pages.admin import round_address, round_form, round_opens, round_units
from pages.admin.round_list import STATUS
from pages.ui import forms, menu, pieces, tables
from pages.ui.feedback import shown_errors
from pages.ui.markup import fill
from pages.ui.pieces import Figure
from pages.ui.process_words import count_units, days_left, level_words


def show(database: Database, actor: Actor, round_id: int, doing: str) -> None:
    """Show the round of the address and what is being done with it."""
    if st.button(_("Alla omgångar"), icon=":material/arrow_back:", type="tertiary"):
        round_address.go()
    with database.reading() as session:
        row = read_round(session, actor, round_id=round_id)
    if doing == round_address.CHANGE and row.state is not RoundState.CLOSED:
        round_form.show_change(database, actor, row)
        return
    _facts(database, actor, row)
    if doing == round_address.OPEN and row.state is RoundState.PLANNED:
        round_opens.show(database, actor, row)
        return
    _tools(database, actor, row)
    round_units.show(database, actor, row, choosing=doing == round_address.UNITS)


def _facts(database: Database, actor: Actor, row: RoundRow) -> None:
    content, today = row.content, database.today()
    with database.reading() as session:
        cost = burden.words(burden_of(session, actor, round_id=row.id, today=today))
    with pieces.card("facts"):
        state = pieces.chip(STATUS[row.state], round_state_word(row.state))
        pieces.show(
            fill(
                '<div class="r-boxhead"><h2 class="r-h3">{name}</h2>{state}</div>',
                name=content.name,
                state=state,
            ),
            pieces.strip(
                [
                    Figure(_("Gäller"), round_kind_word(content.kind), str(content.year)),
                    Figure(_("Öppnar"), content.opens.isoformat(), days_left(content.opens, today)),
                    Figure(_("Sista dag"), content.deadline.isoformat(), days_left(content.deadline, today)),
                    Figure(_("Stänger"), content.closes.isoformat(), days_left(content.closes, today)),
                    Figure(_("Tillfrågade"), count_units(len(row.units)) if row.units else _("ingen än")),
                ]
            ),
        )
        if content.instruction:
            pieces.show(fill('<p style="white-space:pre-line">{text}</p>', text=content.instruction))
        if content.source:
            pieces.show(pieces.muted(_("Frågan bygger på: {source}").format(source=content.source)))
        if row.state is not RoundState.CLOSED:
            pieces.show(pieces.muted(_clock_words(row, today)))
        if cost:
            pieces.notice(Status.NONE, cost)
        if content.levels:
            tables.plain(_levels_table(row))
        else:
            pieces.show(pieces.muted(_("Ingen behöver godkänna: det som lämnas in är godkänt direkt.")))


def _clock_words(row: RoundRow, today: date) -> str:
    """Return what the clock will do with the round, or that people do it."""
    content = row.content
    if not content.by_itself:
        return _("Någon öppnar och stänger omgången för hand.")
    if row.state is RoundState.OPEN:
        return _("Stängs av sig själv när {day} är slut.").format(day=content.closes)
    if content.opens > today:
        return _("Öppnas av sig själv på morgonen {day}.").format(day=content.opens)
    return _("Öppnas av sig själv i natt, om ingen öppnar den före.")


def _levels_table(row: RoundRow) -> Table:
    return Table(
        title=_("Så här går det vidare"),
        columns=(
            Column("who", _("Vem"), Kind.TEXT),
            Column("deadline", _("Sista dag"), Kind.DATE),
        ),
        rows=(
            Row(key="0", cells=(_("Enheten lämnar in"), row.content.deadline)),
            *(
                Row(
                    key=str(n),
                    cells=(_("{n}. Godkänns av {who}").format(n=n, who=level_words(level)), level.deadline),
                )
                for n, level in enumerate(row.content.levels, start=1)
            ),
        ),
    )  # fmt: skip


def _tools(database: Database, actor: Actor, row: RoundRow) -> None:
    planned, is_open = row.state is RoundState.PLANNED, row.state is RoundState.OPEN
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if planned and row.units and st.button(_("Öppna omgången"), type="primary"):
            round_address.go(to_round=row.id, do=round_address.OPEN)
        if (planned or is_open) and st.button(_("Ändra"), icon=":material/edit:"):
            round_address.go(to_round=row.id, do=round_address.CHANGE)
        if planned:
            _removal(database, actor, row)
        if is_open:
            _closing(database, actor, row)
        if not planned:
            st.page_link(
                menu.file_of("laget"), label=_("Läget i processen"), icon=":material/arrow_forward:",
                icon_position="right", query_params={"omgang": str(row.id)},
            )  # fmt: skip


def _removal(database: Database, actor: Actor, row: RoundRow) -> None:
    with st.popover(_("Ta bort"), icon=":material/delete:"):
        st.write(_("Omgången har aldrig varit öppen, så inget arbete går förlorat."))
        if st.button(_("Ta bort {name}").format(name=row.content.name), type="primary"):
            with shown_errors():
                with transaction(database, actor) as session:
                    rounds.remove_round(session, actor, round_id=row.id)
                st.toast(_("{name} är borttagen.").format(name=row.content.name))
                round_address.go()


def _closing(database: Database, actor: Actor, row: RoundRow) -> None:
    today = database.today()
    with database.reading() as session:
        answers = list_submissions(session, actor, round_id=row.id, unit_id=actor.top_unit_id, today=today)
    left = sum(one.standing.waits_for is not None for one in answers)
    with st.popover(_("Stäng omgången"), icon=":material/lock:"):
        st.write(_closing_words(len(answers), left))
        if st.button(_("Stäng {name}").format(name=row.content.name), type="primary"):
            with shown_errors():
                with transaction(database, actor) as session:
                    told = round_opening.close_round(
                        session, actor, round_id=row.id, key=forms.request_key(f"close_{row.id}"),
                        table_of=lambda id_: submission_table(session, actor, submission_id=id_),
                    )  # fmt: skip
                st.toast(_("Stängd: {units} är frysta.").format(units=count_units(told.submissions)))
                st.rerun()


def _closing_words(count: int, left: int) -> str:
    if not left:
        return _("Alla är klara. När omgången är stängd ändras ingenting mer.")
    return _(
        "{left} av {n} är inte klara och står kvar som sena. När omgången är stängd ändras ingenting mer."
    ).format(left=left, n=count)
