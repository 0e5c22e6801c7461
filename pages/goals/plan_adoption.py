"""The end of a plan: the body's decision that adopts it, and opening it again."""

from collections.abc import Callable

import streamlit as st

from core.db import current_database
from core.enums import UnitPlanState
from core.exports.document import Document
from core.queries.access import may
from core.queries.unit_plans import PlanView
from core.rules.access import Action, Actor
from core.services.decisions import DecisionText
from core.services.unit_plans import adopt_plan, open_plan
from core.texts import _
from pages.ui import forms, pieces, saving, side_decisions


def show(actor: Actor, plan: PlanView, made: Callable[[PlanView], Document], *, edits: bool) -> None:
    """Show the form that adopts a plan to whoever writes in decisions, or the one that opens it again."""
    with current_database().reading() as session:
        adopts = may(session, actor, Action.ADOPT_SUBMISSION, plan.unit_id).allowed and not actor.read_only
    if plan.state is UnitPlanState.DRAFT and adopts:
        with st.expander(_("Skriv in beslutet som antar planen"), icon=":material/gavel:"):
            _adopt(actor, plan, made)
    if plan.state is UnitPlanState.ADOPTED and edits:
        with st.expander(_("Öppna planen för ändring"), icon=":material/lock_open:"):
            _open(actor, plan)


def _adopt(actor: Actor, plan: PlanView, made: Callable[[PlanView], Document]) -> None:
    form = f"plan_adopt_{plan.id}"
    stamp = forms.request_key(form)
    left = len(plan.sections) - plan.ready
    if left:
        pieces.show(pieces.muted(_("{n} rubriker är inte klara. De antas så som de står.").format(n=left)))
    with st.form(f"form_{stamp}", border=False, enter_to_submit=False):
        text = side_decisions.fields(stamp, DecisionText("", current_database().today()))
        wanted = st.form_submit_button(_("Anta planen"), type="primary")
    if wanted:
        saving.save(
            actor,
            form,
            lambda session: adopt_plan(
                session, actor, plan_id=plan.id or 0, rev=plan.rev, decision=text, document=made(plan),
                key=stamp,
            ),
            told=_("Planen är antagen."),
        )  # fmt: skip


def _open(actor: Actor, plan: PlanView) -> None:
    form = f"plan_open_{plan.id}"
    with st.form(f"form_{forms.request_key(form)}", border=False, enter_to_submit=False):
        why = st.text_input(_("Varför ändras planen?"), max_chars=1000)
        pieces.show(pieces.muted(_("Den antagna planen finns kvar, och ändringarna visas mot den.")))
        wanted = st.form_submit_button(_("Öppna"))
    if wanted:
        saving.save(
            actor,
            form,
            lambda session: open_plan(session, actor, plan_id=plan.id or 0, rev=plan.rev, why=why),
            told=_("Planen är öppen för ändring."),
        )
