"""The amounts of the ledger and the budget that a formula may read by name, in whole kronor and more exact.

Costs are positive here, as in "nettokostnad per elev", and revenue too: each has its own name.
"""

from dataclasses import dataclass
from enum import StrEnum

from core.texts import _


class Source(StrEnum):
    """Where an amount is read: the year's outcome, its budget, or last year's outcome."""

    ACTUAL = "actual"
    BUDGET = "budget"
    LAST_YEAR = "last_year"


@dataclass(frozen=True, slots=True)
class BuiltIn:
    """An amount by name: which accounts, of which source, the whole year or to the month; `turn` is its sign.

    The ledger has costs + and revenue −.
    """

    name: str
    words: str
    source: Source
    accounts: str = "3-8"
    whole_year: bool = False
    turn: int = 1


BUILT_IN: dict[str, BuiltIn] = {
    one.name: one
    for one in (
        BuiltIn("nettokostnad", _("Nettokostnad från januari till och med månaden, kr."), Source.ACTUAL),
        BuiltIn(
            "personalkostnad", _("Personalkostnad (konto 5) till och med månaden, kr."), Source.ACTUAL, "5"
        ),
        BuiltIn("intakter", _("Intäkter (konto 3) till och med månaden, kr."), Source.ACTUAL, "3", turn=-1),
        BuiltIn("budget", _("Budgeterad nettokostnad till och med månaden, kr."), Source.BUDGET),
        BuiltIn(
            "budget_aret", _("Budgeterad nettokostnad för hela året, kr."), Source.BUDGET, whole_year=True
        ),
        BuiltIn(
            "personalbudget_aret", _("Budgeterad personalkostnad för hela året, kr."), Source.BUDGET, "5",
            whole_year=True,
        ),
        BuiltIn(
            "nettokostnad_ifjol", _("Nettokostnad för hela förra året, kr."), Source.LAST_YEAR,
            whole_year=True,
        ),
    )
}  # fmt: skip
"""What is read of the unit with all that lies under it, investments and closing entries left out."""
