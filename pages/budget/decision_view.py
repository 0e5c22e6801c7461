"""One budget decision: what it does, what is left to do before it is adopted, and its adoption."""

from typing import Any

import streamlit as st

from core.db import Database
from core.enums import BudgetDecisionState
from core.queries.access import may
from core.queries.budget_decision_rights import may_prepare
from core.reports import budget_decision_view
from core.reports.budget_decision_view import DecisionView
from core.reports.budget_words import (
    STATUS,
    formal_words,
    kind_words,
    lasting_words,
    number_words,
    state_words,
)
from core.rules.access import Action, Actor
from core.rules.subjects import Subject, SubjectKind
from core.services import budget_decisions
from core.texts import _
from pages.budget import decision_address, decision_adopt, decision_effects, decision_form, decision_rows
from pages.ui import downloads, forms, pieces, saving, side, tables
from pages.ui.markup import fill


def show(database: Database, actor: Actor, decision_id: int, doing: str) -> None:
    """Show a decision, and for whoever prepares it what she may do."""
    if st.button(_("Alla beslut"), icon=":material/arrow_back:", type="tertiary"):
        decision_address.go()
    with database.reading() as session:
        view = budget_decision_view.build(session, actor, decision_id=decision_id)
        row = view.row
        prepares = may_prepare(session, actor, kind=row.kind, unit_id=row.unit_id).allowed
        sees_side = may(session, actor, Action.VIEW_ECONOMY, row.unit_id).allowed
    st.header(number_words(row), anchor=False)
    _facts(view)
    is_draft = row.state is BudgetDecisionState.DRAFT
    if doing == decision_address.CHANGE and prepares and is_draft:
        decision_form.show_change(actor, row)
        return
    if prepares and is_draft and st.button(_("Ändra uppgifterna"), icon=":material/edit:"):
        decision_address.go(to=row.id, do=decision_address.CHANGE)
    _before_and_after(view)
    decision_rows.show(database, actor, view, may_change=prepares and is_draft)
    decision_effects.show(database, actor, view, may_change=prepares and is_draft)
    if prepares and row.state in {BudgetDecisionState.DRAFT, BudgetDecisionState.REQUESTED}:
        decision_adopt.show(database, actor, row)
    elif row.state is BudgetDecisionState.REQUESTED and row.created_by_id == actor.user_id:
        decision_adopt.show_drop(actor, row, word=_("Ta tillbaka önskemålet"))
    if prepares and row.state is BudgetDecisionState.ADOPTED:
        _counter(actor, view)
    if sees_side:
        side.show(actor, Subject(SubjectKind.BUDGET_DECISION, str(row.id), row.unit_id))


def _facts(view: DecisionView) -> None:
    row = view.row
    body = formal_words(row.formal)
    pieces.show(
        fill(
            '<p class="r-answer">{chip} {kind}, {lasting}.</p>',
            chip=pieces.chip(STATUS[row.state], state_words(row.state)),
            kind=kind_words(row.kind),
            lasting=lasting_words(row),
        ),
        pieces.muted(body) if body else pieces.muted(_("Förbereds av {name}").format(name=row.created_by)),
        pieces.muted(_("Finansiering: {text}").format(text=row.financing)) if row.financing else None,
    )


def _before_and_after(view: DecisionView) -> None:
    if not view.units.rows:
        return
    st.subheader(_("Före och efter"), anchor=False)
    with pieces.card("units"):
        tables.render(view.units, "units", phone_columns=["change"])
        downloads.buttons(view.units, name_parts=(_("före och efter"), view.row.title, view.row.year))


def _counter(actor: Actor, view: DecisionView) -> None:
    """Offer the decision that takes this one back."""
    row = view.row
    form = f"counter_{row.id}"
    pieces.show(pieces.muted(_("Ett antaget beslut ändras inte. Blev det fel rättas det med ett nytt.")))
    if st.button(_("Rätta med motbeslut"), icon=":material/undo:"):
        st.query_params.pop("rad", None)

        def write(session: Any) -> None:
            made = budget_decisions.create_counter(
                session, actor, decision_id=row.id, key=forms.request_key(form)
            )
            st.query_params["beslut"] = str(made)

        saving.save(actor, form, write, told=_("Motbeslutet är förberett, med tecknen vända."))
