"""What lies behind a row of the comparison: its accounts, and then the rows with who and why."""

from dataclasses import replace

import streamlit as st

from core.db import Database
from core.enums import Dimension
from core.queries.comparable_versions import VersionRow
from core.queries.version_differences import Where
from core.reports import compare_versions, version_changes
from core.reports.follow_up_view import ACCOUNTS, read_drill
from core.rules.access import Actor
from core.texts import _
from pages.budget import compare_choice
from pages.budget.compare_choice import Choice
from pages.ui import downloads, pieces, tables


def show(database: Database, actor: Actor, choice: Choice, versions: tuple[VersionRow, VersionRow]) -> None:
    """Show the accounts of a report row, or the changed rows of an account or a function."""
    opened = read_drill(choice.opened)
    if opened.kind == "row":
        _accounts(database, actor, choice, opened.value)
        return
    dimension = Dimension.FUNCTION if opened.kind == "function" else Dimension.ACCOUNT
    if opened.kind == "unit":
        return
    view = choice.view
    where = Where(view.unit_id, view.one, view.other, dimension, opened.value, view.months)
    names = (versions[0].name, versions[1].name)
    with database.reading() as session:
        table = version_changes.build(session, actor, where=where, names=names, money_unit=view.money_unit)
    st.header(_("Vem och varför"), anchor=False)
    if not table.rows:
        pieces.empty(_("Ingen skillnad här"), _("Raden är lika i båda versionerna."))
        return
    with pieces.card("why"):
        tables.render(table, "why", phone_columns=["change"])
        downloads.buttons(table, name_parts=(_("skillnad"), opened.value, view.months[1]))


def _accounts(database: Database, actor: Actor, choice: Choice, row: str) -> None:
    """Show the accounts of a report row; a click on one opens the rows behind it."""
    view = replace(choice.view, rows=ACCOUNTS, row=row, show_all=False)
    with database.reading() as session:
        answer = compare_versions.build(session, actor, view=view)
    st.header(_("Konton"), anchor=False)
    with pieces.card("accounts"):
        picked = tables.render(answer.table, "accounts", phone_columns=["change"])
    if picked is not None and picked != "all":
        compare_choice.open_row(choice, picked)
