"""The rounds of a year as a table, with how far each has come."""

import streamlit as st

from core.db import Database
from core.enums import RoundState, SubmissionState
from core.queries.rounds import RoundRow
from core.queries.submissions import SubmissionRow, list_submissions
from core.reports.process_words import round_kind_word, round_state_word
from core.rules.access import Actor
from core.table import Column, Kind, Row, Status, Table
from core.texts import _
from pages.admin import round_address
from pages.ui import downloads, pieces, tables

READY = frozenset({SubmissionState.SUBMITTED, SubmissionState.APPROVED, SubmissionState.ADOPTED})
"""The states in which the unit itself has done its part."""
STATUS = {RoundState.PLANNED: Status.NONE, RoundState.OPEN: Status.OK, RoundState.CLOSED: Status.NONE}
"""How the state of a round is marked: an open one stands out."""


def show(database: Database, actor: Actor, rounds: list[RoundRow]) -> None:
    """Show the rounds of the year, and the ways to a new one."""
    this_year = database.today().year
    years = sorted({this_year, *(row.content.year for row in rounds)})
    year = round_address.year(years, this_year)
    _tools(years, year)
    own = [row for row in rounds if row.content.year == year]
    if not own:
        pieces.empty(
            _("Inga omgångar {year}").format(year=year),
            _("Lägg upp en ny, eller kopiera ett helt år från ett annat."),
        )
        return
    with database.reading() as session:
        answers = {
            row.id: list_submissions(
                session, actor, round_id=row.id, unit_id=actor.top_unit_id, today=database.today()
            )
            for row in own
            if row.state is not RoundState.PLANNED
        }
    table = rounds_table(own, answers, year=year)
    with pieces.card("rounds"):
        picked = tables.render(table, "rounds", phone_columns=["state", "deadline"])
        downloads.buttons(table, name_parts=(_("omgångar"), _("kommunen"), year))
    if picked is not None:
        round_address.go(to_round=int(picked))


def rounds_table(rounds: list[RoundRow], answers: dict[int, list[SubmissionRow]], *, year: int) -> Table:
    """Return a row per round; planned rounds have no counts of what is handed in."""
    return Table(
        title=_("Omgångar {year}").format(year=year),
        columns=(
            Column("name", _("Omgång"), Kind.TEXT),
            Column("kind", _("Gäller"), Kind.TEXT),
            Column("opens", _("Öppnar"), Kind.DATE),
            Column("deadline", _("Sista dag"), Kind.DATE),
            Column("closes", _("Stänger"), Kind.DATE),
            Column("units", _("Enheter"), Kind.COUNT),
            Column("ready", _("Inlämnade"), Kind.COUNT),
            Column("late", _("Sena"), Kind.COUNT),
            Column("state", _("Läge"), Kind.STATUS),
        ),
        rows=tuple(_row(row, answers.get(row.id)) for row in rounds),
    )


def _row(row: RoundRow, answers: list[SubmissionRow] | None) -> Row:
    content = row.content
    ready = late = None
    if answers is not None:
        ready = sum(one.standing.state in READY for one in answers)
        late = sum(one.late for one in answers)
    return Row(
        key=str(row.id),
        cells=(
            content.name, round_kind_word(content.kind), content.opens, content.deadline, content.closes,
            len(row.units), ready, late, round_state_word(row.state),
        ),
        status=STATUS[row.state],
        drill=str(row.id),
    )  # fmt: skip


def _tools(years: list[int], year: int) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        chosen = st.segmented_control(
            _("År"), years, default=year, required=True, label_visibility="collapsed", key=f"year_{year}"
        )
        if st.button(_("Ny omgång"), type="primary", icon=":material/add:"):
            round_address.go(do=round_address.NEW)
        if st.button(_("Kopiera ett år"), icon=":material/content_copy:"):
            round_address.go(do=round_address.COPY)
    if chosen is not None and chosen != year:
        round_address.choose_year(int(chosen))
