"""A year of rounds copied to a later one: first as a preview, then those that were picked."""

import streamlit as st

from core.db import Database
from core.queries.rounds import RoundCopy, RoundRow, preview_copy
from core.rules.access import Actor
from core.services import rounds
from core.services.transaction import transaction
from core.table import Column, Kind, Row, Table
from core.texts import _, ngettext
from pages.admin import round_address
from pages.ui import forms, pieces, tables
from pages.ui.feedback import shown_errors


def show(database: Database, actor: Actor, known: list[RoundRow]) -> None:
    """Show which years, what would be planned, and the button that plans it."""
    if st.button(_("Alla omgångar"), icon=":material/arrow_back:", type="tertiary"):
        round_address.go()
    st.header(_("Kopiera ett år"), anchor=False)
    years = sorted({row.content.year for row in known})
    if not years:
        pieces.empty(_("Det finns inget år att kopiera"), _("Lägg upp den första omgången för hand."))
        return
    with pieces.card("copy"):
        year_from, year_to = _years(database.today().year, years)
        with database.reading() as session:
            copies = preview_copy(session, actor, year_from=year_from, year_to=year_to)
        if not copies or year_to <= year_from:
            pieces.empty(
                _("Inget mer att kopiera"),
                _("Årets omgångar är redan kopierade dit, eller så finns det inga."),
            )
            return
        picked = st.multiselect(
            _("Omgångar att ta med"), copies, default=copies, format_func=lambda copy: copy.content.name,
            key=f"copies_{year_from}_{year_to}",
        )  # fmt: skip
        n = len(picked)
        word = ngettext("Planera {n} omgång", "Planera {n} omgångar", n).format(n=n)
        if picked and st.button(word, type="primary"):
            _copy(database, actor, (year_from, year_to), picked)
        tables.plain(copies_table(picked, year_to))


def copies_table(copies: list[RoundCopy], year: int) -> Table:
    """Return a row per round as it would stand: its days, its units, and who has closed since."""
    return Table(
        title=_("Så blir {year}").format(year=year),
        columns=(
            Column("name", _("Omgång"), Kind.TEXT),
            Column("opens", _("Öppnar"), Kind.DATE),
            Column("deadline", _("Sista dag"), Kind.DATE),
            Column("closes", _("Stänger"), Kind.DATE),
            Column("units", _("Enheter"), Kind.COUNT),
        ),
        rows=tuple(
            Row(
                key=str(copy.source_id),
                cells=(
                    copy.content.name, copy.content.opens, copy.content.deadline, copy.content.closes,
                    len(copy.units),
                ),
                note=_("Stängda sedan dess: {names}").format(names=", ".join(copy.left_out))
                if copy.left_out
                else "",
            )
            for copy in copies
        ),
        footnotes=(_("Datum som hamnar på en ledig dag flyttas till arbetsdagen före."),),
    )  # fmt: skip


def _years(this_year: int, years: list[int]) -> tuple[int, int]:
    first, second = st.columns(2, gap="small")
    usual = this_year if this_year in years else years[-1]
    year_from = first.selectbox(_("Från"), years, index=years.index(usual), key="copy_from") or usual
    later = list(range(year_from + 1, year_from + 6))
    year_to = second.selectbox(_("Till"), later, key=f"copy_to_{year_from}") or later[0]
    return year_from, year_to


def _copy(database: Database, actor: Actor, years: tuple[int, int], picked: list[RoundCopy]) -> None:
    key = f"copy_{years}_{sorted(copy.source_id for copy in picked)}"
    with shown_errors():
        with transaction(database, actor) as session:
            made = rounds.copy_rounds_to_year(
                session, actor, year_from=years[0], year_to=years[1], key=forms.request_key(key),
                source_ids={copy.source_id for copy in picked},
            )  # fmt: skip
        forms.renew_key(key)
        n = len(made)
        st.toast(ngettext("{n} omgång är planerad.", "{n} omgångar är planerade.", n).format(n=n))
        round_address.go(of_year=years[1])
