"""A budget decision in preparation: its lines, and what it means for later years.

Amounts are öre, a net cost is positive.
"""

from dataclasses import dataclass

from core.enums import BudgetDecisionKind
from core.rules.budget_decision_words import Decider


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """One unit's change this year. `central` is finansförvaltningen; a project brings what it has `left`."""

    unit: str
    committee: str
    amount: int
    central: bool = False
    project: str = ""
    left: int | None = None


@dataclass(frozen=True, slots=True)
class LaterEffect:
    """What the decision means for a unit in a later year, in öre."""

    unit: str
    year: int
    amount: int


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """A decision in preparation. `from_result` is what it takes of the budgeted result, in öre.

    It counts from `effective_month` (1–12); a permanent one says what it means for `plan_years`.
    """

    kind: BudgetDecisionKind
    title: str
    year: int
    lines: tuple[DecisionLine, ...]
    body: Decider | None = None
    financing: str = ""
    from_result: int = 0
    effective_month: int = 1
    permanent: bool = False
    plan_years: tuple[int, ...] = ()
    effects: tuple[LaterEffect, ...] = ()

    @property
    def total(self) -> int:
        """The sum of the lines: what is not paid by another line."""
        return sum(line.amount for line in self.lines)
