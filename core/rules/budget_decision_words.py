"""What the kinds of budget decisions are called, and who takes them."""

from collections.abc import Sequence
from enum import StrEnum

from core.enums import BudgetDecisionKind
from core.texts import _


class Decider(StrEnum):
    """Who takes a budget decision; a delegate does it by the delegation of KS or the nämnd."""

    COUNCIL = "council"
    EXECUTIVE_BOARD = "executive_board"
    COMMITTEE = "committee"
    DELEGATE = "delegate"


_DECIDERS = {
    BudgetDecisionKind.SUPPLEMENT: (Decider.COUNCIL,),
    BudgetDecisionKind.REALLOCATION: (Decider.COUNCIL,),
    BudgetDecisionKind.TECHNICAL: (Decider.EXECUTIVE_BOARD, Decider.DELEGATE),
    BudgetDecisionKind.INTERNAL: (Decider.COMMITTEE, Decider.DELEGATE),
    BudgetDecisionKind.CARRY_OVER: (Decider.COUNCIL,),
}


def deciders_of(kind: BudgetDecisionKind) -> tuple[Decider, ...]:
    """Return who may take a decision of the kind, the usual one first."""
    return _DECIDERS[kind]


def kind_words(kind: BudgetDecisionKind) -> str:
    """Return what a kind is called, as the first word of a sentence."""
    return {
        BudgetDecisionKind.SUPPLEMENT: _("Tilläggsbudget"),
        BudgetDecisionKind.REALLOCATION: _("Omfördelning mellan nämnder"),
        BudgetDecisionKind.TECHNICAL: _("Teknisk justering"),
        BudgetDecisionKind.INTERNAL: _("Omdisponering inom nämnden"),
        BudgetDecisionKind.CARRY_OVER: _("Ombudgetering"),
    }[kind]


def kind_help(kind: BudgetDecisionKind) -> str:
    """Return in a sentence when the kind is used and what it asks for."""
    return {
        BudgetDecisionKind.SUPPLEMENT: _("Nya pengar till en nämnd. Finansieringen ska anges."),
        BudgetDecisionKind.REALLOCATION: _("Pengar flyttas från en nämnd till en annan. Summan är noll."),
        BudgetDecisionKind.TECHNICAL: _(
            "Löneöversyn, kapitalkostnad, internhyra eller flyttad enhet, mot finansförvaltningen."
        ),
        BudgetDecisionKind.INTERNAL: _("Pengar flyttas mellan enheter i samma nämnd. Summan är noll."),
        BudgetDecisionKind.CARRY_OVER: _(
            "Det som är kvar av fjolårets projekt flyttas till i år, främst investeringar."
        ),
    }[kind]


def decider_words(decider: Decider) -> str:
    """Return who decides, inside a sentence."""
    return {
        Decider.COUNCIL: _("kommunfullmäktige"),
        Decider.EXECUTIVE_BOARD: _("kommunstyrelsen"),
        Decider.COMMITTEE: _("nämnden"),
        Decider.DELEGATE: _("den som har delegation"),
    }[decider]


def or_words(deciders: Sequence[Decider]) -> str:
    """Return the deciders as `kommunstyrelsen eller den som har delegation`."""
    return _(" eller ").join(decider_words(decider) for decider in deciders)
