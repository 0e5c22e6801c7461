"""The form of a budget decision: what kind it is, what it is about, and from when it counts."""

import streamlit as st

from core.db import Database
from core.enums import BudgetDecisionKind, UnitKind
from core.periods import MONTHS, month_name
from core.queries.access import UnitRow, units_in_scope
from core.queries.budget_decision_rights import right_of
from core.queries.budget_decisions import BudgetDecisionRow
from core.reports.budget_words import kind_words
from core.rules.access import Action, Actor, may_anywhere
from core.rules.budget_decision_words import deciders_of, kind_help, or_words
from core.services import budget_decisions
from core.services.budget_decisions import DecisionContent
from core.services.transaction import transaction
from core.texts import _
from pages.budget import decision_address
from pages.ui import forms, pieces, saving
from pages.ui.context import label_of
from pages.ui.feedback import shown_errors

_NEW = "budget_decision_new"


def show_new(database: Database, actor: Actor, year: int) -> None:
    """Show an empty form; saved, it becomes a draft whose rows are filled in next."""
    st.header(_("Nytt budgetbeslut {year}").format(year=year), anchor=False)
    kinds = [kind for kind in BudgetDecisionKind if may_anywhere(actor, right_of(kind))]
    if not kinds:
        pieces.empty(_("Du förbereder inga budgetbeslut"), _("Din ekonom gör det. Be henne eller honom."))
        return
    with pieces.card("form"):
        kind = st.selectbox(_("Slag av beslut"), kinds, format_func=kind_words, key="new_kind") or kinds[0]
        pieces.show(
            pieces.muted(
                _("{help} Beslutas av {who}.").format(help=kind_help(kind), who=or_words(deciders_of(kind)))
            )
        )
        unit_id = _home(database, actor, kind)
        content = _fields(
            DecisionContent(kind, year, "", unit_id, effective_month=database.today().month), key="new"
        )
        saved, left = _buttons(_("Spara och lägg till rader"))
    if left:
        decision_address.go()
    if saved:
        with shown_errors():
            with transaction(database, actor) as session:
                made = budget_decisions.create_draft(
                    session, actor, content=content, key=forms.request_key(_NEW)
                )
            forms.renew_key(_NEW)
            decision_address.go(to=made)


def show_change(actor: Actor, row: BudgetDecisionRow) -> None:
    """Show the form of a draft; its kind and unit stand."""
    held = DecisionContent(
        row.kind, row.year, row.title, row.unit_id, row.financing, row.effective_month, row.permanent
    )
    with pieces.card("form"):
        content = _fields(held, key=f"change_{row.id}")
        saved, left = _buttons(_("Spara ändringen"))
    if left:
        decision_address.go(to=row.id)
    if saved:
        form = f"budget_decision_{row.id}"
        st.query_params.pop("gor", None)
        saving.save(
            actor,
            form,
            lambda session: budget_decisions.change_draft(
                session, actor, decision_id=row.id, rev=row.rev, content=content, key=forms.request_key(form)
            ),
            told=_("Beslutet är sparat."),
        )


def _home(database: Database, actor: Actor, kind: BudgetDecisionKind) -> int:
    """Return the unit that the decision belongs to: chosen for an omdisponering, else the municipality."""
    if kind is not BudgetDecisionKind.INTERNAL:
        return actor.top_unit_id
    with database.reading() as session:
        units = [
            unit
            for unit in units_in_scope(session, actor, Action.MANAGE_BUDGET)
            if unit.kind not in {UnitKind.COST_CENTER, UnitKind.MUNICIPALITY}
        ]
    chosen: UnitRow | None = st.selectbox(
        _("Inom vilken nämnd eller enhet?"), units, format_func=label_of, key="new_unit",
        placeholder=_("Sök namn eller kod"),
    )  # fmt: skip
    return chosen.id if chosen is not None else actor.top_unit_id


def _fields(held: DecisionContent, *, key: str) -> DecisionContent:
    title = st.text_input(
        _("Vad gäller det?"), held.title, max_chars=200, key=f"{key}_title",
        placeholder=_("Till exempel Fler platser på Ekgården"),
    )  # fmt: skip
    financing = held.financing
    if held.kind is BudgetDecisionKind.SUPPLEMENT:
        financing = st.text_area(
            _("Hur finansieras det?"), held.financing, max_chars=1000, height=90, key=f"{key}_financing",
            help=_("Ett beslut om nya utgifter ska säga hur de finansieras (KL 11:15)."),
        )  # fmt: skip
    first, second = st.columns(2, gap="small")
    month = first.selectbox(
        _("Gäller från"), list(MONTHS), index=held.effective_month - 1, format_func=month_name,
        key=f"{key}_month",
    )  # fmt: skip
    lasting = {False: _("Bara i år"), True: _("Tills vidare")}
    permanent = second.segmented_control(
        _("Hur länge?"), list(lasting), default=held.permanent, required=True, key=f"{key}_permanent",
        format_func=lasting.__getitem__,
    )  # fmt: skip
    return DecisionContent(
        held.kind,
        held.year,
        title,
        held.unit_id,
        financing,
        int(month or held.effective_month),
        bool(permanent),
    )


def _buttons(word: str) -> tuple[bool, bool]:
    with st.container(horizontal=True, gap="small"):
        return st.button(word, type="primary"), st.button(_("Avbryt"), type="tertiary")
