"""The nämnder's internal budgets: who can adopt, the decision that adopts one, and the files of it."""

from typing import Any

import streamlit as st

from core.db import current_database
from core.money import MoneyUnit
from core.queries.access import may
from core.queries.internal_budget import Readiness, list_readiness
from core.reports.budget_file import budget_sie
from core.reports.internal_budget import budget_table, readiness_table
from core.rules.access import Action, Actor
from core.services.decisions import DecisionText
from core.services.internal_budget import adopt_internal_budget, gap_words
from core.table import Status
from core.texts import _
from pages.ui import downloads, forms, pieces, saving, side_decisions, tables

_FORM = "adopt_budget"


def show(actor: Actor, version_id: int, year: int) -> None:
    """Show every nämnd in the actor's scope, and what may be done with the one that is chosen."""
    with current_database().reading() as session:
        rows = list_readiness(session, actor, version_id=version_id)
        adopters = {
            row.unit.id
            for row in rows
            if not actor.read_only and may(session, actor, Action.ADOPT_SUBMISSION, row.unit.id).allowed
        }
    st.header(_("Nämndernas internbudgetar"), anchor=False)
    if not rows:
        pieces.empty(_("Ingen nämnd att visa"), _("Här visas de nämnder som du har hand om."))
        return
    table = readiness_table(rows)
    with pieces.card("readiness"):
        tables.render(table, "readiness", phone_columns=["state"])
        downloads.buttons(table, name_parts=(_("internbudgetar"), _("kommunen"), year))
    chosen = st.selectbox(
        _("Nämnd"), rows, format_func=lambda row: f"{row.unit.name} ({row.unit.code})", width=420,
        key="budget_of",
    )  # fmt: skip
    with pieces.card("budget_of"):
        _state(chosen)
        _files(actor, version_id, chosen, year)
    if chosen.unit.id in adopters and not chosen.adopted:
        _adopt(actor, version_id, chosen)


def _state(row: Readiness) -> None:
    """Say whether the budget can be adopted, or everything that is in the way."""
    pieces.show(pieces.heading(row.unit.name))
    if row.adopted:
        pieces.notice(Status.OK, _("Antagen: {decision}.").format(decision=row.adopted))
        return
    if row.ready:
        pieces.notice(Status.OK, _("Budgeten är lika med ramen och alla enheter är godkända. Den kan antas."))
        return
    hinders = []
    if not row.council_adopted:
        hinders.append(_("Fullmäktige har inte antagit ramarna än."))
    if row.missing:
        hinders.append(_("Inte godkända än: {names}.").format(names=", ".join(row.missing)))
    if row.gap:
        hinders.append(gap_words(row.gap))
    pieces.notice(Status.PARTLY, _("Budgeten kan inte antas än."), " ".join(hinders))


def _files(actor: Actor, version_id: int, row: Readiness, year: int) -> None:
    def table() -> Any:
        with current_database().reading() as session:
            return budget_table(session, actor, version_id=version_id, unit_id=row.unit.id)

    def sie() -> bytes:
        with current_database().reading() as session:
            return budget_sie(session, actor, version_id=version_id, unit_id=row.unit.id)

    downloads.buttons(table, name_parts=(_("internbudget"), row.unit.name, year))
    st.download_button(
        _("SIE till ekonomisystemet"), sie, file_name=f"rodret-budget-{year}-{row.unit.code.lower()}.se",
        mime="application/octet-stream", icon=":material/download:", type="tertiary", on_click="ignore",
        key=f"sie_{row.unit.code}",
    )  # fmt: skip
    pieces.show(pieces.muted(_("Filerna är i {unit}, månad för månad.").format(unit=MoneyUnit.KR)))


def _adopt(actor: Actor, version_id: int, row: Readiness) -> None:
    stamp = f"{forms.request_key(_FORM)}"
    with (
        st.expander(_("Skriv in nämndens beslut"), icon=":material/gavel:"),
        st.form(f"form_{stamp}_{row.unit.id}", border=False, enter_to_submit=False),
    ):
        held = DecisionText(row.unit.name, current_database().today())
        text = side_decisions.fields(f"{stamp}_{row.unit.id}", held)
        wanted = st.form_submit_button(_("Anta internbudgeten"))
    if not wanted:
        return

    def write(session: Any) -> None:
        table = budget_table(session, actor, version_id=version_id, unit_id=row.unit.id)
        adopt_internal_budget(
            session, actor, version_id=version_id, committee_id=row.unit.id, decision=text, table=table,
            key=stamp,
        )  # fmt: skip

    saving.save(
        actor, _FORM, write, told=_("{name} har antagit sin internbudget.").format(name=row.unit.name)
    )
