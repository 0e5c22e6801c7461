"""The five kinds of decisions that change an adopted budget: who takes them and what must add up.

Amounts are öre, a net cost is positive: more money to a nämnd is +, what pays for it is −.
"""

from collections.abc import Callable, Iterator

from core.enums import BudgetDecisionKind
from core.errors import Problem, Severity
from core.money import ORE_PER_KRONA
from core.periods import MONTHS
from core.rules.budget_checked import amount_words
from core.rules.budget_decision_draft import DecisionDraft, DecisionLine, LaterEffect
from core.rules.budget_decision_words import deciders_of, kind_words, or_words
from core.texts import _

__all__ = ["ZERO_SUM", "DecisionDraft", "DecisionLine", "LaterEffect", "check_decision"]

ZERO_SUM = frozenset(
    {BudgetDecisionKind.REALLOCATION, BudgetDecisionKind.TECHNICAL, BudgetDecisionKind.INTERNAL}
)
"""The kinds that move money and bring none, this year and later."""


def check_decision(draft: DecisionDraft) -> list[Problem]:
    """Return what hinders the decision (errors) and what should be looked at (warnings)."""
    own: dict[BudgetDecisionKind, Callable[[DecisionDraft], Iterator[Problem]]] = {
        BudgetDecisionKind.SUPPLEMENT: _supplement,
        BudgetDecisionKind.REALLOCATION: _reallocation,
        BudgetDecisionKind.TECHNICAL: _technical,
        BudgetDecisionKind.INTERNAL: _internal,
        BudgetDecisionKind.CARRY_OVER: _carry_over,
    }
    return [*_common(draft), *own[draft.kind](draft), *_later(draft)]


def _common(draft: DecisionDraft) -> Iterator[Problem]:
    if not draft.title.strip():
        yield Problem("title", _("Skriv vad beslutet gäller."))
    if not any(line.amount for line in draft.lines):
        yield Problem("empty", _("Lägg till minst en enhet med ett belopp."))
    if any(line.amount % ORE_PER_KRONA for line in draft.lines):
        yield Problem("whole", _("Budgeten förs i hela kronor. Skriv beloppen utan ören."))
    if draft.effective_month not in MONTHS:
        yield Problem("month", _("Välj från vilken månad beslutet gäller."))
    if draft.body is not None and draft.body not in deciders_of(draft.kind):
        message = _("{kind} beslutas av {body}.")
        yield Problem(
            "body", message.format(kind=kind_words(draft.kind), body=or_words(deciders_of(draft.kind)))
        )


def _supplement(draft: DecisionDraft) -> Iterator[Problem]:
    if not draft.financing.strip():
        yield Problem(
            "financing",
            _("Skriv hur tilläggsbudgeten finansieras. Ett beslut om nya utgifter ska ange det (KL 11:15)."),
        )
    if draft.total != draft.from_result:
        message = _(
            "Finansieringen går inte ihop: {amount} saknas. Lägg till raden som betalar, "
            "eller ange hur mycket som tas av det budgeterade resultatet."
        )
        if draft.total < draft.from_result:
            message = _("Finansieringen är {amount} större än tillskottet. Minska den.")
        yield Problem("balance", message.format(amount=amount_words(abs(draft.total - draft.from_result))))


def _reallocation(draft: DecisionDraft) -> Iterator[Problem]:
    yield from _zero_sum(draft)
    if len({line.committee for line in draft.lines if line.amount}) == 1:
        yield Problem(
            "committees",
            _("Alla rader ligger i samma nämnd. Gör det till en omdisponering, som nämnden själv beslutar."),
        )


def _technical(draft: DecisionDraft) -> Iterator[Problem]:
    yield from _zero_sum(draft)
    if draft.lines and not any(line.central and line.amount for line in draft.lines):
        yield Problem(
            "central", _("En teknisk justering har finansförvaltningen som motpart. Lägg till dess rad.")
        )


def _internal(draft: DecisionDraft) -> Iterator[Problem]:
    yield from _zero_sum(draft)
    if len({line.committee for line in draft.lines if line.amount}) > 1:
        yield Problem(
            "committees",
            _(
                "En omdisponering stannar inom en nämnd. "
                "Mellan nämnder är det en omfördelning, som KF beslutar."
            ),
        )


def _carry_over(draft: DecisionDraft) -> Iterator[Problem]:
    for line in draft.lines:
        if line.amount < 0:
            yield Problem("carry_over_sign", _("{unit}: skriv beloppet utan minus.").format(unit=line.unit))
        if line.left is not None and line.amount > line.left:
            message = _("{name} har {left} kvar från i fjol, så {amount} kan inte ombudgeteras.")
            yield Problem(
                "carry_over_left",
                message.format(
                    name=line.project or line.unit,
                    left=amount_words(line.left),
                    amount=amount_words(line.amount),
                ),
            )
        if not line.project:
            message = _("{unit}: ombudgetering gäller främst investeringsprojekt. Ange projektet.")
            yield Problem("carry_over_project", message.format(unit=line.unit), Severity.WARNING)


def _zero_sum(draft: DecisionDraft) -> Iterator[Problem]:
    if draft.total:
        message = _("{kind} ska summera till noll, men det skiljer {amount}.")
        yield Problem(
            "balance", message.format(kind=kind_words(draft.kind), amount=amount_words(abs(draft.total)))
        )


def _later(draft: DecisionDraft) -> Iterator[Problem]:
    if not draft.permanent and any(effect.amount for effect in draft.effects):
        yield Problem("one_off", _("Ett engångsbeslut ändrar inte kommande år. Ta bort planårens belopp."))
    for year in draft.plan_years if draft.permanent else ():
        held = [effect.amount for effect in draft.effects if effect.year == year]
        if not held:
            message = _("Skriv vad beslutet betyder för {year}.")
            yield Problem("effect_missing", message.format(year=year))
        elif draft.kind in ZERO_SUM and (uneven := sum(held)):
            message = _("Raderna för {year} ska summera till noll, men det skiljer {amount}.")
            yield Problem("effect_balance", message.format(year=year, amount=amount_words(abs(uneven))))
