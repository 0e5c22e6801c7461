"""What is left to do before a budget decision is adopted, and the form that adopts or drops it."""

import streamlit as st

from core.db import Database
from core.enums import BudgetDecisionKind, BudgetDecisionState
from core.errors import Problem, Severity
from core.money import AmountError, parse_amount
from core.queries.budget_decision_draft import check_budget_decision
from core.queries.budget_decisions import BudgetDecisionRow
from core.rules.access import Actor
from core.rules.budget_decision_words import Decider, decider_words, deciders_of
from core.services import budget_decision_adoption, budget_decisions
from core.services.decisions import DecisionText
from core.table import Status
from core.texts import _
from pages.ui import forms, pieces, saving
from pages.ui.markup import fill, join
from pages.ui.side_decisions import fields


def show(database: Database, actor: Actor, row: BudgetDecisionRow) -> None:
    """Show the check list, live, and then the form that adopts; it may also be dropped."""
    st.subheader(_("Anta beslutet"), anchor=False)
    with pieces.card("adopt"):
        from_result = _from_result(row)
        with database.reading() as session:
            problems = check_budget_decision(session, actor, decision_id=row.id, from_result=from_result)
        _list(problems)
        if not any(problem.severity is Severity.ERROR for problem in problems):
            _adopt(database, actor, row, from_result)
    show_drop(actor, row, word=_("Lägg ned"))


def show_drop(actor: Actor, row: BudgetDecisionRow, *, word: str) -> None:
    """Show the way out: the decision is dropped, with the reason."""
    form = f"drop_{row.id}"
    with st.expander(word, icon=":material/close:"):
        reason = st.text_input(_("Varför?"), max_chars=300, key=f"reason_{row.id}")
        if st.button(word, key=f"dropped_{row.id}"):
            saving.save(
                actor,
                form,
                lambda session: budget_decisions.drop(
                    session,
                    actor,
                    decision_id=row.id,
                    rev=row.rev,
                    reason=reason,
                    key=forms.request_key(form),
                ),
                told=_("Beslutet är nedlagt."),
            )


def _from_result(row: BudgetDecisionRow) -> int:
    """Return how much is taken of the budgeted result; only new money can be paid that way."""
    if row.kind is not BudgetDecisionKind.SUPPLEMENT:
        return 0
    typed = st.text_input(
        _("Tas av årets budgeterade resultat"), key=f"result_{row.id}", max_chars=30,
        placeholder=_("Till exempel 4 mnkr; tomt om raderna betalar allt"),
    )  # fmt: skip
    try:
        return parse_amount(typed) if typed.strip() else 0
    except AmountError as error:
        st.error(str(error))
        return 0


def _list(problems: list[Problem]) -> None:
    if not problems:
        pieces.show(pieces.chip(Status.OK, _("Allt är klart för beslut")))
        return
    items = [
        fill(
            "<li>{chip} {text}</li>",
            chip=pieces.chip(Status.BAD, _("Saknas"))
            if problem.severity is Severity.ERROR
            else pieces.chip(Status.PARTLY, _("Se över")),
            text=problem.message,
        )
        for problem in problems
    ]
    pieces.show(fill('<ul class="r-log">{items}</ul>', items=join(items)))


def _adopt(database: Database, actor: Actor, row: BudgetDecisionRow, from_result: int) -> None:
    form = f"adopt_{row.id}"
    stamp = forms.request_key(form)
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        text = fields(stamp, DecisionText(_usual_body(row), database.today()))
        wanted = st.form_submit_button(_("Anta beslutet"), type="primary")
    if wanted:
        saving.save(
            actor,
            form,
            lambda session: budget_decision_adoption.adopt(
                session, actor, decision_id=row.id, rev=row.rev, text=text, from_result=from_result, key=stamp
            ),
            told=_("Beslutet är antaget, och budgeten är ändrad."),
        )


def _usual_body(row: BudgetDecisionRow) -> str:
    """Return who usually decides: the first decider of the kind, for a manager's wish the delegate."""
    if row.state is BudgetDecisionState.REQUESTED:
        return _("Ekonomen på delegation")
    first = deciders_of(row.kind)[0]
    return "" if first is Decider.COMMITTEE else decider_words(first).capitalize()
