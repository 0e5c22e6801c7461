"""Budget decisions in words: kinds, states, who decided, and how long they count."""

from core.enums import BudgetDecisionState
from core.periods import month_name
from core.queries.budget_decisions import BudgetDecisionRow, Formal
from core.reports.decision_words import decided
from core.rules.budget_decision_words import kind_words
from core.table import Status
from core.texts import _

__all__ = ["STATUS", "formal_words", "kind_words", "lasting_words", "number_words", "state_words"]

STATUS = {
    BudgetDecisionState.DRAFT: Status.NONE,
    BudgetDecisionState.REQUESTED: Status.PARTLY,
    BudgetDecisionState.ADOPTED: Status.OK,
    BudgetDecisionState.DROPPED: Status.NONE,
}
"""How the state of a decision is marked."""


def state_words(state: BudgetDecisionState) -> str:
    """Return what a state is called."""
    return {
        BudgetDecisionState.DRAFT: _("Förbereds"),
        BudgetDecisionState.REQUESTED: _("Väntar på godkännande"),
        BudgetDecisionState.ADOPTED: _("Antaget"),
        BudgetDecisionState.DROPPED: _("Nedlagt"),
    }[state]


def number_words(row: BudgetDecisionRow) -> str:
    """Return a decision's number and title: `3 Löneöversyn 2026`; without a number only its title."""
    return row.title if row.number is None else _("Nr {n}: {title}").format(n=row.number, title=row.title)


def lasting_words(row: BudgetDecisionRow) -> str:
    """Return from when a decision counts, and for how long: `från april, tills vidare`."""
    lasting = _("tills vidare") if row.permanent else _("bara {year}").format(year=row.year)
    return _("från {month}, {lasting}").format(month=month_name(row.effective_month), lasting=lasting)


def formal_words(formal: Formal) -> str:
    """Return who decided, which day and §: `Kommunfullmäktige 2026-03-30 § 41, dnr KS 2026/087`."""
    body = formal.body or (_("Enhetens chef") if formal.day else "")
    return decided(body, formal.day, formal.paragraph, formal.diary_number)
