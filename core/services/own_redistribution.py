"""A manager moves money between two rows of her own unit: at once, or when an economist has approved.

    request_move(session, actor, *, unit_id, move: Move, year, key) -> int

The net of the unit stands. By the setting `own_redistribution` it is adopted at once ("free") or
waits for approval, which is usual.
"""

from dataclasses import dataclass

from sqlmodel import Session

from core.enums import BudgetDecisionKind, BudgetDecisionState
from core.errors import RuleViolation
from core.models import BudgetDecision
from core.money import MoneyUnit, format_money
from core.periods import MONTHS
from core.queries.access import require_write
from core.queries.municipality import read_municipality
from core.queries.own_redistribution import BudgetRow, list_own_rows
from core.rules.access import Action, Actor
from core.rules.long_texts import checked_text
from core.rules.spreading import require_whole, spread
from core.services.budget_decision_adoption import require_ready, settle
from core.services.budget_decision_notices import tell_requested
from core.services.budget_decisions import DecisionContent, insert_decision
from core.services.decision_lines import NewLine, insert_lines
from core.services.requests import first_time, keep_result, result_of
from core.services.turns import Turn, take_turn
from core.texts import _

_LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class Move:
    """From one row to another, each an (ansvar, coding), an amount in öre above zero, and from what month."""

    source: tuple[int, int]
    target: tuple[int, int]
    amount: int
    month: int
    reason: str = ""


def request_move(session: Session, actor: Actor, *, unit_id: int, year: int, move: Move, key: str) -> int:
    """Move money between two rows of a unit, or ask for it; return the decision's id.

    Raises `RuleViolation` when the row does not have the amount, or the rows are not the unit's.
    """
    require_write(session, actor, Action.EDIT_SUBMISSION, unit_id)
    take_turn(session, Turn.BUDGET_DECISIONS)
    if not first_time(session, actor, key=key, action="own_redistribution", subject=(unit_id, year, move)):
        return int(result_of(session, key))
    source, target = _rows(session, actor, unit_id, year, move)
    _check(move, source)
    content = DecisionContent(
        BudgetDecisionKind.INTERNAL, year, _title(source, target), unit_id, effective_month=move.month
    )
    made = insert_decision(session, actor, content=content, state=BudgetDecisionState.REQUESTED)
    _insert_lines(session, made, move)
    require_ready(session, actor.tree_id, made)
    if read_municipality(session).free_redistribution:
        made.decided_on = session.info["database"].today()
        settle(session, actor, made)
    else:
        tell_requested(session, actor, made)
    keep_result(session, key, made.id)
    return made.id or 0


def _rows(session: Session, actor: Actor, unit_id: int, year: int, move: Move) -> tuple[BudgetRow, BudgetRow]:
    held = {
        (row.unit_id, row.coding_id): row for row in list_own_rows(session, actor, year=year, unit_id=unit_id)
    }
    if move.source not in held or move.target not in held:
        raise RuleViolation(_("Välj två rader i din enhets budget."))
    if move.source == move.target:
        raise RuleViolation(_("Välj två olika rader."))
    return held[move.source], held[move.target]


def _check(move: Move, source: BudgetRow) -> None:
    if move.amount <= 0:
        raise RuleViolation(_("Skriv ett belopp som är större än noll."))
    require_whole(move.amount)
    if move.month not in MONTHS:
        raise RuleViolation(_("Välj från vilken månad pengarna flyttas."))
    left = source.left_from(move.month)
    if not source.account.startswith("3") and move.amount > left:
        raise RuleViolation(
            _("{row} har {left} kvar av årets budget. Flytta högst det.").format(
                row=source.account_name, left=format_money(max(left, 0), MoneyUnit.KR, word=True)
            )
        )


def _insert_lines(session: Session, made: BudgetDecision, move: Move) -> None:
    """Store the two lines, spread equally over the months that are left, in ledger sign."""
    weights = [1 if month >= move.month else 0 for month in MONTHS]
    lines = []
    for (unit_id, coding_id), total in ((move.source, -move.amount), (move.target, move.amount)):
        amounts = zip(MONTHS, spread(total, weights), strict=True)
        months = tuple(amount if month >= move.month else None for month, amount in amounts)
        lines.append(NewLine(unit_id, coding_id, months, text=_reason(move)))
    insert_lines(session, made.version_id, lines)


def _reason(move: Move) -> str:
    return checked_text(move.reason, what=_("varför"), longest=_LONGEST_REASON, needed=False)


def _title(source: BudgetRow, target: BudgetRow) -> str:
    text = _("Från {source} till {target}").format(source=source.account_name, target=target.account_name)
    return text[:200]
