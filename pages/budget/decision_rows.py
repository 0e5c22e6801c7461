"""The rows of a budget decision, and for a draft the form that adds one and the button that takes one out."""

import streamlit as st

from core.db import Database
from core.enums import Dimension, UnitKind
from core.errors import RuleViolation
from core.money import AmountError, parse_amount
from core.periods import MONTHS, month_name
from core.queries.access import UnitRow, units_in_scope
from core.queries.budget_decision_rights import right_of
from core.queries.budget_decisions import BudgetDecisionRow
from core.queries.codes import CodeRow, list_codes
from core.reports.budget_decision_view import DecisionView
from core.rules.access import Actor
from core.rules.plan_signs import RESULT_CLASSES, kind_of_account
from core.rules.spreading import spread
from core.services import budget_decision_rows
from core.services.budget_decision_rows import NewRow
from core.texts import _
from pages.budget import decision_address
from pages.ui import downloads, forms, pieces, saving, tables
from pages.ui.context import label_of


def show(database: Database, actor: Actor, view: DecisionView, *, may_change: bool) -> None:
    """Show the rows; in a draft one more can be added, and the chosen one taken out."""
    st.subheader(_("Rader"), anchor=False)
    chosen = decision_address.line_id()
    if len(view.lines.rows) > 1:
        with pieces.card("lines"):
            picked = tables.render(
                view.lines, "lines", phone_columns=["amount"], selected=str(chosen) if chosen else None
            )
            downloads.buttons(view.lines, name_parts=(_("budgetbeslut"), view.row.title, view.row.year))
        if picked is not None and may_change:
            decision_address.choose_line(None if chosen == int(picked) else int(picked))
    elif not may_change:
        pieces.show(pieces.muted(_("Beslutet har inga rader på dina enheter.")))
    if may_change:
        if chosen is not None:
            _remove(actor, view.row, chosen)
        _add(database, actor, view)


def _remove(actor: Actor, row: BudgetDecisionRow, line_id: int) -> None:
    if st.button(_("Ta bort den valda raden"), icon=":material/delete:"):
        st.query_params.pop("rad", None)
        saving.save(
            actor,
            f"remove_{line_id}",
            lambda session: budget_decision_rows.remove_row(
                session, actor, decision_id=row.id, line_id=line_id
            ),
            told=_("Raden är borttagen."),
        )


def _add(database: Database, actor: Actor, view: DecisionView) -> None:
    """Show the form of one more row; saved, it is empty again."""
    row = view.row
    form = f"row_{row.id}"
    stamp = forms.request_key(form)
    units, accounts, projects = _choices(database, actor, view)
    with pieces.card("add"):
        pieces.show(pieces.heading(_("Lägg till en rad")))
        first, second = st.columns(2, gap="small")
        unit = first.selectbox(
            _("Ansvar"), units, index=None, format_func=label_of, key=f"unit_{stamp}",
            placeholder=_("Sök namn eller kod"),
        )  # fmt: skip
        account = second.selectbox(
            _("Konto"), accounts, index=None, format_func=_code_words, key=f"account_{stamp}",
            placeholder=_("Sök namn eller nummer"),
        )  # fmt: skip
        typed, month = _amount_and_month(row, stamp)
        first, second = st.columns(2, gap="small")
        project = first.selectbox(
            _("Projekt (om det gäller ett)"), projects, index=None, format_func=_code_words,
            key=f"project_{stamp}", placeholder=_("Inget projekt"),
        )  # fmt: skip
        text = second.text_input(_("Text (frivilligt)"), max_chars=300, key=f"text_{stamp}")
        if st.button(_("Lägg till raden"), icon=":material/add:"):
            new = _new_row(row, unit, account, typed, month)
            if new is not None:
                _save(actor, row, form, (new, project.code if project else "", text))


def _amount_and_month(row: BudgetDecisionRow, stamp: str) -> tuple[str, int]:
    """Return the amount as it is typed, and the month that takes all of it; 0 for equally."""
    first, second = st.columns(2, gap="small")
    typed = first.text_input(
        _("Belopp i år"), max_chars=30, key=f"amount_{stamp}",
        placeholder=_("Till exempel 400 tkr eller −1,2 mnkr"),
        help=_("Plus är mer på kontot, minus är mindre. På ett intäktskonto är plus högre intäkt."),
    )  # fmt: skip
    spread_words = _("Jämnt från {month}").format(month=month_name(row.effective_month))
    month = second.selectbox(
        _("Fördela"), [0, *(one for one in MONTHS if one >= row.effective_month)], key=f"month_{stamp}",
        format_func=lambda one: _("Allt i {month}").format(month=month_name(one)) if one else spread_words,
    )  # fmt: skip
    return typed, int(month or 0)


def _choices(
    database: Database, actor: Actor, view: DecisionView
) -> tuple[list[UnitRow], list[CodeRow], list[CodeRow]]:
    home = view.places.units[view.row.unit_id]
    with database.reading() as session:
        units = [
            unit
            for unit in units_in_scope(session, actor, right_of(view.row.kind))
            if unit.kind is UnitKind.COST_CENTER and home.lft <= unit.lft <= home.rgt
        ]
        accounts = [
            code for code in list_codes(session, Dimension.ACCOUNT) if code.code[:1] in RESULT_CLASSES
        ]
        projects = list_codes(session, Dimension.PROJECT)
    return units, accounts, projects


def _new_row(
    row: BudgetDecisionRow, unit: UnitRow | None, account: CodeRow | None, typed: str, month: int
) -> NewRow | None:
    """Return the row that the fields hold; what is missing is told of in place."""
    if unit is None or account is None:
        st.error(_("Välj ansvar och konto."))
        return None
    try:
        ore = parse_amount(typed) * kind_of_account(account.code)
        weights = [one == month if month else one >= row.effective_month for one in MONTHS]
        amounts = spread(ore, [int(weight) for weight in weights])
    except (AmountError, RuleViolation) as error:
        st.error(str(error))
        return None
    months = tuple(amount if weight else None for amount, weight in zip(amounts, weights, strict=True))
    return NewRow(unit.id, account.code, months)


def _save(actor: Actor, row: BudgetDecisionRow, form: str, new: tuple[NewRow, str, str]) -> None:
    held, project, text = new
    whole = NewRow(held.unit_id, held.account, held.months, project=project, text=text)
    saving.save(
        actor,
        form,
        lambda session: budget_decision_rows.add_rows(
            session, actor, decision_id=row.id, rows=[whole], key=forms.request_key(form)
        ),
        told=_("Raden är tillagd."),
    )


def _code_words(code: CodeRow) -> str:
    return f"{code.name} ({code.code})" if code.name else code.code
